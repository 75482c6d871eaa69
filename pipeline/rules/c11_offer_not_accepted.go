package rules

// C11 finds a child whose parents have not answered the offer of a place.
var _ = addRule(&Rule{
	ID: "C11", Title: "Offer not accepted in 20 school days",
	Condition: "A place was offered twenty school days of that school ago, was neither accepted nor refused, and the child has no " +
		"other provision.",
	Citations: []Citation{{medway, "paragraphs 6.8 and 6.9"}, duty, definition},
	Needs:     []string{"school_census", "admissions"}, Nowhere: registersOfEducation,
	Without: "nothing, but at Reception, of a child who was on no roll here before: whatever school the child had may keep the child",
	Excuses: []ID{"U01", "U02", "U03", "U04", "U20"}, Severity: P3, WhenStale: oldAdmissions,
	Next: "Ask the parents; the offer may be withdrawn and the child referred to the CME officer", Who: "admissions officer",
	Letters: []Letter{LetterPlace},
	decide: func(h *history) Finding {
		soon := false
		for a := range eachOf(h.applications) {
			if a.outcome != offered || a.offered == 0 || h.endedAfter(a.offered) && !a.isMainRound() {
				continue
			}
			day := h.Calendar.AddSchoolDays(a.laestab, a.offered, h.facts.amounts.OfferAnswer)
			if h.AsOf.Before(day) {
				soon = true
				continue
			}
			f := missingEducation("A place at "+a.school.name+" was offered on "+a.offered.Words()+
				" and has not been answered in twenty school days.", a.claim)
			f.Told = a.entry == "reception" || h.lastEnrolment() != nil
			if a.appeal {
				f.Reason += " An appeal for another school has been lodged."
			}
			return f
		}
		if soon {
			return no("A place was offered fewer than twenty school days ago.")
		}
		return no("No offer waits for an answer.")
	},
})
