package lists

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/stories"
)

// Each line stands before the next for one reason alone, in the order in which the reasons count.
func TestLinesStandInOrder(t *testing.T) {
	asOf := calendar.On(2026, 10, 15)
	since := time.Date(2026, 9, 7, 0, 0, 0, 0, time.UTC)
	phone, address := candidates.Person{Phone: "01632 960001"}, candidates.Person{Address: "1 Row"}
	sibling := &candidates.Sibling{School: "Ash Primary"}
	want := []candidates.Row{
		{ChildID: "h", Severity: "P1", Since: since.AddDate(0, 0, 9)},
		{ChildID: "r", Severity: "P3", Since: since, Sibling: sibling},
		{ChildID: "q", Severity: "P3", Since: since, Person: phone},
		{ChildID: "p", Severity: "P3", Since: since.AddDate(0, 0, 1), Care: []candidates.Care{{Status: "child_protection"}}},
		{ChildID: "o", Severity: "P3", Since: since, Person: address},
		{ChildID: "n", Severity: "P3", Since: since.AddDate(-1, 0, -9), Seen: 2},
		{ChildID: "g", Severity: "P3", Since: since.AddDate(0, 0, -1), Care: []candidates.Care{{Status: "early_help"}}},
		{ChildID: "f", Severity: "P3", Since: since, YearGroup: "7"},
		{ChildID: "e", Severity: "P3", Since: since, YearGroup: "8", Seen: 3, POnNoRoll: 0.5},
		{ChildID: "d", Severity: "P3", Since: since, YearGroup: "4", Seen: 2, POnNoRoll: 0.9},
		{ChildID: "b", Severity: "P3", Since: since, YearGroup: "4", Seen: 2, POnNoRoll: 0.8},
		{ChildID: "c", Severity: "P3", Since: since, YearGroup: "4", Seen: 2, POnNoRoll: 0.8},
		{ChildID: "m", Severity: "P3", Since: since, SinceIs: "first seen here"},
		{ChildID: "l", Severity: "P3", Since: since.AddDate(0, -3, 0), SinceIs: "first seen here"},
		{ChildID: "k", Severity: "P3", Since: since.AddDate(-1, 0, 0), Seen: 1, Sibling: sibling},
		{ChildID: "j", Severity: "P3", Since: since.AddDate(-4, 0, 0), Seen: 9, Sibling: sibling},
		{ChildID: "i", Severity: "P3", Since: since.AddDate(-5, 0, 0)},
		{ChildID: "a", Severity: "P3", YearGroup: "7", Seen: 9, POnNoRoll: 1},
		{ChildID: "0", Severity: "P3", Since: since.AddDate(0, 0, -9), Rules: []string{"C01", "C28"}, Sibling: sibling},
		{ChildID: "1", Severity: "P4", Since: since.AddDate(0, 0, -9), Rules: []string{"C07", "C28"}},
	}
	lines := make([]line, len(want))
	for i, row := range want {
		lines[(i*7+3)%len(want)].row = row
	}
	rankLines(lines, candidates.CME, asOf)
	rows := candidates.PrintedRows(publishedLines(lines))
	for i := range rows {
		if rows[i].ChildID != want[i].ChildID || rows[i].Rank != i+1 {
			t.Errorf("place %d: %s with rank %d, want %s", i+1, rows[i].ChildID, rows[i].Rank, want[i].ChildID)
		}
	}
	for at, says := range map[int]string{
		1:  "P3; a school has a brother or sister; since 7 September 2026; on no roll 0.00",
		7:  "P3; nobody to ask; since 7 September 2026; a year of transfer; on no roll 0.00",
		13: "P3; nobody to ask; since 7 June 2026 (first seen here); on no roll 0.00",
		14: "P3; on old evidence; a school has a brother or sister; since 7 September 2025; shown in the area by 1 extract; on no roll 0.00",
		17: "P3; years old; nobody to ask; since a day not known; a year of transfer; shown in the area by 9 extracts; on no roll 1.00",
		18: "P3; on no register, and nothing else tells; a school has a brother or sister; since 29 August 2026; on no roll 0.00",
	} {
		if rows[at].OrderedBy != says {
			t.Errorf("place %d says %q, want %q", at+1, rows[at].OrderedBy, says)
		}
	}
}

