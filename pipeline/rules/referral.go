package rules

// recentReferral is the newest referral of the last days, or nil.
func (h *history) recentReferral(days int) *Claim {
	oldest := h.AsOf.AddDays(-days)
	return h.newestClaim(beginDay, func(c *Claim) bool { return c.Kind == Referral && c.From >= oldest && c.From <= h.AsOf })
}

// concernsHarm reports whether the word of a concern is one about safety.
func concernsHarm(word string) bool {
	switch word {
	case "safeguarding", "harm", "abuse", "neglect", "exploitation", "violence", "trafficking", "radicalisation", "missing":
		return true
	}
	return false
}
