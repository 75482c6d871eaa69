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
	return findFirst(h.claims, func(c *Claim) bool { return h.Extracts.goBy(c.Source).Meets && c.From >= on && !h.AsOf.Before(c.From) })
}

// keptSince reports whether a school has shown the child after a day on which the family moved.
func (h *history) keptSince(c *Claim) bool {
	return h.hasEnrolment(func(e *enrolment) bool {
		return e.roll != nil && e.seen > c.From && e.onRoll()
	}) || h.presentSince(c.From)
}

// awaySince reports whether an absence is going on that began with a move: a roll shows a place, not that the child comes to it.
func (h *history) awaySince(moved calendar.Date) bool {
	a := h.longestAbsence(anyUnauthorised)
	return a.days > 0 && a.from <= h.Calendar.AddSchoolDays(a.school, moved, awayFromMove)
}

// awayFromMove is within how many school days of a move an absence begins that the move may have begun.
const awayFromMove = 5

// plannedLeaving is the first leaving that a school has announced and that is still to come, or nil.
func (h *history) plannedLeaving() *Claim {
	return h.firstClaim(LeftRoll, func(c *Claim) bool { return h.AsOf.Before(c.From) && !h.AsOf.Before(c.Decided) })
}

// noticeReceived is the day on which notice of a leaving was had, or the as-of date when nobody says.
func (h *history) noticeReceived(c *Claim) calendar.Date {
	if c.Decided != 0 {
		return c.Decided
	}
	return h.AsOf.Day()
}

// isTenancy reports whether a claim is of a home that the housing service knows.
func isTenancy(c *Claim) bool {
	return c.Kind == Residence && (c.Status == "tenancy" || c.Status == "temporary")
}

// tenancyEnds reports whether the end of a tenancy is known: starts and ends come as rows of their own.
func (h *history) tenancyEnds(ref string) bool {
	return ref != "" && h.hasClaim(Residence, func(c *Claim) bool { return isTenancy(c) && c.Ref == ref && c.To != 0 })
}
