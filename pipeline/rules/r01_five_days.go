package rules

// R01 finds a pupil away for five school days on end without a reason: the day on which the school should take advice.
var _ = addRule(&Rule{
	ID: "R01", Title: "Five school days of unexplained absence",
	Condition: "Five continuous school days are marked N or O, and the absence is going on.",
	Citations: []Citation{noReasonDay.citation, {medway, "paragraphs 11.2 and 13.4"}},
	From:      since2024, Needs: []string{"attendance"},
	Excuses: []ID{"U19"}, Reads: Absence | Attendance, Severity: P4, Signal: AbsenceSignal,
	Counts: ofRun, Road: SchoolRoad,
	Next: "The school consults the attendance officer and dates the home visit", Who: "school",
	decide: func(h *history) Finding {
		return h.awayFor(noReasonDay.n, "NO", "no reason is known")
	},
})
