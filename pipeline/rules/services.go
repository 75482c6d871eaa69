package rules

import "slices"

// flagged is the newest open flag of one of some services, or nil.
func (h *history) flagged(services ...string) *Claim {
	return h.newest(began, func(c *Claim) bool { return c.Kind == Flag && h.open(c) && slices.Contains(services, c.Status) })
}

// released is the newest custody that is over, when none is under way; or nil.
func (h *history) released() *Claim {
	if h.flagged("custody") != nil {
		return nil
	}
	return h.newest(ended, func(c *Claim) bool { return c.Kind == Flag && c.Status == "custody" && h.over(c) })
}

// safeguarding is the flag that makes a line P1, or nil: an open child protection plan, a child looked after or in need, a
// missing episode, or a refuge.
func (h *history) safeguarding() *Claim {
	return h.newest(began, func(c *Claim) bool { return grave(c) && h.open(c) })
}

func grave(c *Claim) bool {
	switch c.Kind {
	case Flag:
		switch c.Status {
		case "child_protection", "child_in_care", "child_in_need", "missing_episode", "refuge":
			return true
		}
	case Seal:
		return c.Status == "refuge"
	case Residence:
		return c.To == 0 && c.has("refuge")
	}
	return false
}
