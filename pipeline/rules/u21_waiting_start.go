package rules

// u21 labels a child who has a place that begins on a day still to come. The guidance counts such a child as missing
// education; the line is shown at P4.
var u21 = &Suppressor{
	ID: "U21", Title: "Place offered, start still to come", Effect: Labels,
	Does:      "labels the line waiting school start, at P4; removes nobody",
	Citations: []Citation{definition},
	Proof:     "an accepted place with a start date, or a school's entry dated ahead",
	Expires:   "three days after the start",
	apply: func(h *history) Suppression {
		if a := h.waiting(); a != nil {
			start := h.startOf(a)
			return Suppression{
				Applied: true, Grade: "E2", Record: a.claim.Record, Until: start.AddDays(3), claim: a.claim,
				Reason: "Has a place at " + a.place.name + " that begins on " + start.Words() + ".",
			}
		}
		for i := range h.schools {
			if e := &h.schools[i]; e.joins != nil {
				return Suppression{
					Applied: true, Grade: "E4", Record: e.joins.Record, Until: e.joins.From.AddDays(3), claim: e.joins,
					Reason: "Is to join " + e.name + " on " + e.joins.From.Words() + ".",
				}
			}
		}
		return Suppression{}
	},
}

// waiting is the accepted application whose place begins first on a day still to come, or nil.
func (h *history) waiting() *application {
	var at *application
	for i := range h.applications {
		a := &h.applications[i]
		if a.outcome != accepted {
			continue
		}
		if s := h.startOf(a); s.AddDays(3) > h.AsOf && (at == nil || s < h.startOf(at)) {
			at = a
		}
	}
	return at
}
