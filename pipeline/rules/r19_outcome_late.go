package rules

// R19 finds a pupil, still at a school, whose application for another has waited longer than it may.
var _ = addRule(&Rule{
	ID: "R19", Title: "In-year application without an outcome",
	Condition: "An in-year application has been undecided for more than ten school days (P4) or fifteen (P3); a place on a waiting list is " +
		"an outcome.",
	Citations: []Citation{outcomeDay.citation, outcomeAim.citation, {southwark, "children at risk, delay in an in-year place"}},
	From:      since2021, Needs: []string{"admissions"},
	Excuses: []ID{"U14"}, Reads: Application | Offer, Severity: P4, Signal: AbsenceSignal,
	Road: OfficersRoad,
	Next: "Ask the school for its decision", Who: "admissions officer",
	decide: func(h *history) Finding {
		at := h.earliestApplication(func(a *application) bool {
			return a.outcome == waiting && a.entry == "in_year" && h.isCurrent(a, h.facts.amounts.ResidenceDays) && a.claim.Status != "waiting_list"
		})
		if at == nil {
			return no("No in-year application is undecided.")
		}
		waited := h.Calendar.SchoolDaysAfter(at.laestab, at.appliedOn(), h.AsOf.Day())
		if waited <= outcomeAim.n {
			return no("The application has waited for ten school days or fewer.")
		}
		due := h.Calendar.AddSchoolDays(at.laestab, at.appliedOn(), outcomeDay.n)
		f := yes(h.Calendar.AddSchoolDays(at.laestab, at.appliedOn(), outcomeAim.n+1), "Applied on "+at.appliedOn().Words()+" for a place at "+at.school.name+
			" and has waited "+number(waited)+" school days; the outcome is due by "+due.Words()+".", at.claim)
		f.Due, f.DueUnit = due, SchoolDays
		if waited > outcomeDay.n {
			f.Severity = P3
		}
		return f
	},
})
