package rules

// V02 closes a case on the home-education officer's decision that the education is suitable. Not yet assessed takes a child
// off the list of candidates and closes no case.
var _ = addClosure(&Closure{
	ID: "V02", Title: "home education suitable", On: []ID{"U04"},
	Needs:     "the decision of the home-education officer",
	Citations: []Citation{{educationAct, "section 7"}, definition},
	propose: func(h *history, x *Suppression, _ opened) *Proposal {
		if c := h.homeEducation(); c != nil && c.Status == "suitable" {
			return x.proposeClosure()
		}
		return x.proposeClosure("the home-education officer's decision")
	},
})
