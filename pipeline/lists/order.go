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
	"rollcall/pipeline/stories"
)

// transferYears are the year groups that children begin at another school; most of those who are lost are lost there.
var transferYears = map[string]bool{"R": true, "3": true, "7": true}

// rankLines puts the lines of a list in order and says on each why it stands where it stands. There is no score.
//
// Lines by severity; within one, what an officer has in hand comes after what nobody has taken up, until the day by which an answer is due.
//
// Candidates stand besides by what can be done about them tonight. First those of whom a record tells, before those whose
// whole case is that no register has them, since most of these are at a school that told nobody. Then those whose case is fresh, before
// those that rest on old evidence alone, the years-old last of all. Then by whom an officer can ring: a school that has a brother or
// sister, then the social worker or the parent, then whoever lives at the address. Then the longest without education; that a child was
// long since first seen is no merit, so these come after, the newest first. Then a year of transfer, the most extracts that show the
// child in the area, the surest that no roll holds the child, and the id, so that the order never depends on chance.
//
// Lines at risk stand by who takes them up. For officers the day from which a school may delete the name comes before all, then that
// social care works with the child; for a school, and the meeting with it, each school's stand together; and then by severity and the
// longest so.
func rankLines(lines []line, which candidates.List, asOf calendar.Date) {
	day := asOf.Midnight()
	compare := func(a, b *candidates.Row) int { return compareCandidates(a, b, day) }
	if which == candidates.AtRisk {
		compare = compareRisks
	}
	sortInPlace(lines, func(a, b *line) int { return compare(&a.row, &b.row) })
	for i := range lines {
		lines[i].row.Rank, lines[i].row.OrderedBy = i+1, orderedBy(&lines[i].row, which, day)
	}
}

// sortInPlace sorts by the places of a list's members and then moves each once: a line is a kilobyte.
func sortInPlace[T any](all []T, compare func(a, b *T) int) {
	at := make([]*T, len(all))
	for i := range all {
		at[i] = &all[i]
	}
	slices.SortFunc(at, compare)
	sorted := make([]T, len(all))
	for i, x := range at {
		sorted[i] = *x
	}
	copy(all, sorted)
}

func compareCandidates(a, b *candidates.Row, asOf time.Time) int {
	return cmp.Or(cmp.Compare(a.Severity, b.Severity), judge.CompareBools(a.Waits, b.Waits),
		judge.CompareBools(onNothing(a), onNothing(b)), cmp.Compare(freshnessOf(a, asOf), freshnessOf(b, asOf)), cmp.Compare(whomToRing(a), whomToRing(b)),
		judge.CompareBools(wasFirstSeen(a), wasFirstSeen(b)), compareSince(a, b), compareStrength(a, b))
}

// compareSince puts the longest without education first, and of children of whom no more is known than when they were first seen the newest.
func compareSince(a, b *candidates.Row) int {
	if wasFirstSeen(a) && wasFirstSeen(b) {
		return b.Since.Compare(a.Since)
	}
	return compareKnown(a.Since, b.Since)
}

func compareStrength(a, b *candidates.Row) int {
	return cmp.Or(judge.CompareBools(transferYears[b.YearGroup], transferYears[a.YearGroup]), cmp.Compare(b.Seen, a.Seen),
		cmp.Compare(b.POnNoRoll, a.POnNoRoll), cmp.Compare(a.ChildID, b.ChildID))
}

func wasFirstSeen(r *candidates.Row) bool { return r.SinceIs == string(rules.FirstSeen) }

// freshness says how old what a line rests on is.
type freshness uint8

const (
	fresh    freshness = iota // it began within a year, or within two and two extracts have shown the child here in the last twelve months
	old                       // it began longer ago, and at most one extract shows the child here since
	yearsOld                  // it began years ago, or nobody knows when: what has been so for years is not settled tonight
)

