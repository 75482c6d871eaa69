package rules

// K13 chases a move to another authority or country until residence and then enrolment there are confirmed: responsibility
// ends with the first, and the case with the second.
var _ = addClock(&Clock{
	ID: "K13", Title: "Move away not confirmed",
	Condition: "A child is said to have moved or has its newest address in another authority, or a case is transfer pending, and ten working " +
		"days later residence or enrolment there is not confirmed. It is asked until it is, however long ago it was said.",
	Citations: []Citation{{Guidance, "children who move between local authorities"}, {medway, "paragraph 11.7"}, {southwark, "enquiries of other authorities"}},
	Needs:     []string{"other_authorities"}, Of: OfOfficer,
	Next: "Ask the authority there, or the school abroad, for confirmation", Who: "CME officer",
	child: func(h *history, v *Verdict) []Task {
		word := h.movePending(v)
		if word == nil {
			return nil
		}
		due := h.Calendar.AddWorkingDays(word.newestDay(), h.facts.amounts.TransferChase)
		if !h.AsOf.After(due) {
			return nil
		}
		reason := "Said on " + word.newestDay().Words() + " to have moved" + h.towards(word) + ", which nobody has confirmed."
		if v.ExplainedBy == "U13" {
			reason = "The newest address, of " + word.newestDay().Words() + ", is" + h.within(word) + ", and nobody there has said that it answers for the child."
		}
		return newTask(reason, word.newestDay(), due, WorkingDays, word).withMissing(h.unconfirmedThere()...)
	},
})
