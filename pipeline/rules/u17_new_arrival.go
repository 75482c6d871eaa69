package rules

// U17 labels a child who has newly arrived. It removes nobody: a child without a school is missing education from the first
// day, and gets some school days before the line grows graver.
var _ = addSuppressor(&Suppressor{
	ID: "U17", Title: "Newly arrived", Effect: Labels, Part: OfCandidate,
	Does:      "labels the line and keeps it at P4 for ten school days",
	Citations: []Citation{definition, {medway, "paragraph 3.1.3"}},
	Proof:     "a dated arrival",
	Expires:   "ten school days after the arrival",
	apply: func(h *history) Suppression {
		on := h.residenceEvidence().arrivalDay(h)
		if on == 0 {
			return Suppression{}
		}
		until := h.Calendar.AddSchoolDays(h.Home, on, h.facts.amounts.NewArrivalStage)
		return Suppression{
			Applied: !h.AsOf.After(until), Until: until, Grade: "E2", Record: recordOf(h.residenceEvidence().arrivedBy),
			Reason: "New in the area on " + on.Words() + ".",
		}
	},
	soften: func(_ *history, x Suppression, f Finding) Finding {
		f.Label = "new arrival"
		if x.Applied && f.Severity != P1 {
			f.Severity = max(f.Severity, P4)
		}
		return f
	},
})
