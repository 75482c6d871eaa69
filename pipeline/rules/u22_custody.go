package rules

// U22 removes a child in custody or secure accommodation, who is educated there.
var _ = addSuppressor(&Suppressor{
	ID: "U22", Title: "In custody or secure accommodation", Effect: Removes, Part: OfEducation,
	Does:      "removes the child until release",
	Citations: []Citation{{educationAct, "sections 562A to 562J"}, {registration, "regulation 9(1)(j)"}},
	Proof:     "a dated custody flag of the youth justice team",
	Expires:   "the day of release",
	apply: func(h *history) Suppression {
		c := h.firstClaim(Flag, func(c *Claim) bool { return c.Status == "custody" && h.openNow(c) })
		if c == nil {
			return Suppression{}
		}
		return restingOn(c, proofGrade(c), "In custody since "+c.From.Words()+".").endingOn(c.To).shownOld(h.stale(c.Source))
	},
})
