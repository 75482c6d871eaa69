package rules

// C21 finds a child with an education, health and care plan who is at no setting. The authority owes the provision in the plan.
var _ = addRule(&Rule{
	ID: "C21", Title: "Education, health and care plan, no placement attended",
	Condition: "A plan is in force that names a school, a package or nothing yet, and neither a roll nor a package is live.",
	Citations: []Citation{{"Children and Families Act 2014", "sections 42, 43 and 61"}, duty},
	From:      since2014, Needs: []string{"school_census", "ehc_plans"}, Better: []string{"alternative_provision", "other_authorities"},
	Excuses: []ID{"U01", "U02", "U03", "U04", "U05", "U20"}, Severity: P2,
	Next: "Ask the special educational needs team this week what is in place", Who: "special educational needs officer",
	decide: func(h *history) Finding {
		c := h.planInForce()
		if c == nil {
			return no("No education, health and care plan is in force.")
		}
		reason := "An education, health and care plan has been in force since " + c.From.Words()
		switch {
		case c.Reason == "awaiting":
			reason += " and awaits a placement."
		case isNumber(c.Place, 7):
			reason += " and names " + h.Name(c.Place) + ", whose roll does not show the child."
		default:
			reason += ", and no roll and no package shows the child."
		}
		if c.hasMark("tribunal") {
			reason += " An appeal is before the tribunal."
		}
		return missingEducation(reason, c)
	},
})
