package rules

// K08 asks for a home visit when a letter to the last address was not answered.
var _ = addClock(&Clock{
	ID: "K08", Title: "Letter not answered",
	Condition: "A letter was sent on an open case, five working days have passed, and no reply is recorded.",
	Citations: []Citation{{southwark, "no reply in five working days"}},
	Needs:     []string{"case_list"}, Of: OfOfficer,
	Next: "Visit the home", Who: "early help",
	child: func(h *history, _ *Verdict) []Task {
		var out []Task
		for _, c := range h.openCases() {
			due := h.Calendar.AddWorkingDays(c.Expected, h.facts.amounts.LetterReply)
			if c.Expected != 0 && !h.AsOf.Before(due) && !c.hasMark("replied") {
				out = append(out, newTask("The letter of "+c.Expected.Words()+" was not answered.", c.Expected, due, WorkingDays, c))
			}
		}
		return out
	},
})
