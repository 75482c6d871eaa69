package rules

import "rollcall/pipeline/calendar"

// C13 finds a child who waits for the outcome of an application and has no education meanwhile: missing education from the
// first day, in the guidance's own words.
var _ = addRule(&Rule{
	ID: "C13", Title: "Application awaiting outcome, no provision meanwhile",
	Condition: "An application for a place now is undecided or on a waiting list, and the child is on no roll and has no other provision.",
	Citations: []Citation{definition, outcomeDay.citation, {code2021, "paragraphs 3.14 to 3.22, fair access protocols"}, {medway, "paragraph 6.7"}},
	From:      since2021, Needs: []string{"school_census", "admissions"},
	Excuses: []ID{"U01", "U02", "U03", "U04", "U14", "U20"}, Severity: P4, WhenStale: oldAdmissions,
	Next: "Chase the decision; refer to the fair access panel when four weeks have gone by", Who: "admissions officer",
	decide: func(h *history) Finding {
		a := h.awaitingApplication()
		if a == nil {
			return no("No application for a place now waits for its outcome.")
		}
		due := h.Calendar.AddSchoolDays(h.Home, a.appliedOn(), outcomeDay.n)
		f := missingEducation("Applied on "+a.appliedOn().Words()+" for a place at "+a.school.name+" and waits for the outcome, which is due by "+
			due.Words()+".", a.claim)
		f.Due, f.DueUnit = due, SchoolDays
		f.Severity = h.waitSeverity(a, due)
		return f
	},
})

// waitSeverity grows with the wait: P3 when the outcome is overdue, P2 once the child is in the group of the fair access
// protocol by the time out of education.
func (h *history) waitSeverity(a *application, due calendar.Date) Severity {
	since, _ := h.withoutSince()
	switch {
	case !h.AsOf.Before(max(since, a.appliedOn()).AddDays(h.facts.amounts.FairAccessDays)):
		return P2
	case h.AsOf.After(due):
		return P3
	}
	return P4
}

// awaitingApplication is the first live application for a place that is wanted now: one in the year, or one in a main round whose term
// has begun.
func (h *history) awaitingApplication() *application {
	return h.earliestApplication(func(a *application) bool {
		return a.outcome == waiting && h.isCurrent(a, h.facts.amounts.ResidenceDays) && (!a.isMainRound() || !h.AsOf.Before(h.roundStart(a.entry, a.appliedOn())))
	})
}
