package reports

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/candidates"
)

// lines writes the rows of a report, its cells apart by bars: what is not known is a dash, a share has three places. Counts of
// nought are left out.
func lines(table candidates.Table) string {
	var b strings.Builder
	for _, row := range table.Rows {
		if slices.Contains(row, any(0)) && slices.Contains(row, any("0")) {
			continue
		}
		for i, cell := range row {
			if i > 0 {
				b.WriteString(" | ")
			}
			switch v := cell.(type) {
			case time.Time:
				if v.IsZero() {
					b.WriteString("–")
				} else {
					b.WriteString(v.Format("2006-01-02"))
				}
			case float64:
				if math.IsNaN(v) {
					b.WriteString("–")
				} else {
					fmt.Fprintf(&b, "%.3f", v)
				}
			case nil:
				b.WriteString("–")
			default:
				fmt.Fprint(&b, v)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func person(forename, surname string) candidates.Person {
	return candidates.Person{Forename: forename, MiddleNames: "Mary", Surname: surname, DOB: time.Date(2015, 3, 1, 0, 0, 0, 0, time.UTC)}
}

// authority is one on Thursday 15 October 2026 in which every report has something to say.
func authority(t *testing.T) *Facts {
	day := func(s string) time.Time { return on(t, s).Time() }
	f := facts(t, "2026-10-15")
	addCases(f, []Case{
		{Child: "c1", Person: person("Ann", "Ash"), Figures: Figures{Born: on(t, "2015-03-01"), Since: on(t, "2026-09-01"), Sex: "F", Severity: "P2", Acted: on(t, "2026-10-01"),
			Reason: "Mental health", Proposed: WaitingStart, Rules: []string{"C01", "C06"},
			Spells: []Spell{{Status: "suspected", From: on(t, "2026-09-10"), By: "KO"}, {Status: "confirmed", Ground: "found at home", From: on(t, "2026-09-20"), By: "KO"}}}},
		{Child: "c2", Person: person("Ben", "Elm"), Figures: Figures{Born: on(t, "2010-09-01"), Sex: "M", Severity: "P1", Rules: []string{"C01"}, Spells: spells(t, "2026-10-01 untraced")}},
		{Child: "c3", Person: person("Cat", "Oak"), Figures: Figures{Born: on(t, "2011-08-31"), Since: on(t, "2026-10-15"), Severity: "P1", Rules: []string{"C02"},
			Acted: on(t, "2026-10-16"), Spells: spells(t, "2026-10-15 transfer_pending")}},
		{Child: "c4", Figures: Figures{Born: on(t, "2011-09-01"), Since: on(t, "2026-10-16"), Spells: spells(t, "2026-09-02 suspected")}},
		{Child: "c5", Figures: Figures{Born: on(t, "2014-01-01"), Rules: []string{"C01"}, Spells: spells(t, "2026-09-02 suspected, 2026-10-14 not_cme/at school")}},
		{Child: "c6", Figures: Figures{Rules: []string{"C02"}, Spells: spells(t, "2025-10-01 confirmed, 2026-02-01 resolved/on a roll, 2026-10-14 confirmed, 2026-10-15 resolved")}},
		{Child: "c7", Figures: Figures{Born: on(t, "2015-01-01"), Spells: spells(t, "2026-10-16 confirmed")}},
	}...)
	f.CME = open([]candidates.Row{
		{ChildID: "k1", Person: person("Kit", "Lime"), YearGroup: "11", Severity: "P1", Rank: 1, Rules: []string{"C01", "C07"}, Reason: "On no roll.", Due: day("2026-10-14"), Who: "Officer", NextAction: "Call"},
		{ChildID: "k2", YearGroup: "10", Severity: "P2", Rank: 2, Rules: []string{"C01"}, Due: day("2026-10-15")},
		{ChildID: "c3", YearGroup: "11", Severity: "P2", Rank: 3, Rules: []string{"C01"}, Due: day("2026-10-01")},
		{ChildID: "k3", YearGroup: "9", Severity: "P3", Rank: 4},
	}...)
	f.AtRisk = open([]candidates.Row{
		{ChildID: "r1", Person: person("Rob", "Fir"), YearGroup: "11", Severity: "P2", Rank: 2, OnRollAt: "8871002", SchoolName: "Brook", Rules: []string{"R05"},
			Reason: "Missed half.", Since: day("2026-09-03"), Due: day("2026-10-20"), DueUnit: "school days", NextAction: "Ask the school", Who: "Welfare", Road: candidates.MeetingRoad},
		{ChildID: "r2", YearGroup: "11", Severity: "P3", Rank: 1, OnRollAt: "8871002", Rules: []string{"R01"}, Road: candidates.SchoolRoad},
		{ChildID: "r3", YearGroup: "11", Severity: "P3", Rank: 4, OnRollAt: "8871001", SchoolName: "Alder", Rules: []string{"R01", "R31"}, Road: candidates.SchoolRoad},
		{ChildID: "k1", YearGroup: "11", Severity: "P4", Rank: 3, Rules: []string{"R05"}},
		{ChildID: "r4", Person: person("Sue", "Yew"), YearGroup: "6", Severity: "P5", Rank: 5, OnRollAt: "8871001", SchoolName: "Alder", Rules: []string{"R17", "R18"}, Reason: "No place.", Due: day("2027-03-01")},
	}...)
	f.Apart = open([]Apart{
		{Rule: "R31", Title: "Leaves Year 11", Child: "a1", Person: person("Una", "Bay"), YearGroup: "11", School: "8871001", SchoolName: "Alder", Reason: "Nothing is arranged.", Due: on(t, "2027-06-30")},
		{Rule: "R31", Title: "Leaves Year 11", Child: "r3", YearGroup: "11"},
		{Rule: "R30", Title: "The school closes", Child: "a2", YearGroup: "5", SchoolName: "Cedar", Reason: "It closes.", Due: on(t, "2026-12-18")},
		{Rule: "R17", Title: "Comes of age", Child: "a3", YearGroup: "N2"},
		{Rule: "R32", Child: "a4", Record: "agenda:a.csv#4", Status: "on_roll", Reason: "On the roll of Alder."},
		{Rule: "R34", Child: "a5", School: "8871001", SchoolName: "Alder", Reason: "No reason was given.", Since: on(t, "2026-10-01"), Due: on(t, "2026-10-08")},
	}...)
	f.Shown = []Shown{
		{List: string(candidates.AtRisk), Child: "s1", Rules: []string{"R05", "R01"}, First: on(t, "2025-09-01"), Last: on(t, "2025-09-01")},
		{List: string(candidates.AtRisk), Child: "s2", Rules: []string{"R01"}, First: on(t, "2026-08-31"), Last: on(t, "2026-09-01")},
		{List: string(candidates.AtRisk), Child: "s3", First: on(t, "2025-01-01"), Last: on(t, "2025-08-31")},
		{List: string(candidates.CME), Child: "s1", First: on(t, "2025-09-02")},
		{List: string(candidates.CME), Child: "s2", First: on(t, "2026-08-31")},
	}
	f.Gone = []Gone{{string(candidates.CME), "x", "on a roll now"}, {string(candidates.AtRisk), "y", "attends"}, {string(candidates.CME), "z", "on a roll now"}}
	f.Schools = open([]candidates.Task{
		{School: "8871002", SchoolName: "Brook", Rule: "K02", Reason: "Late.", Missing: "", Records: []string{"a", "b"}, ChildID: "t1"},
		{School: "8871001", SchoolName: "Alder", Rule: "K18", Missing: "address", Since: day("2026-09-01"), Due: day("2026-09-15")},
	}...)
	f.Senders = open([]candidates.Task{{Source: "school_census", Reason: "No file since spring."}}...)
	f.Dates = open([]candidates.Task{{Rule: "K16", Reason: "Send the return.", Due: day("2026-11-01")}}...)
	f.Officers = open([]candidates.Task{
		{Rule: "K10", ChildID: "c1", Due: day("2026-10-13"), Who: "Case officer", Reason: "Nothing was done."},
		{Rule: "K10", ChildID: "c1", Due: day("2026-10-14")}, {Rule: "K07", ChildID: "c2", Due: day("2026-10-14")},
	}...)
	f.Corrections = open([]Correction{{Source: "health", Record: "health:h.csv#3", Field: "dob", What: "Differs.", Child: "x1"}}...)
	f.Measures = []candidates.Measure{{Measure: "recall", Group: "all", Value: .98, Low: .97, High: .99}, {Measure: "pairs", Value: 12}}
	f.Waterfall = []candidates.Step{{Title: "All children seen", Children: 10, Total: true}, {Title: "On a roll", Source: "U01", Children: 8}}
	f.Banners = []candidates.Banner{{Text: "Health is stale."}}
	f.Reasons = []string{WaitingStart, "Mental health"}
	f.HomeKnown, f.HomeReasons, f.SchoolTypes = true, []string{"Mental health"}, []string{"Not known"}
	f.Home = []HomeEducated{{Figures: Figures{Born: on(t, "2014-05-01"), Sex: "F"}, Times: []HomeSpell{{From: on(t, "2026-03-02"), Reason: "Mental health", PriorSchool: "Not known"}}}}
	return f
}

var update = flag.Bool("update", false, "write the golden anew")

// TestGoldenReports holds every report of one authority to testdata/reports.txt, of counts those above nought.
func TestGoldenReports(t *testing.T) {
	f := authority(t)
	var b strings.Builder
	for _, table := range MakeReports(f) {
		fmt.Fprintf(&b, "%s, %d rows\n%s\n", table.ID, len(table.Rows), lines(table))
	}
	given := ForSchools(f)
	for _, laestab := range slices.Sorted(maps.Keys(given)) {
		fmt.Fprintf(&b, "given to %s: %s\n%s\n", laestab, given[laestab].Title, lines(given[laestab]))
	}
	const path = "testdata/reports.txt"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(golden), b.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestOnlySheetsNameAChild looks for names and dates of birth in the columns that Parquet has too.
func TestOnlySheetsNameAChild(t *testing.T) {
	onSheets := 0
	for _, table := range MakeReports(authority(t)) {
		for _, row := range table.Rows {
			for i, cell := range row {
				text, _ := cell.(string)
				named := strings.HasSuffix(text, " Mary") || isDay(cell, "2015-03-01") || slices.Contains([]string{"Ash", "Elm", "Oak", "Lime", "Fir", "Yew", "Bay"}, text)
				switch {
				case named && table.Columns[i].SheetOnly:
					onSheets++
				case named:
					t.Errorf("%s: column %s names a child and is published in Parquet", table.ID, table.Columns[i].Name)
				}
			}
		}
	}
	if onSheets < 30 {
		t.Errorf("the sheets name children in %d cells: the test looks at too little", onSheets)
	}
}

// TestReturnToTheDay asks at both ends of the census days and of the school year before, and of cases of a single day.
func TestReturnToTheDay(t *testing.T) {
	const before = "at any time in the school year before"
	for _, c := range []struct {
		name, asOf, spells, dob, period string
		want                            int
	}{
		{"asked on the census day", "2026-10-01", "2026-09-10 confirmed", "", "2026-10-01", 1},
		{"asked the day before it", "2026-09-30", "2026-09-10 confirmed", "", "2026-10-01", -1},
		{"open on that day alone", "2026-10-15", "2026-10-01 confirmed, 2026-10-02 resolved", "", "2026-10-01", 1},
		{"closed on that day", "2026-10-15", "2026-09-10 confirmed, 2026-10-01 resolved", "", "2026-10-01", 0},
		{"a day of the year before", "2026-10-15", "2025-11-10 confirmed, 2025-11-11 resolved", "", before, 1},
		{"its first day", "2026-10-15", "2025-01-01 confirmed, 2025-09-02 resolved", "", before, 1},
		{"closed on its first day", "2026-10-15", "2025-01-01 confirmed, 2025-09-01 resolved", "", before, 0},
		{"its last day", "2026-10-15", "2026-08-31 confirmed", "", before, 1},
		{"the day after it", "2026-10-15", "2026-09-01 confirmed", "", before, 0},
		{"of age until the last Friday in June", "2026-10-15", "2026-06-26 confirmed", "2010-03-01", before, 1},
		{"not a day longer", "2026-10-15", "2026-06-27 confirmed", "2010-03-01", before, 0},
		{"of age on 31 March", "2026-10-15", "2025-09-10 confirmed, 2026-04-01 resolved", "2021-01-01", before, 1},
		{"not a day earlier", "2026-10-15", "2025-09-10 confirmed, 2026-03-31 resolved", "2021-01-01", before, 0},
	} {
		f := facts(t, c.asOf)
		addCases(f, []Case{{Child: "c", Figures: Figures{Born: on(t, c.dob), Spells: spells(t, c.spells)}}}...)
		got := -1 // no such period
		for _, row := range dfeReturn(f).Rows {
			if row[3] == "Total" && (row[1] == c.period || isDay(row[2], c.period)) {
				got = row[5].(int)
			}
		}
		if got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// TestFairnessMeasures counts what became of two groups, with Wilson's own interval.
func TestFairnessMeasures(t *testing.T) {
	var children []Child
	for i := range 200 {
		children = append(children, Child{Groups: []string{"large"}, OnRoll: i < 150, Grey: i < 20, Listed: i < 10, Alone: i < 40, Double: i < 30, Decided: i < 8, Confirmed: i < 4})
	}
	for range 199 {
		children = append(children, Child{Groups: []string{"small"}, OnRoll: true})
	}
	measures, _ := MeasureFairness(children)
	var got []string
	for _, m := range measures {
		if m.Group == "small" {
			t.Errorf("%s of a group too small to tell", m.Measure)
		}
		got = append(got, fmt.Sprintf("%s of %s: %.3f, %.3f to %.3f", m.Measure, m.Group, m.Value, m.Low, m.High))
	}
	want := []string{
		"fairness: confirmed of decided of all children of age: 0.500, 0.215 to 0.785", "fairness: confirmed of decided of large: 0.500, 0.215 to 0.785",
		"fairness: grey of all children of age: 0.050, 0.033 to 0.076", "fairness: grey of large: 0.100, 0.066 to 0.149",
		"fairness: in one extract alone of all children of age: 0.100, 0.074 to 0.134", "fairness: in one extract alone of large: 0.200, 0.150 to 0.261",
		"fairness: listed of all children of age: 0.025, 0.014 to 0.046", "fairness: listed of large: 0.050, 0.027 to 0.090",
		"fairness: on a roll of all children of age: 0.875, 0.839 to 0.904", "fairness: on a roll of large: 0.750, 0.686 to 0.805",
		"fairness: with a double at the address of all children of age: 0.075, 0.053 to 0.105", "fairness: with a double at the address of large: 0.150, 0.107 to 0.206",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestTheFirstRuleWithAReasonProposesIt(t *testing.T) {
	for _, c := range []struct{ rules, want string }{
		{"C01", ""}, {"C01 C13 C14", "School application awaiting outcome"}, {"C14 C13", "Unsuitable elective home education"}, {"", ""},
	} {
		if got := ReasonOf(strings.Fields(c.rules)); got != c.want {
			t.Errorf("%s: %q, want %q", c.rules, got, c.want)
		}
	}
}
