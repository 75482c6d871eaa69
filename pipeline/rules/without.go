package rules

import "rollcall/pipeline/calendar"

// withoutSince is the first school day of the authority on which the child, as far as the evidence shows, had no education, and by
// what that is known: the latest of the day on which education fell due, the end of the last that is known, and the day on
// which the child came here. It is worked out once, for every rule: what a rule waits for before it speaks moves what is due,
// and makes nobody's time out of education shorter.
func (h *history) withoutSince() (calendar.Date, Basis) {
	if h.since == 0 {
		h.since, h.basis = h.workWithout()
	}
	return h.since, h.basis
}

func (h *history) workWithout() (calendar.Date, Basis) {
	day, basis := h.due, FellDue
	later := func(d calendar.Date, b Basis) {
		if d > day {
			day, basis = d, b
		}
	}
	ended, away := h.lastEducation()
	later(ended, Ended)
	if basis == Ended && h.wasDropped(ended) {
		basis = LastOnRoll
	}
	came := h.toldToHaveCome()
	later(came, CameHere)
	if came == 0 && (ended == 0 || away) {
		later(h.residenceEvidence().firstMeeting(ended), FirstSeen)
	}
	return h.Calendar.NextSchoolDay(h.Home, day), basis
}

// lastEducation is the first day after the last education that any record here shows, zero when none does, and whether the
// child left it for a place outside and came back, so that what came between is not seen here.
func (h *history) lastEducation() (ended calendar.Date, away bool) {
	later := func(d calendar.Date, gone bool) {
		if d > ended {
			ended, away = d, gone
		}
	}
	for e := range eachOf(h.schools) {
		if e.state == future || e.onRoll() {
			continue
		}
		later(h.firstDayWithout(e), e.state == left && e.leaver != nil && e.leaver.Reason != "H" && e.leaver.Reason != "I" &&
			destinationOf(h, e.leaver) == destinationOutside && h.seenSince(e.leaver))
	}
	if x := h.permanent; x != nil && !h.hadAt(x.Place) && !h.AsOf.Before(h.sixthDay()) {
		later(h.sixthDay(), false)
	}
	for c := range eachOf(h.claims) {
		if h.AsOf.Before(c.From) {
			continue
		}
		switch {
		case c.Kind == HomeEducated:
			later(h.homeEducationEnded(c), false)
		case c.Kind == Alternative && c.Status != "ehc_plan" && h.isOver(c):
			later(c.To+1, false)
		case c.Kind == Flag && c.Status == "custody" && h.isOver(c):
			later(c.To, false)
		case c.Kind == Lost && !h.hadAt(c.Place):
			later(c.From+1, !saysNothing(c.Toward))
		}
	}
	return ended, away
}

// wasDropped reports whether nothing but a return that no longer has the child tells that education ended on a day.
func (h *history) wasDropped(on calendar.Date) bool {
	ended := h.hasEnrolment(func(e *enrolment) bool { return e.state == dropped && e.since == on })
	return ended && !h.hasEnrolment(func(e *enrolment) bool { return e.state == left && h.firstDayWithout(e) == on })
}

// hadAt reports whether another record shows the child at a school.
func (h *history) hadAt(place string) bool {
	root := h.schoolAt(place).root
	return h.hasEnrolment(func(e *enrolment) bool { return e.root == root })
}

// firstDayWithout is the first day on which a school no longer taught a child. For one permanently excluded it is the sixth
// school day, from which others must teach, though the name may stay on the roll until a review is out of time.
func (h *history) firstDayWithout(e *enrolment) calendar.Date {
	x := h.permanent
	if x == nil || e.state != left || h.schoolAt(x.Place).root != e.root || x.From < e.roll.firstDay() || x.From > e.leaver.firstDay() {
		return e.since
	}
	return min(e.since, h.sixthDay())
}

// toldToHaveCome is the newest day on which another authority says that the child moved here, or zero.
func (h *history) toldToHaveCome() calendar.Date {
	return h.newestClaim(Departure, beginDay, func(c *Claim) bool { return c.Status == "moved_to_us" && !h.AsOf.Before(c.From) }).firstDay()
}

// dateFinding gives a finding of missing education its day, and says on the line where that is no more than the day on which the
// child was first seen.
func (h *history) dateFinding(f *Finding) {
	if f.Since != 0 {
		return
	}
	f.Since, f.Basis = h.withoutSince()
	if f.Basis != FirstSeen {
		return
	}
	ended, away := h.lastEducation()
	if on := h.residenceEvidence().firstMeeting(ended); away {
		f.Reason += " Seen here again on " + on.Words() + ", after leaving for a place outside."
	} else {
		f.Reason += " First seen here on " + on.Words() + "; what education there was before is not known."
	}
}
