package rules

import (
	"cmp"
	"time"

	"rollcall/pipeline/calendar"
)

// lastDay returns the last day for which a roll claim shows the child on the roll. A census speaks for its own day, and a
// return of an independent school for the day of the return; the others only say that the child came.
func (h *history) lastDay(c *Claim) calendar.Date {
	switch source := sourceOf(c); {
	case source == fromCensus && c.AsOf != 0:
		return max(c.From, h.AsOf.Cap(c.AsOf))
	case source == fromIndependent:
		return max(c.From, h.AsOf.Cap(c.Decided))
	}
	return c.From
}

// lastSpokeOn is the day on which the record's word of the child was last given: a list of an independent school or of another
// authority speaks for its own day, or for that of the message or return.
func (h *history) lastSpokeOn(c *Claim) calendar.Date {
	said := c.AsOf
	if c.Decided.Known() && sourceOf(c) != fromReturn { // a new-pupil return says when it came, and the extract for which day it speaks
		said = c.Decided
	}
	return max(c.From, h.AsOf.Cap(said))
}

// addRoll adds a roll claim to the enrolment at its school.
func (h *history) addRoll(c *Claim) {
	e := h.enrolmentAt(c.Place)
	if h.AsOf.Before(c.From) {
		if e.joins == nil || comesBefore(c.From, c, e.joins.From, e.joins) {
			e.joins = c
		}
		return
	}
	seen := h.lastDay(c)
	e.heard = max(e.heard, h.lastSpokeOn(c))
	if e.roll == nil || comesBefore(e.seen, e.roll, seen, c) {
		e.roll, e.seen, e.source = c, seen, sourceOf(c)
	}
}

// addLeaving adds a leaving to the enrolment at its school. One on a day still to come is only a plan; a plan whose day has passed
// is the return that the law asks for before the deletion. A leaving before the child was last seen there was followed by a
// coming back.
func (h *history) addLeaving(c *Claim) {
	if h.AsOf.Before(c.From) {
		return
	}
	e := h.enrolmentAt(c.Place)
	if e.roll != nil && c.From <= e.seen && !leavingStands(e, c) {
		return
	}
	if e.leaver == nil || h.betterLeaving(e.leaver, c) {
		e.leaver = c
	}
}

// betterLeaving reports whether b tells more of a leaving than a: a deletion return, which has a ground, before a row of
// leavers in a census; then one that names a destination when both are of one leaving; then the later.
func (h *history) betterLeaving(a, b *Claim) bool {
	if x, y := isRollsWord(a), isRollsWord(b); x != y {
		return x
	}
	if x, y := saysNothing(a.Toward), saysNothing(b.Toward); x != y && a.From == b.From {
		return x
	}
	return comesBefore(a.From, a, b.From, b)
}

func (h *history) enrolmentAt(laestab string) *enrolment {
	p := h.schoolAt(laestab)
	for i := range h.schools {
		if h.schools[i].root == p.root {
			e := &h.schools[i]
			if p.knowsMore(e.establishment) {
				e.establishment = p
			}
			return e
		}
	}
	h.schools = append(h.schools, enrolment{establishment: p})
	return &h.schools[len(h.schools)-1]
}

// settleState decides what became of an enrolment by the as-of date.
func (h *history) settleState(e *enrolment) {
	switch {
	case e.roll == nil && e.leaver == nil:
		e.state = future
	case e.roll == nil:
		e.state, e.since = left, h.firstOff(e)
	case e.roll.To != 0 && !h.AsOf.Before(e.roll.To) && e.leaver == nil && e.source != fromCensus:
		e.state, e.since = left, e.roll.To
	case h.wentOnWithYear(e):
		e.state, e.since = movedUp, h.Calendar.TermStart(e.root, schoolYear(e.yearGroupDay())+1, calendar.Autumn)
	case e.leaver != nil:
		e.state, e.since = left, h.firstOff(e)
	case h.excludedFrom(e):
		e.state, e.since = excluded, h.sixthDay()
	case e.closed != 0 && (e.seen < e.closed || e.undated && !h.isNewerThanList(e.seen)):
		e.state, e.since = shut, h.Calendar.NextSchoolDay(e.root, max(e.closed, e.seen+1))
	case !e.returns && h.enteredElsewhere(e):
		e.state, e.since = expired, e.seen
	case !e.returns:
		e.state, e.since = h.takeAtWord(e)
	case e.seen < e.trusted:
		e.state, e.since = dropped, min(h.firstUnmarked(e, h.returnWithout(e)), cmp.Or(h.lostSince(e), h.unseenTerm(e)))
	case h.lostSince(e) != 0:
		e.state, e.since = left, h.lostSince(e)
	case e.late && h.registerWithout(e.establishment, h.unmarkedFrom(e)):
		e.state, e.since = dropped, h.firstUnmarked(e, h.AsOf.Day())
	case e.late:
		e.state = presumed
	case e.nightly && !e.census && h.AsOf.After(h.wordUntil(e)):
		e.state, e.since = expired, h.Calendar.NextSchoolDay(e.root, h.wordUntil(e)+1)
	default:
		e.state = live
	}
}

