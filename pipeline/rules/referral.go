package rules

// referral is the newest referral of the last days, or nil.
func (h *history) referral(days int) *Claim {
	oldest := h.AsOf.AddDays(-days)
	return h.newest(began, func(c *Claim) bool { return c.Kind == Referral && c.From >= oldest && c.From <= h.AsOf })
}

// harm reports whether the word of a concern is one about safety.
func harm(word string) bool {
	switch word {
	case "safeguarding", "harm", "abuse", "neglect", "exploitation", "violence", "trafficking", "radicalisation", "missing":
		return true
	}
	return false
}
