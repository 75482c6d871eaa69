package rules

import "rollcall/pipeline/calendar"

// R05 finds a pupil who misses a tenth of the possible sessions, and ranks one who misses half higher.
var _ = addRule(&Rule{
	ID: "R05", Title: "Persistent or severe absence",
	Condition: "A tenth or more of the possible sessions of a school year at one school were missed, of twenty sessions or more; half is severe.",
	Citations: []Citation{persistent.citation, severe.citation},
	From:      since2024,
	AnyOf:     []string{"attendance", "school_census"},
	Without:   "nothing",
	Severity:  P5,
	Next:      "Watch; the school's attendance plan comes first",
	Who:       "attendance officer",
	Signal:    AbsenceSignal,
	decide: func(h *history) Finding {
		s := h.missedMost()
		// Whole numbers: a share exactly at the line counts.
		if s == nil || 100*s.missed < persistent.n*s.possible {
			return no("Less than a tenth of the possible sessions were missed, or too few are known.")
		}
		what := "a tenth or more, which is persistent absence"
		f := Finding{Answer: Yes, Severity: P5}
		if 100*s.missed >= severe.n*s.possible {
			what, f.Severity = "half or more, which is severe absence", P4
		}
		f = yes(calendar.SchoolYearStart(s.year), "Missed "+number(s.missed)+" of "+number(s.possible)+" possible sessions at "+
			h.Name(s.school)+" in the school year from September "+number(s.year)+": "+what+".", s.claim)
		if 100*s.missed >= severe.n*s.possible {
			f.Severity = P4
		}
		return f
	},
})
