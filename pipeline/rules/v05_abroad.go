package rules

// V05 closes a case of a child abroad on the evidence that U12 asks for, and on an officer's decision.
var _ = addClosure(&Closure{
	ID: "V05", Title: "abroad", On: []ID{"U12"},
	Needs:     "two of a parent's notice, the receiving school and a service, within six months, and an officer's decision",
	Citations: []Citation{{Guidance, "children who move abroad"}},
	propose: func(_ *history, x *Suppression, _ opened) *Proposal {
		if x.Grade == "E1" {
			fresh := *x
			fresh.Old = false
			return fresh.proposeClosure("a second source that says so")
		}
		return x.proposeClosure()
	},
})
