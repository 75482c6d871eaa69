package lists

import (
	"cmp"
	"fmt"
	"math"
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
	day, order := asOf.Midnight(), make([]standing, len(lines))
	for i := range lines {
		order[i] = standingOf(&lines[i].row, which, day)
		order[i].at = i
	}
	slices.SortFunc(order, compareStandings)
	ranked := make([]line, len(lines)) // each is moved once: a line is a kilobyte
	eachShare(len(lines), func(_, from, to int) {
		for i := from; i < to; i++ {
			ranked[i] = lines[order[i].at]
			ranked[i].row.Rank, ranked[i].row.OrderedBy = i+1, orderedBy(&ranked[i].row, which, day)
		}
	})
	copy(lines, ranked)
}

// standing is what a line is put in order by, worked out once: the road, on some roads the school, then numbers of which the first that
// differs decides, the least standing first, and the id.
type standing struct {
	at, road int
	school   string
	by       [10]int64
	id       string
}

func compareStandings(a, b standing) int {
	return cmp.Or(cmp.Compare(a.road, b.road), cmp.Compare(a.school, b.school), slices.Compare(a.by[:], b.by[:]), cmp.Compare(a.id, b.id))
}

// standingOf is the standing of a line on a list. A probability is ordered as its bits are.
func standingOf(r *candidates.Row, which candidates.List, asOf time.Time) standing {
	s := standing{id: r.ChildID}
	severity, since := int64(0), knownFirst(r.Since)
	for _, digit := range []byte(r.Severity) {
		severity = severity<<8 | int64(digit)
	}
	transfer, seen, likely := lastIf(!transferYears[r.YearGroup]), -int64(r.Seen), -int64(math.Float64bits(r.POnNoRoll))
	if which == candidates.AtRisk {
		s.by = [10]int64{0, 0, severity, lastIf(r.Waits), lastIf(onNothing(r)), since, transfer, seen, likely}
		s.road = slices.Index(candidates.Roads, r.Road)
		switch r.Road {
		case candidates.OfficersRoad:
			s.by[0], s.by[1] = knownFirst(r.Removable), lastIf(!r.OpenCare)
		case candidates.MeetingRoad, candidates.SchoolRoad:
			s.school = r.OnRollAt
		}
		return s
	}
	if wasFirstSeen(r) {
		since = -r.Since.Unix()
	}
	s.by = [10]int64{severity, lastIf(r.Waits), lastIf(onNothing(r)), int64(freshnessOf(r, asOf)), int64(whomToRing(r)), lastIf(wasFirstSeen(r)), since, transfer, seen, likely}
	return s
}

func lastIf(is bool) int64 {
	if is {
		return 1
	}
	return 0
}

// knownFirst puts the earlier day first, and a day that nobody knows last.
func knownFirst(t time.Time) int64 {
	if t.IsZero() {
		return math.MaxInt64
	}
	return t.Unix()
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
