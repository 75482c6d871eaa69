package rules

// R07 finds a pupil permanently excluded in the last five school days, while there is time to arrange the sixth.
var _ = addRule(&Rule{
	ID: "R07", Title: "Permanently excluded, before the sixth school day",
	Condition: "A permanent exclusion stands and its sixth school day has not come.",
	Citations: []Citation{sixthDay.citation, {southwark, "children at risk, permanently excluded"}},
	From:      since2007, Needs: []string{"exclusions"},
	Reads: Exclusion, Severity: P3, Signal: ExclusionSignal,
	Road: OfficersRoad,
	Next: "Arrange full-time education from the sixth school day", Who: "exclusions officer",
	decide: func(h *history) Finding {
		c := h.permanent
		switch {
		case c == nil:
			return no("No permanent exclusion stands.")
		case isNumber(c.Toward, 3) && c.Toward != h.Home:
			return no("Another authority answers for the child.")
		case !h.AsOf.Before(h.sixthDay()) || h.enteredAfter(c.From):
			return no("The sixth school day has come, or a school has the child since.")
		}
		f := yes(c.From, "Permanently excluded from "+h.Name(c.Place)+" on "+c.From.Words()+"; education is due from the sixth school day, "+
			h.sixthDay().Words()+".", c)
		f.Due, f.DueUnit = h.sixthDay(), SchoolDays
		return f
	},
})
