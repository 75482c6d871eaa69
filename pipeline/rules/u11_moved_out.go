package rules

// U11 marks a child who has moved out of the area: the case goes to the authority there and is not closed until that
// authority confirms. It does not explain the child, who is reported as elsewhere.
var _ = addSuppressor(&Suppressor{
	ID: "U11", Title: "Moved out of the area", Effect: Holds, Part: OfResidence,
	Does:      "reports the child as elsewhere, transfer to be confirmed",
	Citations: []Citation{{Guidance, "children who move between local authorities"}, {medway, "paragraph 11.7"}},
	Proof:     "a dated source outside the area, and the other authority's confirmation; a school's word alone holds for fifteen school days",
	Expires:   "the other authority confirms residence and enrolment, a service here sees the child, or a school's word stays unconfirmed (C08)",
	apply: func(h *history) Suppression {
		c, how := h.residenceEvidence().livesElsewhere()
		if c == nil || how == address {
			return Suppression{}
		}
		x := Suppression{Applied: true, Grade: "E2", Record: c.Record, claim: c}
		if how == namedPlace {
			x.Reason = "The school wrote on " + c.From.Words() + " that the child was going to a place outside the authority's records, which has until " +
				h.Calendar.AddSchoolDays(h.schoolAt(c.Place).root, c.From, transferDay.n).Words() + " to confirm it. Ask there for confirmation."
		} else {
			x.Reason = "Said to have moved out of the area on " + c.From.Words() + ". Ask the authority there for confirmation."
		}
		return x
	},
})
