package rules

// C12 finds a child for whom every application has ended without a place.
var _ = addRule(&Rule{
	ID: "C12", Title: "Refused or withdrawn place and no alternative",
	Condition: "Every application of the last twelve months ended in refusal, withdrawal or no offer, and the child has nothing else.",
	Citations: []Citation{duty, definition, {code2021, "paragraph 2.30"}, {medway, "paragraphs 4.9, 6.7 and 10.5"}},
	Needs:     []string{"school_census", "admissions"}, Nowhere: registersOfEducation,
	Without: "nothing of a place that the parents themselves gave up: they may have another; what a school refused it says all the same",
	Excuses: []ID{"U01", "U02", "U03", "U04", "U20"}, Severity: P3, WhenStale: oldAdmissions,
	Next:    "Ask the parents what education there is, offer the nearest vacancy, consider the fair access protocol",
	Who:     "admissions officer",
	Letters: []Letter{LetterPlace},
	decide: func(h *history) Finding {
		var last *application
		for a := range eachOf(h.applications) {
			switch {
			case !h.isCurrent(a, h.facts.amounts.ResidenceDays):
				continue
			case a.outcome >= waiting:
				return no("An application is still alive.")
			case last == nil || a.appliedOn() > last.appliedOn():
				last = a
			}
		}
		if last == nil {
			return no("No application was refused or withdrawn.")
		}
		f := missingEducation("The application of "+last.appliedOn().Words()+" "+endedWords(last.outcome)+", and nothing else is known.", last.claim)
		f.Told = last.outcome != declined && last.outcome != withdrawn
		if last.appeal {
			f.Reason += " An appeal has been lodged."
		}
		return f
	},
})

func endedWords(o outcome) string {
	switch o {
	case declined:
		return "led to an offer that the parents refused"
	case withdrawn:
		return "was withdrawn"
	}
	return "was refused"
}
