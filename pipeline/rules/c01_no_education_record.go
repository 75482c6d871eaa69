package rules

// C01 finds a child who lives here, is of age, and is on no register of education at all. It is the rule of last resort: where
// another rule says what happened, the verdict leaves it out.
var _ = addRule(&Rule{
	ID: "C01", Title: "In the area, of age, with no education on any record",
	Condition: "The child was seen in the area within twelve months, education is due, and no roll, home education, alternative " +
		"provision, plan, custody or other authority explains the child.",
	Citations: []Citation{duty, definition, {medway, "paragraph 4.4"}, {southwark, "checks on a child with no school"}},
	Needs:     []string{"school_census"}, AnyOf: []string{"health", "housing", "social_care", "referrals", "admissions"},
	Better: []string{"ehc_plans"}, Nowhere: registersOfEducation,
	Without: "nothing: absence from a register that was not searched proves nothing",
	Excuses: []ID{"U02", "U03", "U04", "U05", "U06", "U08", "U11", "U13", "U17", "U20", "U21", "U22"}, Severity: P3, LastResort: true,
	RestsOnNothing: true,
	Next:           "Check the authority's own registers, telephone, then write; visit when there is no answer in five working days",
	Who:            "CME officer",
	Letters:        []Letter{LetterContact},
	decide: func(h *history) Finding {
		r := h.residenceEvidence()
		if !r.shownWithin(h, h.facts.amounts.ResidenceDays) {
			return unknown("No dated record shows the child in the area in the last twelve months.")
		}
		if end := r.withoutHome(); end != nil {
			return unknown("The household left its home here on " + end.To.Words() + ", and nothing shows the child in the area since.")
		}
		if r.sources <= 1 && r.by != nil && r.by.Source == "health" && h.stale("health") {
			return unknown("Only a health list that is older than it should be shows the child in the area; a second source is needed.")
		}
		f := missingEducation("Last seen in the area on "+max(r.newestSign(), r.arrivalDay(h)).Words()+", and found on no register of education.", r.by)
		if r.sources <= 1 && len(r.cases) == 0 {
			f.Severity = P4
			f.Reason += " Only one source shows the child here."
		}
		return f
	},
})
