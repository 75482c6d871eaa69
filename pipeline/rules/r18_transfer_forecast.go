package rules

import (
	"time"

	"rollcall/pipeline/calendar"
)

// R18 finds, ahead of time, a pupil in the top year of an infant or a primary school for whom no application for the next
// school was made by the closing date, or no offer by offer day.
var _ = addRule(&Rule{
	ID: "R18", Title: "Transfer to the next school ahead, no application or no offer",
	Condition: "From January to August: the child is in the top year of an infant or primary school, the closing date has passed " +
		"without an application, or offer day without an offer.",
	Citations: []Citation{{coordination, "closing dates and national offer days"}, {medway, "paragraph 3.1.2"}},
	From:      since2012, Needs: []string{"school_census", "admissions"},
	Excuses: []ID{"U03"}, Severity: P5,
	Road: SchoolRoad,
	Next: "Ask the parents about the next school and help them to apply", Who: "admissions officer",
	decide: func(h *history) Finding {
		e := h.topYearNow()
		if e == nil || h.AsOf.Month() > time.August {
			return no("The child is not about to change school, or it is not the season.")
		}
		if r := h.residenceEvidence(); r.seen == 0 && r.registered == 0 {
			return unknown("Only a school shows the child in the area; another authority may hold the application.")
		}
		phase, entry := calendar.SecondaryPhase, "year_7"
		if e.top <= 3 {
			phase, entry = calendar.PrimaryPhase, "year_3"
		}
		year := h.AsOf.SchoolYear() + 1
		closing, offers := calendar.ClosingDate(phase, year), calendar.OfferDay(phase, year)
		if !h.AsOf.After(closing) {
			return no("The closing date has not passed.")
		}
		made, held := h.transferApplication(entry, calendar.SchoolYearStart(year-1))
		switch {
		case held:
			return no("A place has been offered.")
		case !made:
			return yes(h.Calendar.NextSchoolDay(e.root, closing+1), "In the top year of "+e.name+
				", and no application for the next school was made by the closing date, "+closing.Words()+".", e.roll)
		case h.AsOf.Before(offers):
			return no("An application was made and offer day has not come.")
		}
		f := yes(h.Calendar.NextSchoolDay(e.root, offers), "In the top year of "+e.name+
			", and no place was offered on offer day, "+offers.Words()+".", e.roll)
		f.Severity = P4
		return f
	},
})

// yearNow is the year in which the child is taught now, by the year in which it was last seen.
func (h *history) yearNow(e *enrolment) int {
	return h.yearThen(e) + h.schoolYearNow() - schoolYear(e.seen)
}

// transferApplication reports whether an application for the transfer was made, and whether it led to an offer that stands.
func (h *history) transferApplication(entry string, from calendar.Date) (made, held bool) {
	for a := range eachOf(h.applications) {
		if a.entry != entry || a.appliedOn() != 0 && a.appliedOn() < from {
			continue
		}
		made = true
		held = held || a.outcome >= offered
	}
	return made, held
}

// topYearNow is the school in whose top year the child is now, an infant or a primary school, or nil.
func (h *history) topYearNow() *enrolment {
	return findFirst(h.schools, func(e *enrolment) bool {
		return e.returns && e.onRoll() && e.top != -1 && e.top <= 8 && h.yearNow(e) == e.top
	})
}
