package rules

import "rollcall/pipeline/calendar"

// R34 tells a school of marks that say no reason yet: the code must give way to another within five school days.
var _ = addRule(&Rule{
	ID: "R34", Title: "No reason given after five school days",
	Condition: "A mark of code N of this school year is older than five school days and has not been replaced.",
	Citations: []Citation{noReasonDay.citation},
	From:      since2024, Needs: []string{"attendance"},
	Excuses: []ID{"U19"}, Severity: P5, For: AsksSchool,
	Next: "Ask the parents for the reason and correct the register; after five school days code O", Who: "school",
	decide: func(h *history) Finding {
		n, first, all := 0, (*mark)(nil), h.allMarks()
		for i := range all {
			m := &all[i]
			if m.code != "N" || calendar.SchoolYear(m.on) != h.AsOf.SchoolYear() || !h.havePassed(m.claim.Place, m.on, noReasonDay.n) {
				continue
			}
			n++
			if first == nil || m.on < first.on {
				first = m
			}
		}
		if first == nil {
			return no("No mark of code N is older than five school days.")
		}
		return yes(h.Calendar.AddSchoolDays(first.claim.Place, first.on, noReasonDay.n+1), h.Name(first.claim.Place)+" still has code N for "+number(n)+
			" sessions older than five school days, the first of "+first.on.Words()+".", first.claim)
	},
})
