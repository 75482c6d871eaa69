package rules

// R25 finds a pupil under a youth justice order or newly released.
var _ = addRule(&Rule{
	ID: "R25", Title: "Youth justice order or release",
	Condition: "A youth justice order runs, or custody ended within sixty days.",
	Citations: []Citation{{"Crime and Disorder Act 1998", "sections 37 to 39"}, {southwark, "children at risk, youth offending service"}},
	Needs:     []string{"youth_justice"},
	Reads:     Flag, Severity: P4,
	Road: OfficersRoad,
	Next: "Ask the youth justice education worker about attendance", Who: "youth justice education worker",
	decide: func(h *history) Finding {
		if c := h.openFlag("youth_justice"); c != nil {
			return yes(c.From, "A youth justice worker has worked with the child since "+c.From.Words()+".", c)
		}
		if c := h.releasedCustody(); c != nil && !h.AsOf.After(c.To.AddDays(h.facts.amounts.ReleaseWatch)) {
			return yes(c.To, "Came back to school here after "+c.To.Words()+"; a youth justice worker knows the child.", c)
		}
		return no("No order is in force, and there was no recent release.")
	},
})
