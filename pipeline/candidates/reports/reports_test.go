package reports

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
)

// on reads a day of a test.
func on(t testing.TB, s string) calendar.Date {
	t.Helper()
	if s == "" {
		return 0
	}
	d, err := calendar.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// spells reads "2026-09-10 confirmed, 2026-10-20 resolved/on a roll and attending".
func spells(t testing.TB, s string) []Spell {
	t.Helper()
	var all []Spell
	for _, part := range strings.Split(s, ", ") {
		day, rest, _ := strings.Cut(part, " ")
		status, ground, _ := strings.Cut(rest, "/")
		all = append(all, Spell{Status: status, Ground: ground, From: on(t, day)})
	}
	return all
}

func facts(t testing.TB, asOf string) *Facts {
	return &Facts{AsOf: on(t, asOf), Calendar: calendar.New(nil), Authority: "Testshire", Drift: map[string]int{"P1": 1, "P2": 3, "P3": 7, "P4": 15}}
}

// count finds a count in a report by the words of its row.
func count(t *testing.T, table candidates.Table, words ...string) int {
	t.Helper()
	at := slices.IndexFunc(table.Columns, func(c candidates.TableColumn) bool { return c.Name == "child_count" })
	for _, row := range table.Rows {
		found := 0
		for _, w := range words {
			if slices.ContainsFunc(row, func(cell any) bool { return cell == w || isDay(cell, w) }) {
				found++
			}
		}
		if found == len(words) {
			return row[at].(int)
		}
	}
	t.Fatalf("%s: no row of %v", table.ID, words)
	return 0
}

func isDay(cell any, w string) bool {
	d, is := cell.(time.Time)
	return is && !d.IsZero() && d.Format("2006-01-02") == w
}

// TestReturnCountsOnCensusDay holds the return to its statuses, to compulsory school age, and to the bounds of its bands.
func TestReturnCountsOnCensusDay(t *testing.T) {
	const census = "2026-10-01"
	for _, c := range []struct {
		name, spells, dob, since string
		counted                  bool
		duration                 string
	}{
		{"confirmed before", "2026-09-10 confirmed", "2015-03-01", "2026-09-01", true, "4 to 8 weeks"},
		{"confirmed on the day", "2026-10-01 confirmed", "2015-03-01", "2026-09-18", true, "Less than 2 weeks"},
		{"two weeks to the day", "2026-10-01 confirmed", "2015-03-01", "2026-09-17", true, "2 to 4 weeks"},
		{"a day under 52 weeks", "2026-09-10 confirmed", "2015-03-01", "2025-10-03", true, "26 to 52 weeks"},
		{"52 weeks", "2026-09-10 confirmed", "2015-03-01", "2025-10-02", true, "Over 52 weeks"},
		{"confirmed after", "2026-10-02 confirmed", "2015-03-01", "2026-09-01", false, ""},
		{"suspected", "2026-09-10 suspected", "2015-03-01", "2026-09-01", false, ""},
		{"untraced", "2026-05-10 untraced", "2015-03-01", "", true, "Unknown"},
		{"moving", "2026-09-10 transfer_pending", "2015-03-01", "2026-09-01", true, "4 to 8 weeks"},
		{"closed before", "2026-09-10 confirmed, 2026-09-30 resolved", "2015-03-01", "2026-09-01", false, ""},
		{"closed after", "2026-09-10 confirmed, 2026-10-02 resolved", "2015-03-01", "2026-09-01", true, "4 to 8 weeks"},
		{"found to be none", "2026-09-10 not_cme", "2015-03-01", "2026-09-01", false, ""},
		{"over age", "2026-05-10 confirmed", "2010-03-01", "2026-05-01", false, ""},
		{"not yet of age", "2026-09-10 confirmed", "2022-01-01", "2026-09-01", false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := facts(t, "2026-10-15")
			addCases(f, []Case{{Child: "c", Figures: Figures{Born: on(t, c.dob), Since: on(t, c.since), Sex: "F", Spells: spells(t, c.spells)}}}...)
			table := dfeReturn(f)
			want := 0
			if c.counted {
				want = 1
			}
			for _, words := range [][]string{{census, "Total", "All"}, {census, "Sex", "Female"}, {census, "Reason", "Not recorded"}} {
				if got := count(t, table, words...); got != want {
					t.Errorf("%v: %d, want %d", words, got, want)
				}
			}
			if c.counted && count(t, table, census, "Duration", c.duration) != 1 {
				t.Errorf("not counted as %q", c.duration)
			}
		})
	}
}

