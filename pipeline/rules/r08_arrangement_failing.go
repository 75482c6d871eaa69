package rules

// R08 finds a child in arranged provision that is half attended, or that ends soon with nothing after it.
var _ = addRule(&Rule{
	ID: "R08", Title: "Arranged provision poorly attended or about to end",
	Condition: "Alternative provision is live; fewer than half of the sessions of ten school days or more were attended, or it ends within " +
		"twenty school days and nothing follows.",
	Citations: []Citation{{educationAct, "section 19"}, {southwark, "children at risk, on the roll of alternative provision"}},
	Needs:     []string{"alternative_provision"},
	Without:   "nothing; of attendance nothing where the register counts no sessions",
	Reads:     Alternative, Severity: P4,
	Road: OfficersRoad,
	Next: "Ask the commissioner what follows, and the provider about attendance", Who: "inclusion officer",
	decide: func(h *history) Finding {
		for _, c := range h.of(Alternative) {
			if c.Status == "ehc_plan" || !h.openNow(c) {
				continue
			}
			offered, attended := sessionsOf(c)
			if offered >= h.facts.amounts.ArrangedSessions && 100*attended < h.facts.amounts.HalfAttended*offered {
				return yes(c.From, "Of "+number(offered)+" sessions of "+arrangementName(c.Status)+" offered since "+c.From.Words()+", the child attended "+
					number(attended)+".", c)
			}
			if h.endsSoon(c) {
				f := yes(c.From, "In "+arrangementName(c.Status)+" until "+c.To.Words()+", and nothing follows it.", c)
				f.Due, f.DueUnit = c.To, CalendarDays
				return f
			}
		}
		return no("No current arrangement is poorly attended or about to end.")
	},
})

// endsSoon reports whether an arrangement ends within the school days that count, with no roll, offer or arrangement after it.
func (h *history) endsSoon(c *Claim) bool {
	if c.To == 0 || h.Calendar.SchoolDaysAfter(h.Home, h.AsOf.Day(), c.To) > h.facts.amounts.ArrangementEnds {
		return false
	}
	return !h.hasPlace() && h.placeToBegin() == nil && !h.hasClaim(Alternative, func(k *Claim) bool {
		return k != c && (k.To == 0 || k.To > c.To) && k.From <= c.To.AddDays(sameMove) && k.Reason != "awaiting"
	})
}
