package rules

// R23 finds a child who has newly come and whose school is arranged but has not been seen to have the child. It goes by the day
// of arrival; where a family comes from is no input.
var _ = addRule(&Rule{
	ID: "R23", Title: "Newly arrived, roll not yet seen",
	Condition: "The child came to the area within sixty days, or is unaccompanied since then, and what explains the child is not a roll.",
	Citations: []Citation{{medway, "paragraphs 3.2.4 and 3.2.9"}, {southwark, "children at risk, new arrivals"}},
	Needs:     []string{"school_census"}, AnyOf: []string{"health", "social_care", "other_authorities", "housing"},
	Severity: P4,
	Road:     OfficersRoad,
	Next:     "See that the child has started, and help the family to settle", Who: "admissions officer",
	decide: func(h *history) Finding {
		if h.hasEnrolment(func(e *enrolment) bool { return e.state == live }) {
			return no("A roll shows the child.")
		}
		on, by := h.recentArrival()
		if c := h.openFlag("unaccompanied"); c != nil && !h.AsOf.After(c.From.AddDays(h.facts.amounts.ArrivalDays)) {
			on, by = c.From, c
		}
		if by == nil {
			return no("The child has not arrived recently.")
		}
		return yes(on, "Came to the area, first seen here on "+on.Words()+", and no roll shows the child yet.", by)
	},
})
