package rules

// U21 labels a child who has a place that begins on a day still to come, or began in the last days without a roll that shows the
// child. The guidance counts such a child as missing education; the line is shown at P4 until a roll shows the child or the child
// has not come (C10).
var _ = addSuppressor(&Suppressor{
	ID: "U21", Title: "Place agreed, start to come or to be confirmed", Effect: Labels, Part: OfCandidate,
	Does:      "labels the line waiting school start, at P4; removes nobody",
	Citations: []Citation{definition},
	Proof:     "an accepted place with a start date, or a school's entry dated ahead",
	Expires:   "the school days after the start by which a child who does not come has not come (C10); three days where no roll is seen here",
	apply: func(h *history) Suppression {
		if a := h.placeToBegin(); a != nil {
			start := h.startOf(a)
			return restingOn(a.claim, "E2", "Has a place at "+a.school.name+" that begins on "+start.Words()+".").endingOn(start.AddDays(3))
		}
		if a, until := h.placeToConfirm(); a != nil {
			return restingOn(a.claim, "E2", "Was to start at "+a.school.name+" on "+h.startOf(a).Words()+", and no roll shows the child yet.").
				endingOn(until)
		}
		for e := range eachOf(h.schools) {
			if e.joins != nil {
				return restingOn(e.joins, "E4", "Is to join "+e.name+" on "+e.joins.From.Words()+".").endingOn(e.joins.From.AddDays(3))
			}
		}
		return Suppression{}
	},
	soften: func(h *history, x Suppression, f Finding) Finding {
		f.Label, f.Waits, f.Severity = "waiting school start", true, P4
		f.Reason += " " + x.Reason
		f.Next, f.Who = "Confirm with the school that the child has started", "admissions officer"
		f.Due, f.DueUnit = x.Until, SchoolDays
		if a, _ := h.placeToConfirm(); a == nil || h.placeToBegin() != nil {
			f.Due = h.Calendar.AddSchoolDays(h.Home, x.Until.AddDays(-3), 3)
		}
		return f
	},
})
