package rules

import "rollcall/pipeline/calendar"

// homeEducation is the newest row of the home-education register, by the day of its status.
func (h *history) homeEducation() *Claim {
	return h.newestClaim(HomeEducated, statusDay, func(c *Claim) bool { return !h.AsOf.Before(c.From) })
}

// statusDay is the day of the status of a row of the home-education register.
func statusDay(c *Claim) calendar.Date { return max(c.From, c.Decided) }

// homeWanting says why a row of the register does not explain the child; empty when it does.
func (h *history) homeWanting(c *Claim) string {
	switch {
	case c.Status == "closed" || !h.openNow(c):
		return "The home-education row is closed."
	case c.Status == "unsuitable" || c.Status == "attendance_order":
		return "Home education was found unsuitable, which the guidance counts as missing education."
	case c.Status == "no_contact":
		return "The home-education service has lost contact with the family."
	}
	if e := h.lastEnrolment(); e != nil && e.roll != nil && e.roll.From > c.From && e.since > statusDay(c) {
		return "The home-education row is older than the time at " + e.name + "."
	}
	return ""
}

// homeEducationEnded is the first day on which a row of the register is no education any more, or zero: it was closed, found
// unsuitable, or the family cannot be reached.
func (h *history) homeEducationEnded(c *Claim) calendar.Date {
	switch {
	case h.isOver(c):
		return c.To + 1
	case c.Status == "unsuitable" || c.Status == "attendance_order" || c.Status == "no_contact" || c.Status == "closed":
		return max(c.From, c.Decided)
	}
	return 0
}
