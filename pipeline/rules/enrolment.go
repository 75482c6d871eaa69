package rules

import (
	"cmp"
	"strings"
	"time"

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
	*place
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

// lastDay returns the last day for which a roll claim shows the child on the roll. A census speaks for its own day, and a
// return of an independent school for the day of the return; the others only say that the child came.
func (h *history) lastDay(c *Claim) calendar.Date {
	switch source := sourceOf(c); {
	case source == fromCensus && c.AsOf != 0:
		return max(c.From, min(c.AsOf, h.AsOf))
	case source == fromIndependent:
		return max(c.From, min(c.Decided, h.AsOf))
	}
	return c.From
}

// spoke is the day on which the record's word of the child was last given: a list of an independent school or of another
// authority speaks for its own day, or for that of the message or return.
func (h *history) spoke(c *Claim) calendar.Date {
	said := c.AsOf
	if c.Decided.Known() && sourceOf(c) != fromReturn { // a new-pupil return says when it came, and the extract for which day it speaks
		said = c.Decided
	}
	return max(c.From, min(said, h.AsOf))
}

// enrol adds a roll claim to the enrolment at its school.
func (h *history) enrol(c *Claim) {
	e := h.enrolmentAt(c.Place)
	if c.From > h.AsOf {
		if e.joins == nil || before(c.From, c, e.joins.From, e.joins) {
			e.joins = c
		}
		return
	}
	seen := h.lastDay(c)
	e.heard = max(e.heard, h.spoke(c))
	if e.roll == nil || before(e.seen, e.roll, seen, c) {
		e.roll, e.seen, e.source = c, seen, sourceOf(c)
	}
}

// leave adds a leaving to the enrolment at its school. One on a day still to come is only a plan; a plan whose day has passed
// is the return that the law asks for before the deletion. A leaving before the child was last seen there was followed by a
// coming back.
func (h *history) leave(c *Claim) {
	if c.From > h.AsOf {
		return
	}
	e := h.enrolmentAt(c.Place)
	if e.roll != nil && c.From <= e.seen && !lags(e, c) {
		return
	}
	if e.leaver == nil || h.betterLeaving(e.leaver, c) {
		e.leaver = c
	}
}

// censusLag is how many days after a leaving a school's census may still count the child: its office is behind, or the census
// was drawn up before its day.
const censusLag = 31

// lags reports whether a leaving stands although the roll shows the child on its day or some days later: an independent school's
// newer return, or a deletion return that a census without a new entry lags behind. A plan is no such return: the child may have
// stayed.
func lags(e *enrolment, c *Claim) bool {
	if e.source == fromIndependent {
		return c.Decided != 0 && c.Decided >= e.roll.Decided
	}
	return c.Status != "census" && c.Status != "planned" && e.source == fromCensus && e.roll.From < c.From && c.From > e.seen.AddDays(-censusLag)
}

// betterLeaving reports whether b tells more of a leaving than a: a deletion return, which has a ground, before a row of
// leavers in a census; then one that names a destination when both are of one leaving; then the later.
func (h *history) betterLeaving(a, b *Claim) bool {
	if x, y := a.Status == "census", b.Status == "census"; x != y {
		return x
	}
	if x, y := saysNothing(a.Toward), saysNothing(b.Toward); x != y && a.From == b.From {
		return x
	}
	return before(a.From, a, b.From, b)
}

// before orders two claims by a day and then by their places, so that no choice depends on the order in which claims came.
func before(a calendar.Date, x *Claim, b calendar.Date, y *Claim) bool {
	return cmp.Or(cmp.Compare(a, b), cmp.Compare(x.From, y.From), strings.Compare(y.Record, x.Record), strings.Compare(y.Place, x.Place)) == -1
}

func (h *history) enrolmentAt(laestab string) *enrolment {
	p := h.at(laestab)
	for i := range h.schools {
		if h.schools[i].root == p.root {
			e := &h.schools[i]
			if p.knowsMore(e.place) {
				e.place = p
			}
			return e
		}
	}
	h.schools = append(h.schools, enrolment{place: p})
	return &h.schools[len(h.schools)-1]
}

// settle decides what became of an enrolment by the as-of date.
func (h *history) settle(e *enrolment) {
	switch {
	case e.roll == nil && e.leaver == nil:
		e.state = future
	case e.roll == nil:
		e.state, e.since = left, h.firstOff(e)
	case e.roll.To != 0 && e.roll.To <= h.AsOf && e.leaver == nil && e.source != fromCensus:
		e.state, e.since = left, e.roll.To
	case h.transition(e):
		e.state, e.since = movedUp, h.Calendar.TermStart(e.root, schoolYear(e.taught())+1, calendar.Autumn)
	case e.leaver != nil:
		e.state, e.since = left, h.firstOff(e)
	case h.excludedFrom(e):
		e.state, e.since = excluded, h.sixthDay()
	case e.closed != 0 && e.seen < e.closed:
		e.state, e.since = shut, h.Calendar.NextSchoolDay(e.root, e.closed)
	case !e.returns && h.enteredElsewhere(e):
		e.state, e.since = expired, e.seen
	case !e.returns:
		e.state, e.since = h.word(e)
	case e.seen < e.trusted:
		e.state, e.since = dropped, e.trusted
	case e.late:
		e.state = presumed
	default:
		e.state = live
	}
}

// firstOff is the first school day off the roll. A census gives the last day on the roll, the other returns the first day off.
func (h *history) firstOff(e *enrolment) calendar.Date {
	from := e.leaver.From
	if e.leaver.Status == "census" {
		from++
	}
	return h.Calendar.NextSchoolDay(e.root, from)
}

// word decides about a school that makes no census return here: an independent school is taken at its word for the school
// year in which it gave it and some weeks of the next, another authority for its term.
func (h *history) word(e *enrolment) (state, calendar.Date) {
	until := h.wordUntil(e)
	if h.AsOf > until {
		return expired, h.Calendar.NextSchoolDay(e.root, until+1)
	}
	return live, 0
}

// enteredElsewhere reports whether the child entered another school after this one: then what this one said is past.
func (h *history) enteredElsewhere(e *enrolment) bool {
	for i := range h.schools {
		if x := &h.schools[i]; x != e && x.roll != nil && x.roll.From > e.seen {
			return true
		}
	}
	return false
}

// wordUntil is the last day on which such a word is taken.
func (h *history) wordUntil(e *enrolment) calendar.Date {
	if e.source == fromAuthority {
		return e.heard.AddDays(2 * h.facts.amounts.OtherAuthorityDays)
	}
	return calendar.SchoolYearStart(schoolYear(e.heard) + 1).AddDays(h.facts.amounts.IndependentGrace)
}

// old reports whether a word that is still taken has outlived its proper term.
func (h *history) old(e *enrolment) bool {
	switch {
	case e.returns:
		return e.state == presumed
	case e.source == fromAuthority:
		return h.AsOf > e.heard.AddDays(h.facts.amounts.OtherAuthorityDays)
	}
	return h.AsOf >= calendar.SchoolYearStart(schoolYear(e.heard)+1).AddDays(30)
}

// schoolYear is the school year to which a day at a school belongs. Some schools begin in the second half of August.
func schoolYear(d calendar.Date) int { return calendar.SchoolYear(d.AddDays(17)) }

// transition reports whether the child was in the top year of the school in a school year that is over and did not leave
// before its end: then the child went on with everybody else.
func (h *history) transition(e *enrolment) bool {
	was := schoolYear(e.taught())
	if e.top < 0 || schoolYear(h.AsOf) <= was || h.yearThen(e) < e.top {
		return false
	}
	if e.leaver == nil {
		return true
	}
	end := h.Calendar.LastSchoolDay(e.root, calendar.On(was+1, time.August, 14))
	if e.leaver.Status == "census" {
		// Schools date the leavers of a year by the day on which the office closes it.
		end = end.AddDays(-censusLag)
	}
	return e.leaver.From >= end
}

// yearThen is the year in which the child was taught when last seen, as the school wrote it, or else as expected.
func (h *history) yearThen(e *enrolment) int {
	if y, ok := yearNumber(e.roll.Year); ok {
		return y
	}
	return h.year(e.taught())
}

// taught is the day for which the year group of an enrolment was written.
func (e *enrolment) taught() calendar.Date {
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

// excludedFrom reports whether the child was permanently excluded from the school, has not been shown on its roll since,
// and is owed full-time education from elsewhere: the sixth school day has come.
func (h *history) excludedFrom(e *enrolment) bool {
	return h.permanent != nil && h.at(h.permanent.Place).root == e.root && e.seen <= h.permanent.From &&
		h.AsOf >= h.sixthDay()
}

// sixthDay is the day from which the home authority must provide for a child permanently excluded.
func (h *history) sixthDay() calendar.Date {
	return h.Calendar.NthSchoolDay(h.permanent.Place, h.permanent.From, sixthDay.n)
}

// leaving returns the enrolment that ended last, when a word of the leaving ended it; or nil.
func (h *history) leaving() *enrolment {
	if e := h.last(); e != nil && e.state == left && e.leaver != nil {
		return e
	}
	return nil
}

// last returns the enrolment that ended last, or nil: the one that a rule about leaving looks at.
func (h *history) last() *enrolment {
	var at *enrolment
	for i := range h.schools {
		e := &h.schools[i]
		if e.state == future || e.state == live || e.state == presumed {
			continue
		}
		if at == nil || later(e, at) {
			at = e
		}
	}
	return at
}

// later reports whether the first of two enrolments ended after the other, or on the same day and was seen later.
func later(a, b *enrolment) bool {
	return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(a.seen, b.seen)) == 1
}
