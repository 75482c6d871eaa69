package rules

// v10 says that untraced is no closure: the case stays open until V01 to V07, and the child is looked for again each quarter.
var v10 = &Closure{
	ID: "V10", Title: "untraced is not a closure",
	Needs:     "nothing closes it but V01 to V07; matched again in every run, and looked at again each quarter",
	Citations: []Citation{{medway, "paragraph 11.9"}, {Guidance, "active list of children missing education"}},
}

// matchAgain is the quarterly look at an untraced child.
func (h *history) matchAgain(c *Claim) Task {
	last := max(c.From, c.Decided)
	due := h.Calendar.NextWorkingDay(last.AddDays(h.facts.amounts.UntracedDays))
	t := task("Untraced is no closure: the case stays open.", last, due, CalendarDays, c)
	t.Rule, t.Of, t.Child, t.Late = v10.ID, OfOfficer, h.Child, due < h.AsOf
	t.Next, t.Who = "Look again at the possible matches and at each register", "CME officer"
	return t
}
