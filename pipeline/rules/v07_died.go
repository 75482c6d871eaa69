package rules

// V07 closes a case when a notice of death is held by an exact identifier. A strong match without one is never enough.
var _ = addClosure(&Closure{
	ID: "V07", Title: "died", On: []ID{"U10"},
	Needs:     "a notice of death by an exact identifier, or a person's confirmation",
	Citations: []Citation{{registration, "regulation 9(1)(k)"}},
	propose:   func(_ *history, x *Suppression, _ opened) *Proposal { return x.proposeClosure() },
})
