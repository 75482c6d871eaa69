package rules

import "slices"

// openFlag is the newest open flag of one of some services, or nil.
func (h *history) openFlag(services ...string) *Claim {
	return h.newestClaim(beginDay, func(c *Claim) bool { return c.Kind == Flag && h.openNow(c) && slices.Contains(services, c.Status) })
}

// releasedCustody is the newest custody that is over, when none is under way; or nil.
func (h *history) releasedCustody() *Claim {
	if h.openFlag("custody") != nil {
		return nil
	}
	return h.newestClaim(endDay, func(c *Claim) bool { return c.Kind == Flag && c.Status == "custody" && h.isOver(c) })
}

// safeguardingFact is the flag that makes a line P1, or nil: an open child protection plan, a child looked after or in need, a
// missing episode, or a refuge.
func (h *history) safeguardingFact() *Claim {
	return h.newestClaim(beginDay, func(c *Claim) bool { return isGrave(c) && h.openNow(c) })
}

func isGrave(c *Claim) bool {
	switch c.Kind {
	case Flag:
		switch c.Status {
		case "child_protection", "child_in_care", "child_in_need", "missing_episode", "refuge":
			return true
		}
	case Seal:
		return c.Status == "refuge"
	case Residence:
		return c.To == 0 && c.hasMark("refuge")
	}
	return false
}
