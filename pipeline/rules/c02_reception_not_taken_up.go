package rules

// C02 finds a child with a Reception place who has never come to it, once education is due: until then the place may stand
// empty.
var _ = addRule(&Rule{
	ID: "C02", Title: "Reception place not taken up at compulsory school age",
	Condition: "A Reception place was offered, allocated or accepted, education has been due for five school days and the place " +
		"has begun, and no roll shows the child.",
	Citations: []Citation{duty, {educationAct, "section 8"}, {code2021, "paragraph 2.17"}, {medway, "paragraph 4.9"}},
	Needs:     []string{"school_census", "admissions"},
	Excuses:   []ID{"U01", "U02", "U03", "U04", "U06", "U07", "U20"}, Severity: P3,
	Next: "Ask admissions and the school whether the child has started or the start was moved", Who: "admissions officer",
	decide: func(h *history) Finding {
		for a := range eachOf(h.applications) {
			if a.entry != "reception" || a.outcome < offered {
				continue
			}
			since := max(h.due, h.startOf(a))
			switch {
			case h.endedAfter(h.startOf(a)):
				continue
			case !a.school.returns:
				return unknown("The roll of " + a.school.name + " is not seen here, so it cannot be told whether the child came.")
			case h.AsOf.Before(h.Calendar.AddSchoolDays(a.laestab, since, h.facts.amounts.ReceptionGrace)):
				return no("Too few school days have passed since the place began and education fell due.")
			}
			return missingEducation("A Reception place at "+a.school.name+" began on "+h.startOf(a).Words()+
				" and education has been due since "+h.due.Words()+", but no roll shows the child.", a.claim)
		}
		return no("No Reception place stands open.")
	},
})
