package rules

import "rollcall/pipeline/calendar"

// recentArrival is the day on which the child came to the area, when that was lately, and the record of a service or of another
// authority that tells of it; nil when only an application or a school does.
func (h *history) recentArrival() (calendar.Date, *Claim) {
	home := h.residenceEvidence()
	on := home.arrivalDay(h)
	if on == 0 {
		return 0, nil
	}
	if home.arrivedBy != nil {
		return on, home.arrivedBy
	}
	return on, h.firstMet(on)
}

// firstMet is the record of a service, or of another authority, that met the child first, from a day on; or nil.
func (h *history) firstMet(on calendar.Date) *Claim {
	for i := range h.claims {
		c := &h.claims[i]
		if h.Extracts[c.Source].Meets && c.From >= on && c.From <= h.AsOf {
			return c
		}
	}
	return nil
}

// keptSince reports whether a school has shown the child after a day on which the family moved.
func (h *history) keptSince(c *Claim) bool {
	for i := range h.schools {
		if e := &h.schools[i]; e.roll != nil && e.seen > c.From && (e.state == live || e.state == presumed) {
			return true
		}
	}
	return h.presentSince(c.From)
}

// awaySince reports whether an absence is going on that began with a move: a roll shows a place, not that the child comes to it.
func (h *history) awaySince(moved calendar.Date) bool {
	a := h.longestAbsence(anyUnauthorised)
	return a.days > 0 && a.from <= h.Calendar.AddSchoolDays(a.school, moved, awayFromMove)
}

// awayFromMove is within how many school days of a move an absence begins that the move may have begun.
const awayFromMove = 5
