package rules

// U25 removes a child whom the authority looks after and has placed in another area, once the authority there says so. An
// address elsewhere alone is no word of anybody.
var _ = addSuppressor(&Suppressor{
	ID: "U25", Title: "Placed out of the area", Effect: Removes, Part: OfEducation, Beyond: true,
	Does:      "removes the child from the list of candidates",
	Citations: []Citation{{"Children Act 1989", "sections 22 and 22C"}, {Guidance, "children looked after"}},
	Proof:     "E2: the placement, and the word of the other authority or of the provider there",
	Expires:   "the day on which the placement ends",
	apply: func(h *history) Suppression {
		care := h.lookedAfter()
		if care == nil {
			return Suppression{}
		}
		for _, c := range h.of(Departure) {
			if h.AsOf.Before(c.From) || c.From < care.From {
				continue
			}
			if c.Status == "living_there" && c.Place != h.Home && !h.enteredAfter(c.From) {
				return restingOn(c, "E2",
					"Looked after by the authority and placed in another area, as the authority there said on "+c.From.Words()+".").
					endingOn(care.To).shownOld(h.stale(care.Source))
			}
		}
		if c, how := h.residenceEvidence().livesElsewhere(); c != nil && how == address {
			return notAccepted("Looked after, with an address in another area; nobody there has said that the child is placed there.", c)
		}
		return Suppression{}
	},
})

// lookedAfter is the open flag of a child whom the home authority looks after, or nil.
func (h *history) lookedAfter() *Claim {
	return h.firstClaim(Flag, func(c *Claim) bool {
		return c.Status == "child_in_care" && h.openNow(c) && (c.Place == "" || c.Place == h.Home)
	})
}
