package rules

import (
	"time"

	"rollcall/pipeline/calendar"
)

// R17 forecasts, a term ahead, the children for whom education falls due at the next prescribed day and for whom nobody has
// asked for a place.
var _ = addRule(&Rule{
	ID: "R17", Title: "Of age at the next prescribed day, no place sought",
	Condition: "Compulsory school age begins on the next prescribed day (31 August, 31 December or 31 March), the child was seen in the area " +
		"within twelve months, and no application, offer, roll or home education is known.",
	Citations: []Citation{{educationAct, "section 8"}, {Guidance, "targeted work ahead of transition points"}, {medway, "paragraph 3.1.1"}},
	Needs:     []string{"school_census", "admissions"}, AnyOf: []string{"early_years", "health"},
	Excuses: []ID{"U03", "U07"}, Severity: P5, For: Forecasts,
	Next: "Write to the parents and help them to apply", Who: "admissions officer",
	decide: func(h *history) Finding {
		switch {
		case !h.AsOf.Before(h.due) || h.start > h.AsOf.Coming(nextPrescribed):
			return no("Education does not fall due at the next prescribed day.")
		case h.hasPlace() || h.hasApplication(func(a *application) bool { return a.outcome >= waiting }) || h.hasBeenArranged():
			return no("A place was sought, or the child has one.")
		}
		home := h.residenceEvidence()
		if away, _ := home.livesElsewhere(); away != nil {
			return no("The newest evidence says that the child lives elsewhere.")
		}
		if !home.shownWithin(h, h.facts.amounts.ResidenceDays) {
			return unknown("No dated record shows the child in the area in the last twelve months.")
		}
		f := yes(h.AsOf.TermBegan(h.Calendar, h.Home), "Education falls due on "+h.due.Words()+", and no place has been sought.", home.by)
		f.Due, f.DueUnit = h.due, SchoolDays
		return f
	},
})

// nextPrescribed is the next day, or the day itself, on which compulsory school age begins for those who are five by then.
func nextPrescribed(on calendar.Date) calendar.Date {
	year, _, _ := on.Split()
	for _, d := range []calendar.Date{calendar.On(year, time.March, 31), calendar.On(year, time.August, 31), calendar.On(year, time.December, 31)} {
		if d >= on {
			return d
		}
	}
	return calendar.On(year+1, time.March, 31)
}
