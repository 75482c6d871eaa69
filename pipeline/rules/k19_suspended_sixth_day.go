package rules

// K19 sees that a school arranges full-time education from the sixth school day of a suspension; of a permanent exclusion the
// authority must.
var _ = addClock(&Clock{
	ID: "K19", Title: "Suspended: education from the sixth school day",
	Condition: "A suspension of more than five school days in one runs, and no alternative provision since is known. It is " +
		"due on that day, and is told from the day of the suspension.",
	Citations: []Citation{sixthDay.citation, {medway, "paragraph 8.1"}},
	From:      since2007, Needs: []string{"exclusions"}, Of: OfSchool,
	Next: "Ask the school what full-time education it has arranged from the sixth day, where and with whom", Who: "exclusions officer",
	child: func(h *history, _ *Verdict) []Task {
		var out []Task
		for _, c := range h.of(Exclusion) {
			if c.Status != "suspension" || h.AsOf.Before(c.From) || c.Count <= 2*(sixthDay.n-1) || c.hasMark("overturned") || c.hasMark("reinstated") {
				continue
			}
			due, last := h.Calendar.NthSchoolDay(c.Place, c.From, sixthDay.n), h.Calendar.NthSchoolDay(c.Place, c.From, (c.Count+1)/2)
			if h.AsOf.After(last) || h.hasClaim(Alternative, func(a *Claim) bool {
				return a.Status != "ehc_plan" && a.From >= c.From && !h.isOver(a)
			}) {
				continue
			}
			out = append(out, newTask("Suspended on "+c.From.Words()+" until "+last.Words()+"; full-time education is due from the sixth school day, "+
				due.Words()+", and none is known.", c.From, due, SchoolDays, c).atSchool(c.Place))
		}
		return out
	},
})
