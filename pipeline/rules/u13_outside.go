package rules

// U13 marks a child whose newest address lies over the border, or whom only an old registration with a practice places here:
// lists of patients hold many who left years ago.
var _ = addSuppressor(&Suppressor{
	ID: "U13", Title: "Address outside the area, or an old registration only", Effect: Holds, Part: OfResidence,
	Does:      "reports the child as elsewhere; the home authority is told where it is known",
	Citations: []Citation{duty, {Guidance, "responsibility of the authority in whose area the child is"}},
	Proof:     "an address with the authority's code, or the absence of any dated sign",
	Expires:   "twelve months, or a dated sign in the area",
	apply: func(h *history) Suppression {
		r := h.residenceEvidence()
		if c, how := r.livesElsewhere(); c != nil && how == address {
			return restingOn(c, "E2", "The newest address is in another authority, which answers for the child.")
		}
		if r.shownWithin(h, h.facts.amounts.TraceDays) {
			return Suppression{}
		}
		return Suppression{
			Applied: true, Grade: "E0",
			Reason: "No dated record shows the child in the area in the time that counts; a registration with a GP practice does not count on its own.",
		}
	},
})
