package rules

import "rollcall/pipeline/calendar"

// R31 gathers, for the careers service, the young people in the last year of compulsory school age who may have nothing to go
// on to: without education, taught at home or in alternative provision, or absent half of the time.
var _ = addRule(&Rule{
	ID: "R31", Title: "Last year of school age, may have nothing to go on to",
	Condition: "The child is in the age group of Year 11 and has no education known, is taught at home or in alternative provision, or is " +
		"severely absent.",
	Citations: []Citation{{"Participation of young people in education, employment or training, statutory guidance, September 2016", "identifying young people at risk"}, {medway, "paragraph 12.2"}},
	From:      since2016, Needs: []string{"school_census"}, Better: []string{"home_education", "alternative_provision", "attendance"},
	Severity: P5, For: Forecasts,
	Next: "Put the child on the list for the careers service, due by Easter", Who: "CME officer",
	decide: func(h *history) Finding {
		switch {
		case h.AsOf.After(h.end) || h.AsOf.ExpectedYear(h.DOB) != 11:
			return no("The child is not in the last year of compulsory school age.")
		case !h.livesHere():
			return no("The child is not shown to live here.")
		}
		why, by := h.mayHaveNothing()
		if why == "" {
			return no("The child is at a school and attends it.")
		}
		year := h.AsOf.SchoolYear()
		f := yes(calendar.SchoolYearStart(year), "In the age group of Year 11, and "+why+".", by)
		f.Due, f.DueUnit = h.Calendar.LastSchoolDay(h.Home, h.Calendar.TermStart(h.Home, year, calendar.Summer)-1), SchoolDays
		return f
	},
})

// mayHaveNothing says why a young person may have nothing to go on to, and by which record; nothing when no sign is seen.
func (h *history) mayHaveNothing() (string, *Claim) {
	x := h.explanation()
	switch {
	case !x.Applied:
		return "no education is known", h.residenceEvidence().by
	case x.By == "U04":
		return "taught at home", x.claim
	case x.By == "U05":
		return "in alternative provision", x.claim
	}
	if s := h.missedMost(); s != nil && 100*s.missed >= severeAbsence.n*s.possible {
		return "absent for half of the sessions or more", s.claim
	}
	return "", nil
}
