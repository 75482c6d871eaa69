package rules

// K23 has the authority told and asked that answers for a child by the newest evidence, until it has spoken itself. The lists
// gather its tasks into one for each authority, with the list to send.
var _ = addClock(&Clock{
	ID: "K23", Title: "Another authority to be told of a child",
	Condition: "The newest address of a child, or a school's word that nobody has confirmed, is in another authority, or a case is transfer pending " +
		"to one; and that authority has not said that the child lives or learns there, or ten working days later not both.",
	Citations: []Citation{{Guidance, "responsibility of the authority in whose area the child is"}, {Guidance, "children who move between local authorities"},
		{southwark, "enquiries of other authorities"}},
	Of:   OfOfficer,
	Next: "Send the authority the list made for it, and date its answer among the messages of other authorities", Who: "CME officer",
	child: func(h *history, v *Verdict) []Task {
		word := h.movePending(v)
		if word == nil {
			return nil
		}
		to := authorityIn(word)
		due := h.Calendar.AddWorkingDays(word.newestDay(), h.facts.amounts.TransferChase)
		if to == "" || to == h.Home || !h.AsOf.After(due) && h.hasClaim(Departure, func(c *Claim) bool { return c.Place == to && saysThere(c) }) {
			return nil
		}
		reason := "Said on " + word.newestDay().Words() + " to have moved" + h.towards(word) + "."
		if v.Status == Elsewhere && word.Kind == Residence {
			reason = "The newest address, of " + word.newestDay().Words() + ", is" + h.within(word) + "."
		}
		t := newTask(reason, word.newestDay(), due, WorkingDays, word)
		t.Authority = to
		return t.withMissing(h.unconfirmedThere()...)
	},
})

// saysThere reports whether a message is another authority's word that the child lives or learns in it.
func saysThere(c *Claim) bool {
	return c.Kind == Departure && (c.Status == "living_there" || c.Status == "on_roll_there")
}