// TestReturnOfTheYearBeforeCountsOnce counts a child opened twice in the school year before once, in the state of its last day.
func TestReturnOfTheYearBeforeCountsOnce(t *testing.T) {
	f := facts(t, "2026-10-15")
	const period = "at any time in the school year before"
	addCases(f, []Case{
		{Child: "twice", Figures: Figures{Born: on(t, "2015-03-01"), Spells: spells(t, "2025-10-01 confirmed, 2025-11-01 resolved, 2026-02-01 confirmed, 2026-03-01 resolved")}},
		{Child: "only this year", Figures: Figures{Born: on(t, "2015-03-01"), Spells: spells(t, "2026-09-01 confirmed")}},
		{Child: "only the year before that", Figures: Figures{Born: on(t, "2015-03-01"), Spells: spells(t, "2025-01-01 confirmed, 2025-08-31 resolved")}},
		{Child: "still", Figures: Figures{Born: on(t, "2015-03-01"), Spells: spells(t, "2024-01-01 untraced")}},
	}...)
	if got := count(t, dfeReturn(f), period, "Total", "All"); got != 2 {
		t.Errorf("%d children, want 2", got)
	}
}

func TestSuspectedAreCountedWhereTheSettingsSaySo(t *testing.T) {
	f := facts(t, "2026-10-15")
	addCases(f, []Case{{Child: "c", Figures: Figures{Born: on(t, "2015-03-01"), Spells: spells(t, "2026-09-10 suspected")}}}...)
	f.CountSuspected = true
	if got := count(t, dfeReturn(f), "2026-10-01", "Total", "All"); got != 1 {
		t.Errorf("%d, want 1", got)
	}
}

// A reason that an officer recorded is counted; one that the rules propose only beside it, and only where none was recorded.
func TestReasonsAreTheOfficers(t *testing.T) {
	f := facts(t, "2026-10-15")
	f.Reasons = []string{WaitingStart, "Mental health"}
	for i, c := range []Case{{Figures: Figures{Reason: "Mental health", Proposed: WaitingStart}}, {Figures: Figures{Proposed: WaitingStart}}, {}} {
		c.Child, c.Spells = fmt.Sprint(i), spells(t, "2026-09-10 confirmed")
		f.AddCase(c, false)
	}
	got := map[string][2]int{}
	for _, row := range dfeReturn(f).Rows {
		if row[1] == "on census day" && row[3] == "Reason" {
			got[row[4].(string)] = [2]int{row[5].(int), row[7].(int)}
		}
	}
	want := map[string][2]int{WaitingStart: {0, 1}, "Mental health": {1, 1}, notRecorded: {2, 1}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("recorded, and with those proposed (-want +got):\n%s", d)
	}
	list := cmeList(f)
	at := slices.IndexFunc(list.Columns, func(c candidates.TableColumn) bool { return c.Name == "proposed_reason" })
	for i, want := range []string{"", WaitingStart, ""} {
		if list.Rows[i][at] != want {
			t.Errorf("case %d proposes %q, want %q", i, list.Rows[i][at], want)
		}
	}
}

