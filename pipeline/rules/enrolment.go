package rules

import (
	"cmp"

	"rollcall/pipeline/calendar"
)

// state says what became of a child's place on the roll of one school.
type state uint8

// The states. Those from live to presumed explain a child.
const (
	future   state = iota // entry is still to come
	live                  // on the roll by the school's newest trusted word
	presumed              // was on the roll, and the school's newest return did not come or is not trusted
	movedUp               // was in the top year of a school year that is over: a transition, for which no return is due
	left                  // the school says that the child left
	dropped               // a later return of the school does not show the child, and nobody said why
	shut                  // the school closed and nothing came after it
	excluded              // permanently excluded, and the sixth school day has come
	expired               // the word of a school that makes no census return is too old to go by
)

// enrolment is a child's place on the roll of one school, put together from every return that names it. A school and the
// one it became are one.
type enrolment struct {
	*establishment
	state  state
	since  calendar.Date // the first day on which the child was no longer on the roll, as near as is known
	seen   calendar.Date // the last day for which a record shows the child on the roll
	heard  calendar.Date // the newest day on which the school's word was had, for schools that make no census return
	roll   *Claim        // the newest record of the child on the roll; nil when only the leaving is known
	leaver *Claim        // the leaving after it, a deletion return before a census row
	joins  *Claim        // an entry still to come
	source source
}

// source says how a school's word comes to the authority, and so what it is worth.
type source uint8

const (
	fromCensus source = iota
	fromReturn
	fromIndependent
	fromAuthority
)

func sourceOf(c *Claim) source {
	switch c.Status {
	case "added":
		return fromReturn
	case "independent":
		return fromIndependent
	case "other_authority":
		return fromAuthority
	}
	return fromCensus
}

// censusLag is how many days after a leaving a school's census may still count the child: its office is behind, or the census
// was drawn up before its day.
const censusLag = 31

// leavingStands reports whether a leaving stands although the roll shows the child on its day or some days later: an independent school's
// newer return, or a deletion return that a census or a roll without a new entry lags behind. A plan is no such return: the child may have
// stayed.
func leavingStands(e *enrolment, c *Claim) bool {
	if e.source == fromIndependent {
		return c.Decided != 0 && c.Decided >= e.roll.Decided
	}
	lag := censusLag
	if isNightly(e.roll) {
		lag = rollLag
	}
	return !isRollsWord(c) && c.Status != "planned" && e.source == fromCensus && e.roll.From < c.From && c.From > e.seen.AddDays(-lag)
}

// isRollsWord reports whether a leaving is told by a school's roll alone: its census, or the nightly roll of its system. It gives the
// last day on the roll, and neither a ground nor where the child went.
func isRollsWord(leaving *Claim) bool { return leaving.Status == "census" || leaving.Status == "roll" }

// nightlyRolls is the kind of extract that is schools' own rolls every night.
const nightlyRolls = "school_rolls"

// isNightly reports whether a claim is of the roll that a school's own system gives every night.
func isNightly(c *Claim) bool { return c.Source == nightlyRolls }

// rollWord is what a caseworker calls the roll that a claim is read from.
func rollWord(c *Claim) string {
	if isNightly(c) {
		return "roll"
	}
	return "census"
}

// rollLag is how many days after a leaving a school's nightly roll may still have the child: its office enters what its return
// has told.
const rollLag = 7

// schoolYear is the school year to which a day at a school belongs.
func schoolYear(d calendar.Date) int { return calendar.SchoolYear(d.AddDays(earlyStart)) }

// earlyStart is how many days before September a school year may begin: some schools begin in the second half of August.
const earlyStart = 17

// onRoll reports whether the child is on the school's roll, as the school says or as is presumed.
func (e *enrolment) onRoll() bool { return e.state == live || e.state == presumed }

// yearGroupDay is the day for which the year group of an enrolment was written.
func (e *enrolment) yearGroupDay() calendar.Date {
	if e.returns {
		return e.seen
	}
	return max(e.seen, e.heard)
}

// yearNumber reads a National Curriculum year, Reception as 0 and the nursery years below it.
func yearNumber(s string) (int, bool) {
	switch s {
	case "R":
		return 0, true
	case "N2":
		return -1, true
	case "N1":
		return -2, true
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return n, len(s) > 0 && len(s) <= 2
}

// endedLater reports whether the first of two enrolments ended after the other, or on the same day and was seen later.
func endedLater(a, b *enrolment) bool {
	return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(a.seen, b.seen)) == 1
}

// tellingClaim is the record that says most of an enrolment: how it ended, or that it was.
func (e *enrolment) tellingClaim() *Claim {
	switch {
	case e.state == left && e.leaver != nil:
		return e.leaver
	case e.roll != nil:
		return e.roll
	}
	return e.joins
}

// newestSeen is the day for which a census shows the child, zero for other rolls.
func (c *Claim) newestSeen() (d calendar.Date) {
	if sourceOf(c) == fromCensus {
		d = c.AsOf
	}
	return d
}
