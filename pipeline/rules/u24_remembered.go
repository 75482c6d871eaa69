package rules

// U24 keeps a child off the list for the term of an officer's decision, unless the facts that it was made on change. A
// decision that holds a case open hides nothing, and of several closed ones all must hold.
var _ = addSuppressor(&Suppressor{
	ID: Remembered, Title: "Decided by an officer, and nothing has changed since", Effect: Holds, Part: OfRegister,
	Does:      "keeps the child off the list; the child comes back with the history when the term ends or the facts change",
	Citations: []Citation{{Guidance, "recording of cases and decisions"}},
	Proof:     "the decision, with its reason, who made it and when, and the facts that it was made on",
	Expires:   "30 to 365 days by reason, or new facts",
	apply: func(h *history) Suppression {
		var last *Decision
		var facts Facts
		for d := range eachOf(h.Decisions) {
			switch {
			case d.Outcome.Open():
				return Suppression{}
			case d.AtRisk || d.Outcome == LookedAt:
				continue
			}
			if facts == nil {
				facts = h.Facts(nil)
			}
			if s := d.StandsOn(facts, h.AsOf.Day(), h.HasUsable); !s.Holds {
				return Suppression{Reason: "An officer decided on " + d.On.Words() + ": " + s.Why + "."}
			}
			last = d
		}
		if last == nil {
			return Suppression{}
		}
		ground, _ := GroundOf(last.Ground)
		return Suppression{Applied: true, Until: last.Until, Reason: "An officer decided on " + last.On.Words() + ": " + ground.Title + "."}
	},
})
