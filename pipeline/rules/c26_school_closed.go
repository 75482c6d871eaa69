package rules

// C26 finds the pupils of a school that closed, ten school days on, whom no other roll shows.
var _ = addRule(&Rule{
	ID: "C26", Title: "The school closed and no other has the child",
	Condition: "The school whose roll the child was on has closed with no school after it, ten school days have gone by, and no roll " +
		"shows the child.",
	Citations: []Citation{duty, {Guidance, "tracking children across schools and authorities"}},
	Needs:     []string{"school_census", "schools"}, Better: []string{"school_links", "roll_changes"},
	Excuses: []ID{"U01", "U02", "U03", "U04", "U05", "U18", "U20", "U21"}, Severity: P3,
	Next: "Work through the closed school's onward list in one go", Who: "CME officer",
	decide: func(h *history) Finding {
		e := h.lastEnrolment()
		switch {
		case e == nil || e.state != shut:
			return no("The last school of the child has not closed, or another came after it.")
		case h.AsOf.Before(h.Calendar.AddSchoolDays(h.Home, e.since, h.facts.amounts.ClosureHold)):
			return no("Too few school days have passed since the school closed.")
		}
		f := missingEducation("Was on the roll of "+e.name+" when it "+closingWords(e.closed, e.undated)+", and on no other roll since.", e.roll)
		f.Label = "school closed"
		return f
	},
})
