package rules

// U12 marks a child who is believed to have gone abroad. A school's word alone is thin, and data of borders are weak, so one
// source or a word older than six months is shown as old: the case is looked at again, and no one is struck off by a run.
var _ = addSuppressor(&Suppressor{
	ID: "U12", Title: "Believed to be abroad", Effect: Holds, Part: OfResidence,
	Does:      "reports the child as elsewhere, believed abroad; on one source, or after six months, as to be looked at again",
	Citations: []Citation{{Guidance, "children who move abroad"}, {medway, "paragraph 11.7"}},
	Proof:     "E2: two of a parent's notice to the school, the receiving school, and a service; one alone is shown as old",
	Expires:   "six months after the newest word, to be checked again; or a service here sees the child",
	Before:    "U11", // which any move out of the area satisfies
	apply: func(h *history) Suppression {
		c := h.goneAbroad()
		if c == nil {
			return Suppression{}
		}
		until := c.newestDay().AddDays(h.facts.amounts.AbroadDays)
		x := Suppression{Applied: true, Grade: "E2", Record: c.Record, Until: until, claim: c, Old: h.AsOf.After(until),
			Reason: "Believed to be abroad since " + c.From.Words() + ", as more than one source says."}
		if h.sourcesAbroad(c) < 2 {
			x.Grade, x.Old = "E1", true
			x.Reason = "Believed to be abroad since " + c.From.Words() + " on one source only. Ask for the country, the day and the school there."
		}
		return x
	},
})

// goneAbroad is the newest word that the child went abroad, when the newest evidence is that the child is gone: that word itself, or
// a list of residents that the child is off, which never says where to. Nil otherwise.
func (h *history) goneAbroad() *Claim {
	gone, how := h.residenceEvidence().livesElsewhere()
	switch {
	case gone == nil:
		return nil
	case h.saidAbroad(gone):
		return gone
	case how != delisted:
		return nil
	}
	return bestOf(h.claims, func(c *Claim) bool { return h.saidAbroad(c) && !h.AsOf.Before(c.From) },
		func(c, than *Claim) bool { return comesBefore(than.From, than, c.From, c) })
}

func (h *history) saidAbroad(c *Claim) bool {
	return saysAbroad(c.Toward) || c.Kind == Departure && saysAbroad(c.Place)
}

// sourcesAbroad counts the kinds of extract that bear out a child's going abroad: those that say so, and lists of residents
// that the child is off since.
func (h *history) sourcesAbroad(word *Claim) int {
	var kinds []string
	for c := range eachOf(h.claims) {
		if !h.saidAbroad(c) && (c.Kind != Residence || c.Status != "moved_out") || h.AsOf.Before(c.From) {
			continue
		}
		if c.Kind != Residence && c.From < word.From.AddDays(-sameMove) {
			continue
		}
		if len(kinds) == 0 || kinds[0] != c.Source {
			kinds = append(kinds, c.Source)
		}
	}
	return min(len(kinds), 2)
}
