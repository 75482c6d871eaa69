package rules

// C20 finds a child whose alternative provision has ended with nothing after it.
var _ = addRule(&Rule{
	ID: "C20", Title: "Alternative provision ended, nothing after it",
	Condition: "The last arrangement of alternative provision has passed its end date, none follows, and no roll shows the child.",
	Citations: []Citation{{educationAct, "section 19"}, duty, {southwark, "children leaving alternative provision"}},
	Needs:     []string{"school_census", "alternative_provision"},
	Excuses:   []ID{"U01", "U02", "U03", "U04", "U05", "U20", "U22"}, Severity: P3,
	Next: "Ask the commissioner whether the arrangement was renewed", Who: "inclusion officer",
	decide: func(h *history) Finding {
		at := h.newestClaim(Alternative, endDay, func(c *Claim) bool {
			return c.Status != "ehc_plan" && h.isOver(c)
		})
		if at == nil || h.enteredAfter(at.From) {
			return no("Alternative provision is not the last education known for the child.")
		}
		since := h.Calendar.NextSchoolDay(h.Home, at.To+1)
		if e := h.lastEnrolment(); e != nil && e.since > since {
			return no("The child was on a roll after the arrangement.")
		}
		return missingEducation("Was in "+arrangementName(at.Status)+" until "+at.To.Words()+", and nothing follows it.", at)
	},
})
