package rules

// R26 watches a pupil whom a service knows as a young carer or a young parent.
var _ = addRule(&Rule{
	ID: "R26", Title: "Young carer or young parent",
	Condition: "A service holds the child as a young carer or a young parent.",
	Citations: []Citation{{"Children Act 1989", "section 17ZA, young carers"}, {medway, "paragraph 3.2.10"}, {southwark, "children at risk, young parents"}},
	From:      since2015, Needs: []string{"social_care"},
	Without: "nothing; nor where the service does not say",
	Reads:   Flag, Severity: P5, For: LabelsOnly,
	Next: "Watch; the school's plan for the pupil comes first", Who: "school",
	decide: func(h *history) Finding {
		c := h.openFlag("young_carer", "young_parent")
		if c == nil {
			return no("No service holds the child so.")
		}
		return yes(c.From, "A service has supported the child with duties at home since "+c.From.Words()+".", c)
	},
})
