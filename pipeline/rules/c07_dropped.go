package rules

// C07 finds a child who was on a school's census and is not on its next, without a deletion return.
var _ = addRule(&Rule{
	ID: "C07", Title: "Dropped between census returns",
	Condition: "A school's census showed the child, a later trusted return of the same school does not, no deletion return came, " +
		"and no other roll shows the child.",
	Citations: []Citation{duty, {registration, "regulation 13(4)"}, {southwark, "termly comparison of the census"}},
	From:      since2024, Needs: []string{"school_census", "roll_changes"},
	Without: "nothing, and nothing for a school whose return is late or not trusted",
	Excuses: []ID{"U01", "U02", "U03", "U04", "U11", "U14", "U18", "U20", "U21"}, Severity: P3,
	Next: "Ask the school for the deletion return within two school days", Who: "attendance officer",
	decide: func(h *history) Finding {
		e := h.lastEnrolment()
		switch {
		case e == nil:
			return no("No school has had the child on its roll.")
		case !h.residenceEvidence().shownWithin(h, h.facts.amounts.ResidenceDays):
			return unknown("No dated record shows the child in the area in the last twelve months.")
		case e.state == dropped:
			return missingEducation("Was on the roll of "+e.name+" on "+e.seen.Words()+", but its return of "+e.trusted.Words()+
				" does not show the child and no deletion return came.", e.roll)
		case e.state == left && e.leaver != nil && e.leaver.Status == "census":
			return missingEducation("Left "+e.name+" on "+e.leaver.From.Words()+" by its census, with no deletion return and on no other roll since.", e.leaver)
		}
		return no("The child was not dropped from a school's census.")
	},
})
