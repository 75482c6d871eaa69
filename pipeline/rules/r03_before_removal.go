package rules

// R03 finds a pupil who nears the day on which the name may be deleted, or has passed it and is still on the roll: the joint
// enquiries must be made before the deletion, whenever that is. The line falls when the child is back, or when somebody acts.
var _ = addRule(&Rule{
	ID: "R03", Title: "Fifteen school days of unauthorised absence, or more",
	Condition: "Fifteen or more continuous school days are marked G, N or O, and the absence is going on; any other code breaks it. From " +
		"the twentieth the name may be deleted, and the line stays until somebody has acted.",
	Citations: []Citation{removalDay.citation, {southwark, "children absent for twenty school days"}},
	From:      since2024, Needs: []string{"attendance"},
	Excuses: []ID{"U19"}, Reads: Absence | Attendance, Severity: P2, Signal: AbsenceSignal,
	Counts: ofRun, Road: OfficersRoad,
	Next: "Make joint enquiries with the school before the name is deleted", Who: "attendance officer",
	decide: func(h *history) Finding {
		a := h.longestAbsence("GNO")
		switch {
		case a.days == 0 && h.hasUncodedAbsence(removalDay.n-5):
			return unknown("A return tells of an absence that long and does not give its codes.")
		case a.days < removalDay.n-5:
			return no("No absence going on is of fifteen school days.")
		}
		day := h.removableFrom(a)
		f := yes(a.from, h.Name(a.school)+" has marked the child absent without leave for "+number(a.days)+" school days on end since "+
			a.from.Words()+"; the name may be deleted from "+day.Words()+".", a.claim)
		f.Due, f.DueUnit = day, SchoolDays
		return f
	},
})
