package rules

// C04 finds a child who left an infant school with its top year and has come to no junior school.
var _ = addRule(&Rule{
	ID: "C04", Title: "Infant to junior school: not transferred",
	Condition: "The child was in the top year of an infant or first school, the new school year has run for ten school days and " +
		"its census has come or a place was asked for anew, and no roll shows the child.",
	Citations: []Citation{duty, {registration, "regulation 13, exception for the most senior class"}, {medway, "paragraphs 3.1.2 and 4.9"}},
	From:      since2024, Needs: []string{"school_census"}, Nowhere: []string{"admissions"},
	Without: "nothing: where the child was given a place at a school whose return is late, only the admissions register says so",
	Excuses: []ID{"U02", "U03", "U04", "U18", "U20"}, Severity: P3,
	Next: "Ask the infant school and the allocated school", Who: "CME officer",
	Letters: []Letter{LetterSchool},
	decide: func(h *history) Finding {
		if e := h.movedUpFrom(); e != nil && e.top <= 3 {
			return h.notTransferred(e)
		}
		return no("The child did not leave an infant school with its top year.")
	},
})
