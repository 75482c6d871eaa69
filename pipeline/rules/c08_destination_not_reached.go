package rules

// C08 finds a child whose school named another of the authority's schools as destination, and whom that school does not show.
var _ = addRule(&Rule{
	ID: "C08", Title: "Named destination never reached",
	Condition: "A deletion return names a school whose roll is seen here, fifteen school days have gone by, and that roll does not " +
		"show the child.",
	Citations: []Citation{duty, transferDay.citation, {medway, "paragraph 11.7"}},
	From:      since2024, Needs: []string{"school_census", "roll_changes"}, Better: []string{"other_authorities"},
	Without: "nothing; a destination outside the authority's records is not this rule's",
	Excuses: []ID{"U01", "U02", "U03", "U20", "U21"}, Severity: P3,
	Next: "Ask the school named; do not close the case on a parent's word", Who: "CME officer",
	decide: func(h *history) Finding {
		e := h.lastLeaving()
		if e == nil || destinationOf(h, e.leaver) != destinationOurs {
			return no("No deletion return names a school whose roll is seen here.")
		}
		to := h.schoolToward(e.leaver)
		if h.AsOf < h.Calendar.AddSchoolDays(e.root, e.leaver.From, transferDay.n) {
			return no("Fifteen school days have not gone by.")
		}
		return missingEducation("Left "+e.name+" on "+e.leaver.From.Words()+" for "+to.name+", whose roll does not show the child.", e.leaver)
	},
})
