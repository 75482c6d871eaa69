package lists

import (
	"strings"
	"testing"
	"time"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// Each line stands before the next for one reason alone, in the order in which the reasons count.
func TestLinesStandInOrder(t *testing.T) {
	since := time.Date(2026, 9, 7, 0, 0, 0, 0, time.UTC)
	want := []candidates.Row{
		{ChildID: "h", Severity: "P1", Since: since.AddDate(0, 0, 9)},
		{ChildID: "g", Severity: "P3", Since: since.AddDate(0, 0, -1)},
		{ChildID: "f", Severity: "P3", Since: since, YearGroup: "7"},
		{ChildID: "e", Severity: "P3", Since: since, YearGroup: "8", Seen: 3, POnNoRoll: 0.5},
		{ChildID: "d", Severity: "P3", Since: since, YearGroup: "4", Seen: 2, POnNoRoll: 0.9},
		{ChildID: "b", Severity: "P3", Since: since, YearGroup: "4", Seen: 2, POnNoRoll: 0.8},
		{ChildID: "c", Severity: "P3", Since: since, YearGroup: "4", Seen: 2, POnNoRoll: 0.8},
		{ChildID: "a", Severity: "P3", YearGroup: "7", Seen: 9, POnNoRoll: 1},
		{ChildID: "0", Severity: "P3", Since: since.AddDate(0, 0, -9), Rules: []string{"C01", "C28"}},
		{ChildID: "i", Severity: "P4", Since: since.AddDate(0, 0, -9), Rules: []string{"C07", "C28"}},
	}
	lines := make([]line, len(want))
	for i, row := range want {
		lines[(i*7+3)%len(want)].row = row
	}
	rankLines(lines, candidates.CME)
	rows := candidates.PrintedRows(publishedLines(lines))
	for i := range rows {
		if rows[i].ChildID != want[i].ChildID || rows[i].Rank != i+1 {
			t.Errorf("place %d: %s with rank %d, want %s", i+1, rows[i].ChildID, rows[i].Rank, want[i].ChildID)
		}
	}
	for at, says := range map[int]string{
		2: "P3; since 7 September 2026; a year of transfer; on no roll 0.00",
		3: "P3; since 7 September 2026; shown in the area by 3 extracts; on no roll 0.50",
		7: "P3; since a day not known; a year of transfer; shown in the area by 9 extracts; on no roll 1.00",
		8: "P3; on no register, and nothing else tells; since 29 August 2026; on no roll 0.00",
	} {
		if rows[at].OrderedBy != says {
			t.Errorf("place %d says %q, want %q", at+1, rows[at].OrderedBy, says)
		}
	}
}

// One extract is told as one.
func TestHowManyExtractsShowAChild(t *testing.T) {
	for n, want := range map[int]string{1: "1 extract", 2: "2 extracts"} {
		if got := extractWords(n); got != want {
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
	rankLines(lines, candidates.AtRisk)
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
