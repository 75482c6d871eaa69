package rules

import "rollcall/pipeline/calendar"

// r04 finds a pupil who has missed fifteen school days of the school year through illness, on end or in all: the authority
// considers education under section 19.
var r04 = &Rule{
	ID: "R04", Title: "Fifteen school days of illness in the school year",
	Condition: "Fifteen school days are marked I in the school year, on end or in all, or the school's sickness return says so.",
	Citations: []Citation{sicknessDay.citation, {educationAct, "section 19"}},
	From:      since2024,
	AnyOf:     []string{"attendance", "school_census"},
	Without:   "nothing",
	Severity:  P3,
	Next:      "Ask the school what teaching there is and consider education under section 19",
	Who:       "inclusion officer",
	decide: func(h *history) Finding {
		year := calendar.SchoolYear(h.AsOf)
		if c := h.sicknessReturn(year); c != nil {
			return yes(c.From, h.Name(c.Place)+" has returned the child as ill for "+number(h.sickDays(c))+" school days from "+c.From.Words()+".", c)
		}
		for _, s := range h.sessionsBy() {
			if s.year == year && s.ill >= 2*sicknessDay.n {
				return yes(calendar.SchoolYearStart(year), h.Name(s.place)+" has marked "+number(s.ill)+
					" sessions of illness in this school year, two to a school day.", s.claim)
			}
		}
		return no("Fewer than fifteen school days of illness are known in this school year.")
	},
}

// sicknessReturn is the newest sickness return of fifteen days or more in a school year, or nil.
func (h *history) sicknessReturn(year int) *Claim {
	var at *Claim
	for i := range h.claims {
		c := &h.claims[i]
		if c.Kind != Absence || c.Status != "sickness" || c.From > h.AsOf || h.sickDays(c) < sicknessDay.n {
			continue
		}
		if c.To != 0 && calendar.SchoolYear(c.To) != year || c.To == 0 && calendar.SchoolYear(c.From) != year {
			continue
		}
		if at == nil || before(at.From, at, c.From, c) {
			at = c
		}
	}
	return at
}

// sickDays is the school days of a sickness return: those it counts, or those from its first day to its last.
func (h *history) sickDays(c *Claim) int {
	if c.Count > 0 {
		return c.Count
	}
	to := c.To
	if to == 0 {
		to = h.AsOf
	}
	return h.Calendar.SchoolDaysIn(c.Place, c.From, to)
}