// firstOff is the first school day off the roll. A census gives the last day on the roll, the other returns the first day off.
func (h *history) firstOff(e *enrolment) calendar.Date {
	from := e.leaver.From
	if isRollsWord(e.leaver) {
		from++
	}
	return h.Calendar.NextSchoolDay(e.root, from)
}

// unseenTerm is the first day of the term of the return that first does not show a child whom the school's return before it did, or the day
// after that when both are of one term: nobody says when the child went, and most who go without a word do not come back after the
// holidays.
func (h *history) unseenTerm(e *enrolment) calendar.Date {
	off := h.returnWithout(e)
	start := e.seen + 1
	for term := calendar.Autumn; term <= calendar.Summer; term++ {
		if d := h.Calendar.TermStart(e.root, schoolYear(off), term); d <= off {
			start = max(start, d)
		}
	}
	return h.Calendar.NextSchoolDay(e.root, start)
}

// returnWithout is the day of the first trusted return of a school that no longer shows a child whom one before it did.
func (h *history) returnWithout(e *enrolment) calendar.Date {
	off := e.trusted
	for _, r := range h.Returns[e.root] {
		if r.Held == "" && r.On > e.seen && r.On < off {
			off = r.On
		}
	}
	return off
}

// lostSince is the first school day after that on which a child left by the transfer file to an unknown destination that the school itself
// made, where the child left after the newest return that shows it and no mark has shown it there since; zero for none. A return that has
// not come, or a roll of before the leaving, says nothing against the school's own word.
func (h *history) lostSince(e *enrolment) calendar.Date {
	c := h.newestClaim(Lost, beginDay, func(c *Claim) bool {
		return saysNothing(c.Toward) && c.From > e.seen && !h.AsOf.Before(c.From) && !h.AsOf.Before(c.Decided) && h.schoolAt(c.Place).root == e.root
	})
	if c == nil || h.presentSince(c.From) {
		return 0
	}
	return h.Calendar.NextSchoolDay(e.root, c.From+1)
}

// takeAtWord decides about a school that makes no census return here: an independent school is taken at its word for the school
// year in which it gave it and some weeks of the next, another authority for its term.
func (h *history) takeAtWord(e *enrolment) (state, calendar.Date) {
	until := h.wordUntil(e)
	if h.AsOf.After(until) {
		return expired, h.Calendar.NextSchoolDay(e.root, until+1)
	}
	return live, 0
}

// enteredElsewhere reports whether the child entered another school after this one: then what this one said is past.
func (h *history) enteredElsewhere(e *enrolment) bool {
	return h.hasEnrolment(func(x *enrolment) bool { return x != e && x.roll != nil && x.roll.From > e.seen })
}

// wordUntil is the last day on which such a word is taken.
func (h *history) wordUntil(e *enrolment) calendar.Date {
	if e.source == fromAuthority {
		return e.heard.AddDays(2 * h.facts.amounts.OtherAuthorityDays)
	}
	return calendar.SchoolYearStart(schoolYear(e.heard) + 1).AddDays(h.facts.amounts.IndependentGrace)
}

// isOld reports whether a word that is still taken has outlived its proper term.
func (h *history) isOld(e *enrolment) bool {
	switch {
	case e.returns && isNightly(e.roll):
		return e.state == presumed || h.AsOf.After(e.seen.AddDays(h.Extracts.goBy(nightlyRolls).FreshDays))
	case e.returns:
		return e.state == presumed
	case e.source == fromAuthority:
		return h.AsOf.After(e.heard.AddDays(h.facts.amounts.OtherAuthorityDays))
	}
	return !h.AsOf.Before(calendar.SchoolYearStart(schoolYear(e.heard) + 1).AddDays(30))
}

// wentOnWithYear reports whether the child was in the top year of the school in a school year that is over and did not leave
// before its end: then the child went on with everybody else.
func (h *history) wentOnWithYear(e *enrolment) bool {
	was := schoolYear(e.yearGroupDay())
	if e.top < 0 || h.schoolYearNow() <= was || h.yearThen(e) < e.top {
		return false
	}
	if e.leaver == nil {
		return true
	}
	end := h.Calendar.LastSchoolDay(e.root, calendar.On(was+1, time.August, 14))
	if isRollsWord(e.leaver) {
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
	return h.yearOn(e.yearGroupDay())
}

// excludedFrom reports whether the child was permanently excluded from the school, has not been shown on its roll since,
// and is owed full-time education from elsewhere: the sixth school day has come.
func (h *history) excludedFrom(e *enrolment) bool {
	return h.permanent != nil && h.schoolAt(h.permanent.Place).root == e.root && e.seen <= h.permanent.From &&
		!h.AsOf.Before(h.sixthDay())
}

// sixthDay is the day from which the home authority must provide for a child permanently excluded.
func (h *history) sixthDay() calendar.Date {
	return h.Calendar.NthSchoolDay(h.permanent.Place, h.permanent.From, sixthDay.n)
}