// Whatever lines there are, in whatever order they come: of any two of one band the untold never stands before the told, nor the old
// before the fresh of the same kind; and the order is the same however they came.
func TestTheOrderHoldsForAnyLines(t *testing.T) {
	asOf := calendar.On(2026, 10, 15)
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) line {
			r := candidates.Row{ChildID: rapid.StringMatching("[a-z]{6}").Draw(t, "id"), Severity: rapid.SampledFrom([]string{"P1", "P2"}).Draw(t, "severity"),
				Seen: rapid.IntRange(0, 3).Draw(t, "seen"), SinceIs: rapid.SampledFrom([]string{"first seen here", "education ended", ""}).Draw(t, "basis"),
				Rules: rapid.SampledFrom([][]string{{"C01"}, {"C06"}, {"C01", "C28"}, {"C07", "C28"}}).Draw(t, "rules")}
			if days := rapid.IntRange(0, 2000).Draw(t, "days"); days > 0 {
				r.Since = asOf.AddDays(-days).Midnight()
			}
			if rapid.Bool().Draw(t, "sibling") {
				r.Sibling = &candidates.Sibling{School: "Ash Primary"}
			}
			return line{row: r}
		}), 2, 12, func(l line) string { return l.row.ChildID }).Draw(t, "lines")
		other := slices.Clone(lines)
		slices.Reverse(other)
		rankLines(lines, candidates.CME, asOf)
		rankLines(other, candidates.CME, asOf)
		for i := range lines {
			a := &lines[i].row
			if other[i].row.ChildID != a.ChildID {
				t.Fatalf("place %d: %s or %s, as they came", i+1, a.ChildID, other[i].row.ChildID)
			}
			for k := i + 1; k < len(lines); k++ {
				b := &lines[k].row
				if a.Severity != b.Severity {
					continue
				}
				if onNothing(a) && !onNothing(b) {
					t.Fatalf("%v before %v: of the first nothing tells", a.Rules, b.Rules)
				}
				if onNothing(a) == onNothing(b) && freshnessOf(a, asOf.Midnight()) > freshnessOf(b, asOf.Midnight()) {
					t.Fatalf("since %s before since %s", a.Since, b.Since)
				}
			}
		}
	})
}

// One extract is told as one.
func TestHowManyExtractsShowAChild(t *testing.T) {
	for n, want := range map[int]string{1: "1 extract", 2: "2 extracts"} {
		if got := stories.CountWords(n, "extract"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Lines at risk stand by who takes them up: an officer's by the day on which the name may go, then by social care, then as others do; a
// meeting's by school.
func TestLinesAtRiskStandByRoad(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 10, d, 0, 0, 0, 0, time.UTC) }
	want := []candidates.Row{
		{ChildID: "k", Road: candidates.OfficersRoad, Severity: "P4", Removable: day(16)},
		{ChildID: "j", Road: candidates.OfficersRoad, Severity: "P2", Removable: day(20)},
		{ChildID: "i", Road: candidates.OfficersRoad, Severity: "P4", OpenCare: true},
		{ChildID: "h", Road: candidates.OfficersRoad, Severity: "P2"},
		{ChildID: "g", Road: candidates.OfficersRoad, Severity: "P3"},
		{ChildID: "f", Road: candidates.IllnessRoad, Severity: "P3"},
		{ChildID: "e", Road: candidates.HomeRoad, Severity: "P5"},
		{ChildID: "d", Road: candidates.MeetingRoad, Severity: "P5", OnRollAt: "8871001"},
		{ChildID: "c", Road: candidates.MeetingRoad, Severity: "P4", OnRollAt: "8871002"},
		{ChildID: "b", Road: candidates.MeetingRoad, Severity: "P5", OnRollAt: "8871002"},
		{ChildID: "a", Road: candidates.SchoolRoad, Severity: "P4", OnRollAt: "8871001"},
	}
	lines := make([]line, len(want))
	for i, row := range want {
		lines[(i*7+3)%len(want)].row = row
	}
	rankLines(lines, candidates.AtRisk, calendar.On(2026, 10, 15))
	for i := range lines {
		if lines[i].row.ChildID != want[i].ChildID {
			t.Errorf("place %d: %s, want %s", i+1, lines[i].row.ChildID, want[i].ChildID)
		}
	}
	if says := lines[0].row.OrderedBy; !strings.HasPrefix(says, "name may be deleted from 16 October 2026; P4") {
		t.Errorf("the first says %q", says)
	}
	if says := lines[2].row.OrderedBy; !strings.Contains(says, "open to social care") {
		t.Errorf("the third says %q", says)
	}
}

// The rules and the published files call a road the same.
func TestRoadsAreCalledTheSame(t *testing.T) {
	for i, road := range []rules.Road{rules.OfficersRoad, rules.IllnessRoad, rules.HomeRoad, rules.MeetingRoad, rules.SchoolRoad} {
		if candidates.Roads[i] != candidates.Road(road.String()) {
			t.Errorf("%s is %s in the files", road, candidates.Roads[i])
		}
	}
	if got := rules.RoadOfRules([]string{"R05", "R04", "R22", "C01"}); got != rules.OfficersRoad {
		t.Errorf("a missing episode is an officer's, not %s", got)
	}
	if got := rules.RoadOfRules([]string{"R26"}); got != rules.SchoolRoad {
		t.Errorf("what is only watched is %s", got)
	}
}
