package rules

// U05 removes a child in education that the authority arranged otherwise than at school: section 19 provision, a hospital
// school, a package under an education, health and care plan.
var _ = addSuppressor(&Suppressor{
	ID: "U05", Title: "In arranged education otherwise than at school", Effect: Removes, Part: OfEducation,
	Does:      "removes the child from the list of candidates",
	Citations: []Citation{{educationAct, "section 19"}, {"Children and Families Act 2014", "section 61"}, definition},
	Proof:     "E4: an arrangement that has begun and not ended",
	Expires:   "the day on which the arrangement ends",
	apply: func(h *history) Suppression {
		for _, c := range h.of(Alternative) {
			if h.isLiveArrangement(c) {
				return restingOn(c, proofGrade(c), "In "+arrangementName(c.Status)+" since "+c.From.Words()+".").
					endingOn(c.To).shownOld(h.stale(c.Source))
			}
		}
		near := h.newestClaim(Alternative, beginDay, func(c *Claim) bool { return !h.AsOf.Before(c.From) })
		if near == nil {
			return Suppression{}
		}
		return notAccepted(arrangedWanting(near), near)
	},
})

// isLiveArrangement reports whether an arrangement is live and is education. A plan that names a school is none: the school's roll says
// whether the child is there, unless its roll is out of sight.
func (h *history) isLiveArrangement(c *Claim) bool {
	if !h.openNow(c) {
		return false
	}
	if c.Status != "ehc_plan" {
		return true
	}
	return c.Reason == "eotas" || c.Reason == "school" && c.Place != "" && !h.schoolAt(c.Place).returns && !h.leftSince(c)
}

// leftSince reports whether the school that a plan names says that the child has left since the plan named it.
func (h *history) leftSince(c *Claim) bool {
	root := h.schoolAt(c.Place).root
	return h.hasEnrolment(func(e *enrolment) bool { return e.root == root && e.state == left && e.since > c.From })
}

func arrangedWanting(c *Claim) string {
	switch {
	case c.Status != "ehc_plan":
		return "Was in " + arrangementName(c.Status) + " until " + c.To.Words() + "."
	case c.Reason == "awaiting":
		return "The education, health and care plan awaits a placement."
	}
	return "The education, health and care plan names a place whose roll does not show the child."
}