// Beside the cases the candidates of the night are counted as they would be if all were confirmed: on the days on which they were without
// education and of age, never twice, and by the reason that an officer recorded or the rules propose.
func TestCandidatesAreCountedBesideTheCases(t *testing.T) {
	const census, before = "2026-10-01", "at any time in the school year before"
	for _, c := range []struct {
		name, spells, dob, listed string
		recorded                  string
		now, year                 int // counted with the candidates
		reason                    string
	}{
		{"without education since July", "", "2015-03-01", "2026-07-10", "", 1, 1, WaitingStart},
		{"from the census day", "", "2015-03-01", "2026-10-01", "", 1, 0, WaitingStart},
		{"from the day after it", "", "2015-03-01", "2026-10-02", "", 0, 0, ""},
		{"from the last day of the year before", "", "2015-03-01", "2026-08-31", "", 1, 1, WaitingStart},
		{"confirmed besides", "2026-09-10 confirmed", "2015-03-01", "2026-07-10", "Mental health", 1, 1, "Mental health"},
		{"suspected, and therefore not counted", "2026-09-10 suspected", "2015-03-01", "2026-09-01", "Mental health", 1, 0, "Mental health"},
		{"over age by now", "", "2010-03-01", "2026-05-01", "", 0, 1, ""},
		{"not yet of age then", "", "2021-05-01", "2026-09-01", "", 1, 0, WaitingStart},
		{"on no list", "", "2015-03-01", "", "", 0, 0, ""},
	} {
		f := facts(t, "2026-10-15")
		f.Reasons = []string{WaitingStart, "Mental health"}
		figures := Figures{Born: on(t, c.dob), Listed: on(t, c.listed), Since: on(t, c.listed), Sex: "F", Reason: c.recorded, Proposed: WaitingStart}
		if c.spells == "" {
			f.AddCandidate(figures)
		} else {
			figures.Spells = spells(t, c.spells)
			f.AddCase(Case{Child: "c", Figures: figures}, false)
		}
		got := map[string]int{}
		for _, row := range dfeReturn(f).Rows {
			if n := row[7].(int); n > 0 && row[3] == "Reason" {
				got[row[1].(string)] += n
				if row[1] != before && row[4] != c.reason {
					t.Errorf("%s: counted by %q, want %q", c.name, row[4], c.reason)
				}
			}
		}
		if got["on census day"] != c.now || got[before] != c.year {
			t.Errorf("%s: %d on %s and %d in the year before, want %d and %d", c.name, got["on census day"], census, got[before], c.now, c.year)
		}
	}
}

// TestMarginsAddUp draws cases at random: every margin of a period adds to its total, and the total is what a plain count says.
func TestMarginsAddUp(t *testing.T) {
	statuses := []string{"suspected", "confirmed", "untraced", "transfer_pending", "resolved", "not_cme"}
	rapid.Check(t, func(r *rapid.T) {
		reasons := []string{WaitingStart, "Mental health", "Unknown"}
		f := &Facts{AsOf: calendar.On(2027, 6, 1), Calendar: calendar.New(nil), Reasons: reasons}
		for i := range rapid.IntRange(0, 12).Draw(r, "cases") {
			c := Case{Child: fmt.Sprint(i), Figures: Figures{Born: calendar.On(2008, 1, 1) + calendar.Date(rapid.IntRange(0, 6000).Draw(r, "dob")),
				Sex: rapid.SampledFrom([]string{"M", "F", ""}).Draw(r, "sex"), Reason: rapid.SampledFrom(append(reasons, "")).Draw(r, "reason"),
				Proposed: rapid.SampledFrom(append(reasons, "")).Draw(r, "proposed")}}
			at := calendar.On(2025, 6, 1)
			if rapid.Bool().Draw(r, "candidate") {
				c.Listed = calendar.On(2025, 6, 1) + calendar.Date(rapid.IntRange(0, 700).Draw(r, "listed"))
			}
			for range rapid.IntRange(0, 4).Draw(r, "spells") {
				at += calendar.Date(rapid.IntRange(1, 200).Draw(r, "gap"))
				c.Spells = append(c.Spells, Spell{Status: rapid.SampledFrom(statuses).Draw(r, "status"), From: at})
			}
			f.AddCase(c, false)
		}
		sums := map[string]map[string]int{}
		for _, row := range dfeReturn(f).Rows {
			period := fmt.Sprint(row[1], row[2])
			if sums[period] == nil {
				sums[period] = map[string]int{}
			}
			sums[period][row[3].(string)] += row[5].(int)
			sums[period][row[3].(string)+", proposed"] += row[7].(int)
		}
		for period, by := range sums {
			for _, topic := range topics {
				if by[topic] != by["Total"] || by[topic+", proposed"] != by["Total, proposed"] || by["Total, proposed"] < by["Total"] {
					r.Fatalf("%s: %s adds to %d of %d, with candidates to %d of %d", period, topic, by[topic], by["Total"], by[topic+", proposed"], by["Total, proposed"])
				}
			}
		}
	})
}

