package rules

import "strings"

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
		if h.AsOf <= due {
			return nil
		}
		var missing []string
		for _, m := range [][2]string{{"living_there", "residence there"}, {"on_roll_there", "enrolment there"}} {
			if !h.hasClaim(func(c *Claim) bool { return c.Kind == Departure && c.Status == m[0] && c.Place != h.Home }) {
				missing = append(missing, m[1])
			}
		}
		reason := "Said on " + word.newestDay().Words() + " to have moved" + h.towards(word) + ", which nobody has confirmed."
		if v.ExplainedBy == "U13" {
			reason = "The newest address, of " + word.newestDay().Words() + ", is" + h.within(word) + ", and nobody there has said that it answers for the child."
		}
		return newTask(reason, word.newestDay(), due, WorkingDays, word).withMissing(missing...)
	},
})

// towards says to which authority the word of a move leads, where it tells.
func (h *history) towards(word *Claim) string {
	if to := authorityIn(word); to != "" && to != h.Home {
		return " to " + h.Name(to)
	}
	return ""
}

func (h *history) within(word *Claim) string {
	if to := authorityIn(word); to != "" {
		return " in " + h.Name(to)
	}
	return " in another authority"
}

// authorityIn is the number of the authority that a record of a move names, by its own number or a school's; empty for none.
func authorityIn(word *Claim) string {
	place := word.Toward
	if word.Kind == Departure || word.Kind == Residence {
		place = word.Place
	}
	for _, n := range strings.FieldsFunc(place, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(n) == 3 || len(n) == 7 {
			return n[:3]
		}
	}
	return ""
}

// movePending is the word of a move that waits for confirmation, or nil: an open case that says so, a school's word, or the newest
// evidence.
func (h *history) movePending(v *Verdict) *Claim {
	for _, c := range h.openCases() {
		if c.Status == string(TransferPending) {
			return c
		}
	}
	if e := h.wordUnconfirmed(); e != nil && v.Status == Candidate {
		return e.leaver
	}
	if v.Status != Elsewhere {
		return nil
	}
	c, _ := h.residenceEvidence().livesElsewhere()
	return c
}
