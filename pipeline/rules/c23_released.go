package rules

// C23 finds a child who has left custody and has no school five school days later.
var _ = addRule(&Rule{
	ID: "C23", Title: "Released from custody, on no roll",
	Condition: "The youth justice list says that the child was released, five school days have gone by, and nothing explains the child.",
	Citations: []Citation{{educationAct, "sections 19, 436A and 562A to 562J"}, {registration, "regulation 9(1)(j)"}},
	Needs:     []string{"school_census", "youth_justice"},
	Excuses:   []ID{"U01", "U02", "U03", "U04", "U05", "U20", "U22"}, Severity: P2,
	Next: "Ask the youth justice worker and admissions which school the child is to go to", Who: "youth justice education worker",
	decide: func(h *history) Finding {
		c := h.releasedCustody()
		switch {
		case c == nil || h.enteredAfter(c.To):
			return no("The child was not released from custody, or has been on a roll since.")
		case h.AsOf.Before(h.Calendar.AddSchoolDays(h.Home, c.To, h.facts.amounts.AfterRelease)):
			return no("Too few school days have passed since the release.")
		}
		return missingEducation("Was released on "+c.To.Words()+" and has been on no roll since.", c)
	},
})
