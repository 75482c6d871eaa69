package rules

// C08 finds a child whose school named a destination that nobody confirms: another of the authority's schools whose roll does not show
// the child, or a school or an authority elsewhere from which nothing has come. A school knows where a child meant to go, and a case
// stays open until somebody there says that the child came.
var _ = addRule(&Rule{
	ID: "C08", Title: "Named destination never reached",
	Condition: "A deletion return names a destination, fifteen school days have gone by, and nobody has confirmed it: a school whose roll " +
		"is seen here does not show the child, or no message has come of a school or an authority elsewhere.",
	Citations: []Citation{duty, transferDay.citation, {medway, "paragraph 11.7"}},
	From:      since2024, Needs: []string{"school_census", "roll_changes"}, Nowhere: []string{"other_authorities"},
	Without: "nothing; without messages of other authorities, only of a destination whose roll is seen here",
	Excuses: []ID{"U01", "U02", "U03", "U20", "U21"}, Severity: P3,
	Next: "Ask the school named; do not close the case on a parent's word", Who: "CME officer",
	decide: func(h *history) Finding {
		if e := h.wordUnconfirmed(); e != nil {
			return h.transferPending(e)
		}
		e := h.lastLeaving()
		if e == nil || destinationOf(h, e.leaver) != destinationOurs {
			return no("No deletion return names a destination that this rule looks at.")
		}
		to := h.schoolToward(e.leaver)
		if h.AsOf.Before(h.Calendar.AddSchoolDays(e.root, e.leaver.From, transferDay.n)) {
			return no("Fifteen school days have not gone by.")
		}
		f := missingEducation("Left "+e.name+" on "+e.leaver.From.Words()+" for "+to.name+", whose roll does not show the child.", e.leaver)
		f.Told = true // by that roll
		return f
	},
})

// transferPending says that a child's school named a place elsewhere which nobody has confirmed.
func (h *history) transferPending(e *enrolment) Finding {
	f := missingEducation("Left "+e.name+" on "+e.leaver.From.Words()+" for a school or an authority elsewhere, as the school wrote, and nobody "+
		"there has confirmed it.", e.leaver)
	f.Severity, f.Label = P4, "transfer pending"
	f.Next = "Ask the school or the authority there whether the child lives and learns there"
	return f
}
