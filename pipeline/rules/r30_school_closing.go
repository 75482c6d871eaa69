package rules

// R30 gathers the pupils of a school that is to close with none after it.
var _ = addRule(&Rule{
	ID: "R30", Title: "The school is to close",
	Condition: "The list of schools gives a closing date still to come for the school whose roll the child is on, and no successor.",
	Citations: []Citation{{"Education and Inspections Act 2006", "section 15"}, {Guidance, "tracking children across schools and authorities"}},
	Needs:     []string{"school_census", "schools"},
	Severity:  P5, For: Gathers,
	Next: "Work through the school's onward list with it", Who: "admissions officer",
	decide: func(h *history) Finding {
		for e := range eachOf(h.schools) {
			s := h.Schools[e.root]
			if !e.onRoll() || !h.AsOf.Before(s.Closed) || s.Successor != "" {
				continue
			}
			f := yes(h.AsOf.Day(), "On the roll of "+e.name+", which is to close on "+s.Closed.Words()+".", e.roll)
			f.Since, f.Due, f.DueUnit = e.roll.From, s.Closed, SchoolDays
			return f
		}
		return no("The school is not to close, or another comes after it.")
	},
})
