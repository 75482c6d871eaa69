package rules

// V03 closes a case when other provision has begun, as the provider says.
var _ = addClosure(&Closure{
	ID: "V03", Title: "other provision in place", On: []ID{"U05", "U22"},
	Needs:     "a live arrangement, and the provider's word that it has begun",
	Citations: []Citation{{educationAct, "section 19"}},
	propose: func(h *history, x *Suppression, _ opened) *Proposal {
		return x.proposeClosure("the provider's word that it has begun")
	},
})
