package rules

import "rollcall/pipeline/calendar"

// wholeRegister is the share of a school's pupils, in hundredths of those on its last return, whose daily marks make its register one
// that shows who is there: some feeds hold the absent alone.
const wholeRegister = 80

// registerWithout reports whether a school's daily marks since a day show who is there, on as many school days as show that a child does
// not come, and the child at none of them: then that its census has not come says nothing of the child.
func (h *history) registerWithout(p *establishment, since calendar.Date) bool {
	r, had := h.Registers.of(p.root)
	if ok, _ := h.needed("attendance"); !ok || !had || r.Pupils*100 < h.pupilsOf(p)*wholeRegister || h.pupilsOf(p) == 0 {
		return false
	}
	if from := max(since, r.Since); from > r.Last || h.Calendar.AddSchoolDays(p.root, from, h.facts.amounts.NoShowMarked) > h.AsOf.Cap(r.Last) {
		return false
	}
	for _, place := range [...]string{p.root, p.laestab} {
		for _, m := range h.marksAt(place) {
			if m.on >= since && presentCode(m.code) {
				return false
			}
		}
	}
	return true
}

// unmarkedFrom is the day after the last that a record shows the child at a school: its newest return, or a mark of its register. A
// pupil who is marked absent is on the register.
func (h *history) unmarkedFrom(e *enrolment) calendar.Date {
	last := e.seen
	for _, place := range [...]string{e.root, e.laestab} {
		for _, m := range h.marksAt(place) {
			if m.code != "Z" { // not on the register yet
				last = max(last, m.on)
			}
		}
	}
	return last + 1
}

// firstUnmarked is the first school day on which a school's daily marks no longer show a child whom a return of it once showed; no later
// than another day, and that day where the marks do not tell.
func (h *history) firstUnmarked(e *enrolment, latest calendar.Date) calendar.Date {
	from := h.unmarkedFrom(e)
	if !h.registerWithout(e.establishment, from) {
		return latest
	}
	register, _ := h.Registers.of(e.root)
	return min(latest, h.Calendar.NextSchoolDay(e.root, max(from, register.Since)))
}

// pupilsOf is how many pupils a school's newest return shows, trusted or not.
func (h *history) pupilsOf(p *establishment) int {
	for _, laestab := range [...]string{p.root, p.laestab} {
		if rs := h.Returns[laestab]; len(rs) > 0 {
			return rs[len(rs)-1].Pupils
		}
	}
	return 0
}
