package rules

// V10 says that untraced is no closure: the case stays open until V01 to V07, and the child is looked for again each quarter.
var _ = addClosure(&Closure{
	ID: "V10", Title: "untraced is not a closure",
	Needs:     "nothing closes it but V01 to V07; matched again in every run, and looked at again each quarter",
	Citations: []Citation{{medway, "paragraph 11.9"}, {Guidance, "active list of children missing education"}},
	remind: func(h *history, o opened) *Task {
		if !o.untraced {
			return nil
		}
		last := max(o.claim.From, o.claim.Decided)
		due := h.Calendar.NextWorkingDay(last.AddDays(h.facts.amounts.UntracedDays))
		t := newTask("Untraced is not a closure: the case stays open.", last, due, CalendarDays, o.claim)
		t.Next, t.Who = "Look again at the possible matches and at each register", "CME officer"
		return &t
	},
})
