package rules

// V04 closes a case when the authority there confirms that the child lives there and is enrolled there: both, and after the
// case was opened.
var _ = addClosure(&Closure{
	ID: "V04", Title: "in another authority", On: []ID{"U02", "U11", "U25", "U28"},
	Needs:     "residence and enrolment there, both confirmed",
	Citations: []Citation{{medway, "paragraph 11.7"}, {Guidance, "children who move between local authorities"}},
	propose: func(h *history, x *Suppression, o opened) *Proposal {
		var wanting []string
		for _, w := range [][2]string{{"living_there", "confirmed residence there"}, {"on_roll_there", "confirmed enrolment there"}} {
			if !h.hasClaim(Departure, func(c *Claim) bool {
				return c.Status == w[0] && c.Place != h.Home && c.newestDay() >= o.on
			}) {
				wanting = append(wanting, w[1])
			}
		}
		return x.proposeClosure(wanting...)
	},
})
