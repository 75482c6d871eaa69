package rules

// U03 removes a child at an independent school that has said so in a return. Such schools make no census return to an
// authority, but regulation 13 binds them as it binds every school.
var _ = addSuppressor(&Suppressor{
	ID: "U03", Title: "At an independent school", Effect: Removes, Part: OfEducation, Roll: true, Beyond: true,
	Does:      "removes the child from the list of candidates",
	Citations: []Citation{definition, {registration, "regulation 13, new pupil and deletion returns"}},
	Proof:     "E5: the school's own return or its word",
	Expires:   "the end of the school year, to be confirmed again each September; shown as old through the autumn term",
	apply: func(h *history) Suppression {
		e, near := h.rollAt(h.outsideCensus)
		if e == nil {
			return h.wantingRoll(near)
		}
		return restingOn(e.roll, "E5",
			"On the roll of "+e.name+", an independent school, by its return; last confirmed on "+e.heard.Words()+".").
			endingOn(h.wordUntil(e)).shownOld(h.isOld(e))
	},
})