func TestRounded(t *testing.T) {
	for n, want := range map[int]string{0: "0", 1: "low", 4: "low", 5: "10", 14: "10", 15: "20", 144: "140"} {
		if got := RoundedCount(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

// TestASchoolSeesItsOwnPupilsOnly walks what each school is given.
func TestASchoolSeesItsOwnPupilsOnly(t *testing.T) {
	f := facts(t, "2026-10-15")
	own := map[string]string{"a": "8871001", "b": "8871002", "c": "8871001", "d": ""}
	for _, child := range []string{"a", "b", "c", "d"} {
		f.AtRisk = append(f.AtRisk, candidates.NewLine(candidates.Row{ChildID: child, OnRollAt: own[child], Rank: len(f.AtRisk) + 1, Rules: []string{"R01"}, Road: candidates.SchoolRoad}, false))
	}
	for _, road := range []candidates.Road{candidates.OfficersRoad, candidates.IllnessRoad, candidates.HomeRoad, candidates.MeetingRoad, ""} { // what others take up is not the school's to see
		f.AtRisk = append(f.AtRisk, candidates.NewLine(candidates.Row{ChildID: "x", OnRollAt: "8871001", Road: road}, false))
	}
	own["e"] = "8871002"
	f.Apart = open(Apart{Rule: "R34", Child: "e", School: "8871002"}, Apart{Rule: "R31", Child: "x", School: "8871002"}) // a mark without a reason is the school's to mend
	given := ForSchools(f)
	if len(given) != 2 {
		t.Fatalf("%d schools, want 2", len(given))
	}
	lines := 0
	for laestab, table := range given {
		for _, row := range table.Rows {
			lines++
			if own[row[0].(string)] != laestab {
				t.Errorf("%s is given %v, who is on the roll of %q", laestab, row[0], own[row[0].(string)])
			}
		}
	}
	if lines != 4 {
		t.Errorf("%d lines, want 4", lines)
	}
}

// open are lines of children of whom none is sealed.
func open[T candidates.Bareable[T]](rows ...T) []candidates.Line[T] {
	var lines []candidates.Line[T]
	for _, row := range rows {
		lines = append(lines, candidates.NewLine(row, false))
	}
	return lines
}

func addCases(f *Facts, cases ...Case) {
	for _, c := range cases {
		f.AddCase(c, false)
	}
}

// TestASealedChildIsOnNoReport writes a sealed child everywhere it can stand and looks for whatever leads to it: only its id may
// be found, and everything in the file of the designated officer.
func TestASealedChildIsOnNoReport(t *testing.T) {
	f := facts(t, "2026-10-15")
	p := candidates.Person{Forename: "Ada", MiddleNames: "Ann", Surname: "Quill", OtherNames: "Ada Oldname", Address: "17 Canary Mews", Postcode: "ME99 9ZZ", Phone: "07700900123",
		Parent: "Bo Quill", UPN: "A1", DOB: on(t, "2011-01-01").Time()}
	day := on(t, "2026-09-01")
	f.CME = []candidates.Line[candidates.Row]{candidates.NewLine(candidates.Row{ChildID: "a", List: candidates.CME, Severity: "P2", Person: p, YearGroup: "11", Due: day.Time(),
		Rules: []string{"C01"}, Reason: "Canary reason.", NearestProvision: "Canary school"}, true)}
	f.AtRisk = []candidates.Line[candidates.Row]{candidates.NewLine(candidates.Row{ChildID: "b", List: candidates.AtRisk, Severity: "P3", Person: p, YearGroup: "11", OnRollAt: "8871001",
		SchoolName: "Canary school", Rules: []string{"R31", "R17", "R18"}}, true)}
	f.AddCase(Case{Child: "c", Person: p, Figures: Figures{Born: on(t, "2011-01-01"), Severity: "P1", Acted: day, Since: day,
		Spells: []Spell{{Status: "untraced", Ground: "seen at Canary Mews", By: "Canary", From: day}}}}, true)
	f.Apart = []candidates.Line[Apart]{candidates.NewLine(Apart{Rule: "R31", Child: "d", Person: p, YearGroup: "11", School: "8871001", SchoolName: "Canary school", Reason: "Canary reason.",
		Record: "canary:a#1"}, true), candidates.NewLine(Apart{Rule: "R32", Child: "d", Record: "canary:a#1"}, true)}
	task := candidates.NewLine(candidates.Task{Rule: "K10", ChildID: "c", School: "8871001", SchoolName: "Canary school", Reason: "Canary reason.", Due: day.Time(),
		Records: []string{"canary:a#1"}}, true)
	f.Schools, f.Officers, f.Senders = []candidates.Line[candidates.Task]{task}, []candidates.Line[candidates.Task]{task}, []candidates.Line[candidates.Task]{task}
	f.Corrections = []candidates.Line[Correction]{candidates.NewLine(Correction{Source: "health", Record: "canary:a#1", Child: "a"}, true)}
	placed := []candidates.Line[candidates.Placed]{candidates.NewLine(candidates.Placed{ChildID: "a", RecordID: "canary:a#1", Source: "health"}, true),
		candidates.NewLine(candidates.Placed{ChildID: "a", RecordID: "protected:p#1", Source: "protected"}, true)}
	ids := map[string]bool{}
	tables := MakeReports(f)
	for _, table := range ForSchools(f) {
		tables = append(tables, table)
	}
	for _, table := range tables {
		for _, row := range table.Rows {
			for i, cell := range row {
				text := fmt.Sprint(cell)
				if len(text) == 1 && table.Columns[i].Name == "child_id" {
					ids[text] = true
				}
				for _, secret := range []string{"Ada", "Quill", "Oldname", "anary", "ME99", "07700", "8871001", "2011-01-01", "protected"} {
					if strings.Contains(text, secret) {
						t.Errorf("%s prints %q in %s", table.ID, secret, table.Columns[i].Name)
					}
				}
			}
		}
	}
	if !ids["b"] || !ids["c"] {
		t.Errorf("the reports have lines of %v, want those of b and c: nobody would ask about them", ids)
	}
	files := ForDesignatedOfficer(f, slices.Values(placed))
	for child, words := range map[string][]string{"a": {"Quill", "17 Canary Mews", "ME99 9ZZ", "canary:a#1", "Canary reason."}, "b": {"Quill", "8871001"}, "c": {"seen at Canary Mews", "K10"}, "d": {"R31"}} {
		text := fmt.Sprint(files[child])
		for _, word := range words {
			if !strings.Contains(text, word) {
				t.Errorf("the file of %s lacks %q", child, word)
			}
		}
		if strings.Contains(text, "Oldname") || strings.Contains(text, "protected:") {
			t.Errorf("the file of %s holds another name or a row of the list of seals", child)
		}
	}
}

// TestUntracedStaysOpen is rule V10: untraced is no closure.
func TestUntracedStaysOpen(t *testing.T) {
	f := facts(t, "2027-10-15")
	addCases(f, []Case{{Child: "c", Figures: Figures{Born: on(t, "2015-01-01"), Spells: spells(t, "2026-09-01 confirmed, 2026-12-01 untraced")}}}...)
	for _, table := range []candidates.Table{cmeList(f), untracedList(f)} {
		if len(table.Rows) != 1 {
			t.Errorf("%s has %d lines, want 1", table.ID, len(table.Rows))
		}
	}
	if n := count(t, annualCME(f), "2026/27", "How it stands", "open"); n != 1 {
		t.Errorf("%d open in the year, want 1", n)
	}
}

// TestDriftCountsWorkingDays asks at the boundary of each severity.
func TestDriftCountsWorkingDays(t *testing.T) {
	// Monday 14 September 2026 was the last action.
	for _, c := range []struct {
		severity, asOf string
		drifts         bool
	}{
		{"P1", "2026-09-15", false}, {"P1", "2026-09-16", true},
		{"P2", "2026-09-17", false}, {"P2", "2026-09-18", true},
		{"P3", "2026-09-23", false}, {"P3", "2026-09-24", true},
		{"P4", "2026-10-05", false}, {"P4", "2026-10-06", true},
	} {
		f := facts(t, c.asOf)
		addCases(f, []Case{{Child: "c", Figures: Figures{Born: on(t, "2015-01-01"), Severity: c.severity, Acted: on(t, "2026-09-14"), Spells: spells(t, "2026-09-01 confirmed")}}}...)
		if got := len(driftList(f).Rows) == 1; got != c.drifts {
			t.Errorf("%s on %s: drifts %v, want %v", c.severity, c.asOf, got, c.drifts)
		}
	}
}

func TestEnteringAndLeavingByQuarter(t *testing.T) {
	f := facts(t, "2026-10-15")
	addCases(f, []Case{
		{Child: "a", Figures: Figures{Born: on(t, "2015-01-01"), Spells: spells(t, "2026-07-01 suspected, 2026-07-20 confirmed, 2026-09-30 resolved/on a roll and attending")}},
		{Child: "b", Figures: Figures{Born: on(t, "2015-01-01"), Spells: spells(t, "2026-01-05 confirmed, 2026-02-01 resolved, 2026-09-30 confirmed")}},
	}...)
	table := enteringAndLeaving(f)
	const summer = "1 July 2026 to 30 September 2026"
	for _, c := range []struct {
		words []string
		want  int
	}{
		{[]string{summer, "Entering", "First time"}, 1}, {[]string{summer, "Entering", "Again"}, 1},
		{[]string{summer, "Leaving", "on a roll and attending"}, 1}, {[]string{summer, "Open at the end"}, 1},
		{[]string{"1 January 2026 to 31 March 2026", "Leaving", "resolved"}, 1},
		{[]string{"1 October 2026 to 15 October 2026", "Entering", "First time"}, 0},
	} {
		if got := count(t, table, c.words...); got != c.want {
			t.Errorf("%v: %d, want %d", c.words, got, c.want)
		}
	}
}

// TestFairnessAlarm is the rule book's: large enough, 1.25 times as often, and fewer confirmed.
func TestFairnessAlarm(t *testing.T) {
	group := func(name string, n, listed, confirmed int) (all []Child) {
		for i := range n {
			all = append(all, Child{Groups: []string{name}, Listed: i < listed, Decided: i < listed, Confirmed: i < confirmed})
		}
		return all
	}
	for _, c := range []struct {
		name     string
		children []Child
		want     string
	}{
		{"even", append(group("a", 400, 8, 8), group("b", 400, 8, 8)...), ""},
		{"more often and fewer confirmed", append(group("a", 400, 4, 4), group("b", 400, 12, 6)...), "fewer of its decided lines"},
		{"more often and as many confirmed", append(group("a", 400, 4, 2), group("b", 400, 12, 12)...), "as many"},
		{"more often, which chance explains of so few", append(group("a", 400, 4, 4), group("b", 199, 5, 5)...), ""},
		{"more often by far, of no more", append(group("a", 400, 4, 4), group("b", 60, 12, 12)...), "as many"},
		{"too few to tell", append(group("a", 4000, 4, 4), group("b", 49, 9, 9)...), ""},
		{"two in ten confirmed against 98 in 100", append(group("a", 5000, 100, 98), group("b", 900, 20, 4)...), "“b” 20 % were confirmed, of the others 98 %"},
		{"half confirmed, of few", append(group("a", 5000, 100, 98), group("b", 500, 9, 5)...), ""},
		{"large enough", append(group("a", 400, 4, 4), group("b", 200, 12, 6)...), "fewer of its decided lines"},
	} {
		_, alarms := MeasureFairness(c.children)
		if got := strings.Join(alarms, "\n"); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestFairnessAlarmWithoutDecisions rings for a group whose names are alike and of which one child is found as two far more often than of others:
// its lines are wrong, and nobody has said so yet. Of a group of another kind the same says nothing of how names are compared.
func TestFairnessAlarmWithoutDecisions(t *testing.T) {
	of := func(name string, n, double, alone int) (all []Child) {
		for i := range n {
			all = append(all, Child{Groups: []string{name}, Double: i < double, Alone: i < alone})
		}
		return all
	}
	most := of("sex: F", 2000, 16, 160)
	for _, c := range []struct {
		group         string
		double, alone int
		rings         int
	}{{"names: three words", 40, 8, 1}, {"names: three words", 1, 40, 1}, {"ethnicity: black", 40, 40, 2}, {"names: three words", 1, 9, 0}, {"postcode: none on any record", 40, 40, 0}} {
		_, alarms := MeasureFairness(append(of(c.group, 100, c.double, c.alone), most...))
		if len(alarms) != c.rings || c.rings > 0 && !strings.Contains(alarms[0], c.group) {
			t.Errorf("%+v: %q", c, alarms)
		}
	}
}

// TestEveryReportIsThere holds the set to the rule book's sixteen, and every row to its columns.
func TestEveryReportIsThere(t *testing.T) {
	tables := MakeReports(facts(t, "2026-10-15"))
	for i, table := range tables {
		if want := fmt.Sprintf("P%02d", i+1); table.ID != want {
			t.Errorf("report %d is %s, want %s", i, table.ID, want)
		}
		if !strings.HasPrefix(table.File, strings.ToLower(table.ID)+"_") || table.Title == "" || table.About == "" || len(table.Columns) == 0 {
			t.Errorf("%s: file %q, title %q", table.ID, table.File, table.Title)
		}
		if name := table.ID + " " + table.Title; len(name) > 31 {
			t.Errorf("%q is too long for the name of a sheet, which holds 31 characters", name)
		}
		for _, row := range table.Rows {
			if len(row) != len(table.Columns) {
				t.Errorf("%s: a row of %d cells for %d columns", table.ID, len(row), len(table.Columns))
			}
		}
	}
	if len(tables) != 16 {
		t.Errorf("%d reports, want 16", len(tables))
	}
}
