package rules

import "rollcall/pipeline/calendar"

// R05 finds a pupil who misses a tenth of the possible sessions, and ranks one who misses half higher.
var _ = addRule(&Rule{
	ID: "R05", Title: "Persistent or severe absence",
	Condition: "A tenth or more of the possible sessions of a school year at one school were missed, of twenty sessions or more; half is severe.",
	Citations: []Citation{persistentAbsence.citation, severeAbsence.citation},
	From:      since2024, AnyOf: []string{"attendance", "school_census"},
	Reads: Attendance, Severity: P5, Signal: AbsenceSignal,
	Road: SchoolRoad,
	Next: "Watch; the school's attendance plan comes first", Who: "attendance officer",
	decide: func(h *history) Finding {
		s := h.missedMost()
		// Whole numbers: a share exactly at the line counts.
		if s == nil || 100*s.missed < persistentAbsence.n*s.possible {
			return no("Less than a tenth of the possible sessions were missed, or too few are known.")
		}
		what, severity, road := "a tenth or more, which is persistent absence", P5, SchoolRoad
		if 100*s.missed >= severeAbsence.n*s.possible {
			what, severity, road = "half or more, which is severe absence", P4, MeetingRoad
		}
		f := yes(calendar.SchoolYearStart(s.year), "Missed "+number(s.missed)+" of "+number(s.possible)+" possible sessions at "+
			h.Name(s.school)+" in the school year from September "+number(s.year)+": "+what+".", s.claim)
		f.Severity, f.Road = severity, road
		return f
	},
	adds: (*history).missesMore,
})

// missesMore reports whether a tenth is missed still without the absence of which other findings tell: the run that goes on, and the
// sessions of illness. The same absence said twice makes no line longer.
func (h *history) missesMore(others []Finding) bool {
	s, told := h.missedMost(), 0
	for _, f := range others {
		switch r, _ := ruleOf(f.Rule); {
		case r.Counts == ofRun:
			if a := h.longestAbsence(anyUnauthorised); a.school == s.school && s.year == h.AsOf.SchoolYear() {
				told = max(told, 2*a.days)
			}
		case r.Counts == ofIllness:
			told = max(told, s.ill)
		}
	}
	return 100*(s.missed-told) >= persistentAbsence.n*s.possible
}
