package rules

// U04 removes a child on the home-education register whose education is suitable or has not been looked at yet: parents may
// educate at home, and the guidance does not count a child whom the authority has not yet assessed.
var _ = addSuppressor(&Suppressor{
	ID: "U04", Title: "Home educated, suitably or not yet assessed", Effect: Removes, Part: OfEducation, Beyond: true,
	Does:      "removes the child from the list of candidates",
	Citations: []Citation{{educationAct, "section 7"}, definition},
	Proof:     "E4: an open row of the home-education register",
	Expires:   "the review day, or the day on which the row is closed",
	apply: func(h *history) Suppression {
		c := h.homeEducation()
		if c == nil {
			return h.justTold()
		}
		if why := h.homeWanting(c); why != "" {
			return notAccepted(why, c)
		}
		what := "found suitable"
		if c.Status != "suitable" {
			what = "not yet assessed, which the guidance does not count as missing education"
		}
		return restingOn(c, proofGrade(c), "On the home-education register since "+c.From.Words()+": "+what+".").
			endingOn(c.Expected).shownOld(h.stale(c.Source))
	},
})

// justTold holds a child whose school has only just said that the parents mean to educate at home: the register has some
// working days to follow.
func (h *history) justTold() Suppression {
	e := h.lastLeaving()
	if e == nil || destinationOf(h, e.leaver) != destinationHome {
		return Suppression{}
	}
	until := h.Calendar.AddWorkingDays(e.leaver.From, h.facts.amounts.HomeEducationLag)
	if h.AsOf.After(until) {
		return Suppression{}
	}
	return restingOn(e.leaver, "E2",
		"Left "+e.name+" on "+e.leaver.From.Words()+" to be home educated; the register has until "+until.Words()+" to hold the child.").
		endingOn(until)
}
