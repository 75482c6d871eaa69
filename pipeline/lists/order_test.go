package lists

import (
	"testing"
	"time"

	"rollcall/pipeline/candidates"
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
	}
	lines := make([]line, len(want))
	for i, row := range want {
		lines[(i*5+3)%len(want)].row = row
	}
	rankLines(lines)
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
