package rules

// C03 finds a child who came of age without anybody having asked for a school place: no application, no offer, no roll, ever.
var _ = addRule(&Rule{
	ID: "C03", Title: "Of age, and no place was ever sought",
	Condition: "Education fell due within twelve months, the child was seen in the area, and no application, offer, roll or other " +
		"provision is on any record.",
	Citations: []Citation{duty, definition, {educationAct, "section 8"}, {medway, "paragraph 3.1.1"}},
	Needs:     []string{"school_census", "admissions"}, Better: []string{"early_years", "health"}, Nowhere: registersOfEducation,
	Without: "nothing; where neither an early-years register nor a health list shows the child it says P5, and where only one kind of extract shows the child here, P4",
	Excuses: []ID{"U03", "U04", "U06", "U07", "U11", "U20"}, Severity: P3, RestsOnNothing: true,
	Next: "Contact the parents and help them to apply", Who: "admissions officer",
	Letters: []Letter{LetterContact},
	decide: func(h *history) Finding {
		home := h.residenceEvidence()
		switch {
		case len(h.schools) > 0 || len(h.applications) > 0 || h.hasBeenArranged():
			return no("A place was sought for the child, or a school or service has had the child.")
		case h.AsOf.After(h.due.AddDays(h.facts.amounts.NeverStarted)):
			return no("Education fell due too long ago for the child to have only just come of age.")
		case home.arrivalDay(h) > h.due:
			return no("The child came to the area after education fell due.")
		case !home.shownWithin(h, h.facts.amounts.ResidenceDays):
			return unknown("No dated record shows the child in the area in the last twelve months.")
		case home.withoutHome() != nil:
			return unknown("The household left its home here on " + home.withoutHome().To.Words() + ", and nothing shows the child in the area since.")
		}
		f := missingEducation("Education fell due on "+h.due.Words()+", and there is no record of an application, an offer or a roll.", home.by)
		f.Label = "did not apply for a school place"
		switch {
		case !h.knownWhenSmall():
			f.Severity = P5
			f.Reason += " No early-years register and no health list shows the child."
		case home.sources <= 1 && len(home.cases) == 0:
			f.Severity = P4
			f.Reason += " Only one source shows the child here."
		}
		return f
	},
})

// knownWhenSmall reports whether an early-years setting or the health list knows the child.
func (h *history) knownWhenSmall() bool {
	return h.hasClaim(EarlyYearsPlace|Residence, func(c *Claim) bool { return c.Kind == EarlyYearsPlace || c.Source == "health" })
}
