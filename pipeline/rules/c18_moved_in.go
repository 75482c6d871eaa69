package rules

// C18 finds a child who has come to the area and is on no roll. The guidance counts such a child as missing education from the
// first day; for ten school days the line waits at P4 while the family settles and applies.
var _ = addRule(&Rule{
	ID: "C18", Title: "Moved in, on no roll",
	Condition: "Another authority said that the child came here, or nothing in any extract is older than sixty days, and no roll or " +
		"other provision shows the child since.",
	Citations: []Citation{duty, {Guidance, "children who move between local authorities"}, {medway, "paragraphs 3.1.3 and 5.3"}, {southwark, "paragraph 1.1"}},
	Needs:     []string{"school_census"}, AnyOf: []string{"other_authorities", "housing", "health", "social_care"},
	Better: []string{"admissions"}, Nowhere: registersOfEducation,
	Without: "nothing but of a child whom another authority says has come",
	Excuses: []ID{"U01", "U02", "U11", "U13", "U17", "U20", "U21"}, Severity: P3, RestsOnNothing: true,
	Next: "Contact the family, help with an application, and tell the authority that the family left", Who: "CME officer",
	Letters: []Letter{LetterContact},
	decide: func(h *history) Finding {
		on, by := h.recentArrival()
		switch {
		case on == 0:
			return no("Nothing says that the child came to the area recently.")
		case h.enteredAfter(on - 1):
			return no("A school has had the child since the child came.")
		case by == nil:
			return no("Only an application shows the child; nothing says that the family came recently.")
		}
		when := " recently"
		told := by == h.residenceEvidence().arrivedBy
		if told {
			when = " on " + on.Words() + ", as another authority says"
		}
		f := missingEducation("Came to the area"+when+", and has been on no roll since.", by)
		f.Told, f.Label = told, "new arrival" // U17 holds it at P4 for the stage
		return f
	},
})
