package rules

import "rollcall/pipeline/calendar"

// R04 finds a pupil who has missed fifteen school days of the school year through illness, on end or in all: the authority
// considers education under section 19.
var _ = addRule(&Rule{
	ID: "R04", Title: "Fifteen school days of illness in the school year",
	Condition: "Fifteen school days are marked I in the school year, on end or in all, or the school's sickness return says so.",
	Citations: []Citation{sicknessDay.citation, {educationAct, "section 19"}},
	From:      since2024, AnyOf: []string{"attendance", "school_census"},
	Reads: Absence | Attendance, Severity: P3, Signal: AbsenceSignal,
	Counts: ofIllness, Road: IllnessRoad,
	Next: "Ask the school what teaching there is and consider education under section 19", Who: "inclusion officer",
	decide: func(h *history) Finding {
		year := h.AsOf.SchoolYear()
		if c := h.sicknessReturn(year); c != nil {
			return yes(c.From, h.Name(c.Place)+" has returned the child as ill for "+number(h.sickDays(c))+" school days from "+c.From.Words()+".", c)
		}
		for _, s := range h.sessionsBy() {
			if s.year == year && s.ill >= 2*sicknessDay.n {
				return yes(calendar.SchoolYearStart(year), h.Name(s.school)+" has marked "+number(s.ill)+
					" sessions of illness in this school year, two to a school day.", s.claim)
			}
		}
		return no("Fewer than fifteen school days of illness are known in this school year.")
	},
})

// sicknessReturn is the newest sickness return of fifteen days or more in a school year, or nil.
func (h *history) sicknessReturn(year int) *Claim {
	return h.newestClaim(Absence, beginDay, func(c *Claim) bool {
		last := c.To
		if last == 0 {
			last = c.From
		}
		return c.Status == "sickness" && !h.AsOf.Before(c.From) && calendar.SchoolYear(last) == year && h.sickDays(c) >= sicknessDay.n
	})
}

// sickDays is the school days of a sickness return: those it counts, or those from its first day to its last.
func (h *history) sickDays(c *Claim) int {
	if c.Count > 0 {
		return c.Count
	}
	to := c.To
	if to == 0 {
		to = h.AsOf.Day()
	}
	return h.Calendar.SchoolDaysIn(c.Place, c.From, to)
}
