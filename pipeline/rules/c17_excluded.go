package rules

import "rollcall/pipeline/calendar"

// C17 finds a child permanently excluded for whom nothing was arranged from the sixth school day, which the authority where
// the child lives must do.
var _ = addRule(&Rule{
	ID: "C17", Title: "Permanently excluded, nothing from the sixth school day",
	Condition: "A permanent exclusion stands, its sixth school day has come, and no alternative provision or new roll has begun.",
	Citations: []Citation{sixthDay.citation, {educationAct, "section 19"}, {medway, "paragraph 8.1"}},
	From:      since2007, Needs: []string{"school_census", "exclusions"}, Nowhere: []string{"alternative_provision"},
	Without: "nothing: the register of alternative provision is where the education from the sixth day stands",
	Excuses: []ID{"U01", "U02", "U03", "U04", "U05", "U20", "U22"}, Severity: P2,
	Next: "Arrange full-time education the same day", Who: "exclusions officer",
	decide: func(h *history) Finding {
		c := h.permanent
		switch {
		case c == nil:
			return no("No permanent exclusion stands.")
		case isNumber(c.Toward, 3) && c.Toward != h.Home:
			return no("Another authority answers for the child.")
		case h.enteredAfter(c.From):
			return no("The child has been on a roll since the exclusion.")
		case h.arrangedAfter(c.From):
			return no("Education was arranged after the exclusion; that it ended is another rule's.")
		}
		day := h.sixthDay()
		if h.AsOf.Before(day) {
			return no("The sixth school day has not come.")
		}
		f := missingEducation("Permanently excluded from "+h.Name(c.Place)+" on "+c.From.Words()+"; education was due from the sixth school day, "+
			day.Words()+", and none is known.", c)
		f.Due, f.DueUnit = day, SchoolDays
		return f
	},
})

// arrangedAfter reports whether alternative provision began on a day or since, and ended: what still runs explains the child. A plan is no provision until somebody teaches.
func (h *history) arrangedAfter(on calendar.Date) bool {
	return h.hasClaim(Alternative, func(c *Claim) bool {
		return c.Status != "ehc_plan" && c.From >= on && h.isOver(c)
	})
}
