package rules

// C10 finds a child who accepted a place and has not come to it.
var _ = addRule(&Rule{
	ID: "C10", Title: "Did not come on the agreed start date",
	Condition: "A place was accepted, the agreed first day passed ten school days ago (three where the register is seen), and no " +
		"roll shows the child.",
	Citations: []Citation{duty, {registration, "regulation 8, starting day"}, definition},
	From:      since2024, Needs: []string{"school_census", "admissions"}, Better: []string{"roll_changes", "attendance"},
	Excuses: []ID{"U01", "U02", "U03", "U04", "U06", "U20", "U21"}, Severity: P3, WhenStale: oldAdmissions,
	Next: "The school makes enquiries at once and refers the child when there is no contact", Who: "school, then CME officer",
	decide: func(h *history) Finding {
		for a := range eachOf(h.applications) {
			start := h.startOf(a)
			if a.outcome != accepted || a.entry == "reception" || start == 0 || h.AsOf.Before(start) || h.endedAfter(start) {
				continue
			}
			if a.isMainRound() && h.movedUpFrom() != nil {
				continue
			}
			if !a.school.returns {
				return unknown("The roll of " + a.school.name + " is not seen here, so it cannot be told whether the child came.")
			}
			if ok, why := h.trusted("roll_changes"); !ok && a.school.trusted < start {
				return unknown("It cannot be told whether the child came: " + why + ", and no census is newer than the start.")
			}
			if h.AsOf.Before(h.noShowDay(a, start)) {
				return no("Too few school days have passed since the agreed start.")
			}
			return missingEducation("Accepted a place at "+a.school.name+
				" from "+start.Words()+", and its roll does not show the child.", a.claim)
		}
		return no("No accepted place has begun without the child.")
	},
})
