package rules

import "rollcall/pipeline/calendar"

// plannedLeaving is the first leaving that a school has announced and that is still to come, or nil.
func (h *history) plannedLeaving() *Claim {
	for i := range h.claims {
		if c := &h.claims[i]; c.Kind == LeftRoll && c.From > h.AsOf && c.Decided <= h.AsOf {
			return c
		}
	}
	return nil
}

// noticeReceived is the day on which notice of a leaving was had, or the as-of date when nobody says.
func (h *history) noticeReceived(c *Claim) calendar.Date {
	if c.Decided != 0 {
		return c.Decided
	}
	return h.AsOf
}
