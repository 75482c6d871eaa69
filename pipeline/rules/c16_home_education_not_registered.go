package rules

// C16 finds a child whose school took the name off the roll for home education and whom the home-education register does not
// hold: a gap between two desks until the home-education team answers.
var _ = addRule(&Rule{
	ID: "C16", Title: "Left roll for home education, not on the register",
	Condition: "A deletion return gives home education (ground F or E), five working days have gone by, and the home-education " +
		"register holds no row since.",
	Citations: []Citation{{registration, "regulation 9(1)(e) and (f)"}, duty, {medway, "paragraphs 3.1.10 and 7.3.2"}},
	From:      since2024, Needs: []string{"school_census", "roll_changes", "home_education"},
	Excuses: []ID{"U01", "U02", "U03", "U04", "U15", "U20"}, Severity: P3, WhenStale: oldReturns, Awaits: "home_education",
	Next: "Ask the home-education team, and the school for the parents' written notice", Who: "home education officer",
	decide: func(h *history) Finding {
		e := h.lastLeaving()
		if e == nil || destinationOf(h, e.leaver) != destinationHome {
			return no("No deletion return gives home education.")
		}
		c := e.leaver
		if !h.AsOf.After(h.Calendar.AddWorkingDays(c.From, h.facts.amounts.HomeEducationLag)) {
			return no("The register has five working days to hold the child.")
		}
		if row := h.homeEducation(); row != nil && row.From >= c.From.AddDays(-sameMove) {
			return no("The home-education register holds a row since.")
		}
		reason := "Taken off the roll of " + e.name + " on " + c.From.Words() + " to be home educated, but the home-education register holds no row."
		if c.Reason == "F" && !c.hasMark("written_notice") {
			reason += " The return shows no written notice from the parents."
		}
		f := missingEducation(reason, c)
		f.Label = "process gap"
		return f
	},
})
