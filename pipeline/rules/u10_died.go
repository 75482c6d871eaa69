package rules

// U10 removes a child who has died, at once and for good, and blocks letters. A notice joined by a trusted identifier is
// enough, and so is a school's deletion for death; a strong match without an identifier is not, because a sibling or a
// namesake may be meant: the child is held back for a person, and nobody is written to meanwhile.
var _ = addSuppressor(&Suppressor{
	ID: "U10", Title: "Died", Effect: Removes, Part: OfDeath,
	Does:      "removes the child at once and blocks letters; a match without an identifier holds the child for a person",
	Citations: []Citation{{registration, "regulation 9(1)(k)"}},
	Proof:     "a notice of death, the registrar or health, by an exact identifier; never one fuzzy match",
	Expires:   "never",
	Unsure:    "A notice of death may be the child's: it is joined without an identifier. A person confirms it first. Write to nobody.",
	apply: func(h *history) Suppression {
		c := h.deathNotice()
		switch {
		case c == nil:
			return Suppression{}
		case h.seenAfter(c):
			return notAccepted("A notice of death is joined to the child, but a school has had the child on its roll since.", c)
		}
		return restingOn(c, proofGrade(c), "A notice of death is held. Write to nobody.")
	},
})

// deathNotice is the surest notice of death, or nil.
func (h *history) deathNotice() *Claim {
	notice := func(c *Claim) bool {
		return (c.Kind == Death || c.Kind == LeftRoll && c.Reason == "K") && !h.AsOf.Before(c.From)
	}
	if c := h.newestClaim(Death|LeftRoll, beginDay, func(c *Claim) bool { return notice(c) && c.Band != M2 }); c != nil {
		return c
	}
	return h.newestClaim(Death|LeftRoll, beginDay, notice)
}

// seenAfter reports whether a census shows the child on a roll well after a notice of death: one of the two is another child.
func (h *history) seenAfter(c *Claim) bool {
	return h.hasEnrolment(func(e *enrolment) bool {
		return e.roll != nil && e.source == fromCensus && e.seen > c.From.AddDays(60)
	})
}