// freshnessOf is the freshness of a line. Two extracts are what the rules ask for before they believe that a child is here, where nothing
// else tells.
func freshnessOf(r *candidates.Row, asOf time.Time) freshness {
	switch {
	case r.Since.IsZero() || r.Since.Before(asOf.AddDate(-2, 0, 0)):
		return yearsOld
	case r.Since.Before(asOf.AddDate(-1, 0, 0)) && r.Seen < 2:
		return old
	}
	return fresh
}

// call is whom an officer can ask tonight, the surest to know first.
type call uint8

const (
	callSchool  call = iota // a school that has a brother or sister
	callHome                // the parent, or the social worker
	visitHome               // whoever opens at the address
	callNowhere             // nobody is known
)

func whomToRing(r *candidates.Row) call {
	switch {
	case r.Sibling != nil:
		return callSchool
	case r.Person.Phone != "" || len(r.Care) > 0 && rules.ServiceOf(r.Care[0].Status).Grave:
		return callHome
	case r.Person.Address != "":
		return visitHome
	}
	return callNowhere
}

// callWords and freshnessWords say on a line why it stands where it does.
var (
	callWords      = map[call]string{callSchool: "a school has a brother or sister", callHome: "a parent or worker to ring", visitHome: "an address to visit", callNowhere: "nobody to ask"}
	freshnessWords = map[freshness]string{old: "on old evidence", yearsOld: "years old"}
)

// onNothing reports whether the whole case of a line is that nothing was found.
func onNothing(r *candidates.Row) bool {
	return len(r.Rules) > 0 && !slices.ContainsFunc(r.Rules, func(id string) bool { return !rules.SaysWhereNot(rules.ID(id)) })
}

func compareRisks(a, b *candidates.Row) int {
	if c := slices.Index(candidates.Roads, a.Road) - slices.Index(candidates.Roads, b.Road); c != 0 {
		return c
	}
	asLong := cmp.Or(cmp.Compare(a.Severity, b.Severity), judge.CompareBools(a.Waits, b.Waits), judge.CompareBools(onNothing(a), onNothing(b)), compareKnown(a.Since, b.Since), compareStrength(a, b))
	switch a.Road {
	case candidates.OfficersRoad:
		return cmp.Or(compareKnown(a.Removable, b.Removable), judge.CompareBools(b.OpenCare, a.OpenCare), asLong)
	case candidates.MeetingRoad, candidates.SchoolRoad:
		return cmp.Or(cmp.Compare(a.OnRollAt, b.OnRollAt), asLong)
	}
	return asLong
}

// compareKnown puts the earlier day first, and a day that nobody knows last.
func compareKnown(a, b time.Time) int {
	return cmp.Or(judge.CompareBools(!b.IsZero(), !a.IsZero()), a.Compare(b))
}

// orderedBy says what a line was put in order by, in the order in which it counts.
func orderedBy(r *candidates.Row, which candidates.List, asOf time.Time) string {
	parts := []string{r.Severity}
	if r.InHand != "" {
		parts = append(parts, r.InHand)
	}
	if onNothing(r) {
		parts = append(parts, "on no register, and nothing else tells")
	}
	if which == candidates.CME {
		if words := freshnessWords[freshnessOf(r, asOf)]; words != "" {
			parts = append(parts, words)
		}
		parts = append(parts, callWords[whomToRing(r)])
	}
	if r.Since.IsZero() {
		parts = append(parts, "since a day not known")
	} else {
		since := "since " + dayWords(r.Since)
		if which == candidates.CME && wasFirstSeen(r) {
			since += " (" + r.SinceIs + ")"
		}
		parts = append(parts, since)
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
		parts = append(parts, "shown in the area by "+stories.CountWords(r.Seen, "extract"))
	}
	return strings.Join(append(parts, fmt.Sprintf("on no roll %.2f", r.POnNoRoll)), "; ")
}

func dayWords(t time.Time) string { return calendar.On(t.Date()).Words() }
