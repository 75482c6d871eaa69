package rules

// R03 finds a pupil within five school days of the day on which the name may be deleted: the joint enquiries must be made
// before it.
var _ = addRule(&Rule{
	ID: "R03", Title: "Fifteen to nineteen school days of unauthorised absence",
	Condition: "Fifteen to nineteen continuous school days are marked G, N or O, and the absence is going on; any other code breaks it.",
	Citations: []Citation{removalDay.citation, {southwark, "children absent for twenty school days"}},
	From:      since2024, Needs: []string{"attendance"},
	Excuses: []ID{"U19"}, Severity: P2, Signal: AbsenceSignal,
	Next: "Make joint enquiries with the school before the twentieth day", Who: "attendance officer",
	decide: func(h *history) Finding {
		a := h.longestAbsence("GNO")
		switch {
		case a.days == 0 && h.hasUncodedAbsence(removalDay.n-5):
			return unknown("A return tells of an absence that long and does not give its codes.")
		case a.days < removalDay.n-5 || a.days >= removalDay.n:
			return no("No absence going on is of fifteen to nineteen school days.")
		}
		day := h.Calendar.AddSchoolDays(a.school, a.to, removalDay.n-a.days)
		f := yes(a.from, h.Name(a.school)+" has marked the child absent without leave for "+number(a.days)+" school days on end since "+
			a.from.Words()+"; the name may be deleted from "+day.Words()+".", a.claim)
		f.Due, f.DueUnit = day, SchoolDays
		return f
	},
})
