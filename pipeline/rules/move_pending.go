package rules

import "strings"

// unconfirmedThere names what of a move nobody has confirmed.
func (h *history) unconfirmedThere() (missing []string) {
	for _, m := range [][2]string{{"living_there", "residence there"}, {"on_roll_there", "enrolment there"}} {
		if !h.hasClaim(Departure, func(c *Claim) bool { return c.Status == m[0] && c.Place != h.Home }) {
			missing = append(missing, m[1])
		}
	}
	return missing
}

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
