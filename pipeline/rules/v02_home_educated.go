package rules

// v02 closes a case on the home-education officer's decision that the education is suitable. Not yet assessed takes a child
// off the list of candidates and closes no case.
var v02 = &Closure{
	ID: "V02", Title: "home education suitable",
	Needs:     "the decision of the home-education officer",
	Citations: []Citation{{educationAct, "section 7"}, definition},
	propose: func(h *history, v *Verdict, _ opened) *Proposal {
		x := v.by("U04")
		if x == nil {
			return nil
		}
		if c := h.homeEducation(); c != nil && c.Status == "suitable" {
			return x.proposal()
		}
		return x.proposal("the home-education officer's decision")
	},
}
