package lists

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/rules"
)

// transferYears are the year groups that children begin at another school; most of those who are lost are lost there.
var transferYears = map[string]bool{"R": true, "3": true, "7": true}

// rankLines puts the lines of a list in order and says on each why it stands where it stands: by severity; within one, those of whom a
// record tells before those whose whole case is that no register has them, since most of these are at a school that told nobody; the longest
// without education, a year of transfer before others, the most extracts that show the child in the area, the surest that no
// roll holds the child; then by id, so that the order never depends on chance. There is no score.
//
// Lines at risk stand by who takes them up. For officers the day from which a school may delete the name comes before all, then that
// social care works with the child; for a school, and the meeting with it, each school's stand together.
func rankLines(lines []line, which candidates.List) {
	compare := compareRows
	if which == candidates.AtRisk {
		compare = compareRisks
	}
	slices.SortFunc(lines, func(a, b line) int { return compare(&a.row, &b.row) })
	for i := range lines {
		lines[i].row.Rank, lines[i].row.OrderedBy = i+1, orderedBy(&lines[i].row)
	}
}

func compareRows(a, b *candidates.Row) int {
	return cmp.Or(cmp.Compare(a.Severity, b.Severity), judge.CompareBools(onNothing(a), onNothing(b)), compareKnown(a.Since, b.Since),
		judge.CompareBools(transferYears[b.YearGroup], transferYears[a.YearGroup]), cmp.Compare(b.Seen, a.Seen),
		cmp.Compare(b.POnNoRoll, a.POnNoRoll), cmp.Compare(a.ChildID, b.ChildID))
}

// onNothing reports whether the whole case of a line is that nothing was found.
func onNothing(r *candidates.Row) bool {
	return len(r.Rules) > 0 && !slices.ContainsFunc(r.Rules, func(id string) bool { return !rules.SaysWhereNot(rules.ID(id)) })
}

func compareRisks(a, b *candidates.Row) int {
	if c := slices.Index(candidates.Roads, a.Road) - slices.Index(candidates.Roads, b.Road); c != 0 {
		return c
	}
	switch a.Road {
	case candidates.OfficersRoad:
		return cmp.Or(compareKnown(a.Removable, b.Removable), judge.CompareBools(b.OpenCare, a.OpenCare), compareRows(a, b))
	case candidates.MeetingRoad, candidates.SchoolRoad:
		return cmp.Or(cmp.Compare(a.OnRollAt, b.OnRollAt), compareRows(a, b))
	}
	return compareRows(a, b)
}

// compareKnown puts the earlier day first, and a day that nobody knows last.
func compareKnown(a, b time.Time) int {
	return cmp.Or(judge.CompareBools(!b.IsZero(), !a.IsZero()), a.Compare(b))
}

// orderedBy says what a line was put in order by, in the order in which it counts.
func orderedBy(r *candidates.Row) string {
	parts := []string{r.Severity}
	if onNothing(r) {
		parts = append(parts, "on no register, and nothing else tells")
	}
	if r.Since.IsZero() {
		parts = append(parts, "since a day not known")
	} else {
		parts = append(parts, "since "+dayWords(r.Since))
	}
	if !r.Removable.IsZero() && r.Road == candidates.OfficersRoad {
		parts = append([]string{"name may be deleted from " + dayWords(r.Removable)}, parts...)
	}
	if r.OpenCare && r.Road == candidates.OfficersRoad {
		parts = append(parts, "open to social care")
	}
	if transferYears[r.YearGroup] {
		parts = append(parts, "a year of transfer")
	}
	if r.Seen > 0 {
		parts = append(parts, fmt.Sprintf("shown in the area by %s", extractWords(r.Seen)))
	}
	return strings.Join(append(parts, fmt.Sprintf("on no roll %.2f", r.POnNoRoll)), "; ")
}

func extractWords(n int) string {
	if n == 1 {
		return "1 extract"
	}
	return fmt.Sprintf("%d extracts", n)
}

func dayWords(t time.Time) string { return calendar.On(t.Date()).Words() }
