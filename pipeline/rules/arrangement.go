package rules

import "strconv"

// hasBeenArranged reports whether a register of education otherwise than at school has ever held the child.
func (h *history) hasBeenArranged() bool {
	return h.byKind.kinds&(HomeEducated|Alternative) != 0
}

// arrangementName names a kind of alternative provision. The provider is not named: what is typed there may name a person.
func arrangementName(status string) string {
	switch status {
	case "section_19":
		return "education arranged under section 19"
	case "eotas", "ehc_plan":
		return "a package under an education, health and care plan"
	case "hospital":
		return "hospital education"
	case "secure":
		return "secure education"
	case "pru":
		return "a pupil referral unit"
	}
	return "alternative provision"
}

// sessionsOf returns the sessions of an arrangement that were offered and attended so far, none where the register counts none.
func sessionsOf(c *Claim) (offered, attended int) {
	offered, err := strconv.Atoi(c.Reason)
	if err != nil {
		return 0, 0
	}
	return offered, max(0, offered-c.Count)
}

// planInForce is the newest education, health and care plan in force, or nil.
func (h *history) planInForce() *Claim {
	return h.newestClaim(Alternative, beginDay, func(c *Claim) bool { return c.Status == "ehc_plan" && h.openNow(c) })
}
