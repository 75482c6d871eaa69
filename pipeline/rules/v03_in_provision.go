package rules

// v03 closes a case when other provision has begun, as the provider says.
var v03 = &Closure{
	ID: "V03", Title: "other provision in place",
	Needs:     "a live arrangement, and the provider's word that it has begun",
	Citations: []Citation{{educationAct, "section 19"}},
	propose: func(h *history, v *Verdict, _ opened) *Proposal {
		x := v.by("U05", "U22")
		if x == nil {
			return nil
		}
		return x.proposal("the provider's word that it has begun")
	},
}
