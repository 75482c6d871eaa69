package rules

// v07 closes a case when a notice of death is held by an exact identifier. A strong match without one is never enough.
var v07 = &Closure{
	ID: "V07", Title: "died",
	Needs:     "a notice of death by an exact identifier, or a person's confirmation",
	Citations: []Citation{{registration, "regulation 9(1)(k)"}},
	propose: func(h *history, v *Verdict, _ opened) *Proposal {
		x := v.by("U10")
		if x == nil {
			return nil
		}
		return x.proposal()
	},
}
