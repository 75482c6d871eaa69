package rules

// R02 finds a pupil away for ten school days on end without leave: the school owes the authority an attendance return, once
// for each episode.
var _ = addRule(&Rule{
	ID: "R02", Title: "Ten school days of unauthorised absence",
	Condition: "Ten continuous school days are marked G, N, O or U, and the absence is going on.",
	Citations: []Citation{returnDay.citation},
	From:      since2024, Needs: []string{"attendance"},
	Excuses: []ID{"U19"}, Reads: Absence | Attendance, Severity: P4, Signal: AbsenceSignal,
	Counts: ofRun, Road: OfficersRoad,
	Next: "See that the attendance return has come, and agree who visits", Who: "attendance officer",
	decide: func(h *history) Finding {
		return h.awayFor(returnDay.n, anyUnauthorised, "an attendance return is due")
	},
})
