package rules

// R20 finds a child whom the fair access panel has had for longer than twenty school days.
var _ = addRule(&Rule{
	ID: "R20", Title: "Fair access referral not met",
	Condition: "The child was referred to the fair access panel more than twenty school days ago, and no place has been offered and no " +
		"school has taken the child since.",
	Citations: []Citation{fairAccessDay.citation, {medway, "paragraph 6.9"}},
	From:      since2021, Needs: []string{"admissions"},
	Without: "nothing; nor where the admissions register does not say who was referred",
	Reads:   Flag, Severity: P3,
	Road: OfficersRoad,
	Next: "Bring the child to the next panel", Who: "admissions officer",
	decide: func(h *history) Finding {
		c := h.openFlag("fair_access")
		if c == nil || h.enteredAfter(c.From) {
			return no("The child is not with the fair access panel.")
		}
		if h.hasApplication(func(a *application) bool { return a.outcome >= offered && max(a.offered, a.answered) >= c.From }) {
			return no("A place has been named since.")
		}
		due := h.Calendar.AddSchoolDays(h.Home, c.From, fairAccessDay.n)
		if !h.AsOf.After(due) {
			return no("The panel has until " + due.Words() + ".")
		}
		f := yes(h.Calendar.NextSchoolDay(h.Home, due+1), "Referred to the fair access panel on "+c.From.Words()+"; a school was due by "+due.Words()+".", c)
		f.Due, f.DueUnit = due, SchoolDays
		return f
	},
})
