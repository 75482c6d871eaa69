package rules

// U09 records that a child on the rolls of two schools is dually registered, with a main school and a subsidiary one, a guest,
// or on a managed move: the two rolls are one place, and leaving one of them is no leaving.
var _ = addSuppressor(&Suppressor{
	ID: "U09", Title: "On two rolls as main and subsidiary", Effect: Asserts, Part: OfExplained,
	Does:      "counts the two rolls as one; two rolls of which neither says so go to the schools as a question",
	Citations: []Citation{{registration, "regulation 9(1)(c), dual registration"}},
	Proof:     "E4: the enrolment status of both schools' returns",
	Expires:   "one of the two schools says that the child has left",
	From:      since2024,
	apply: func(h *history) Suppression {
		var first, second *enrolment
		for e := range eachOf(h.schools) {
			switch {
			case e.state != live || e.source != fromCensus:
			case first == nil:
				first = e
			default:
				second = e
			}
		}
		if second == nil {
			return Suppression{}
		}
		if !isSubsidiary(first.roll) && !isSubsidiary(second.roll) {
			return notAccepted("Is on the rolls of "+first.name+" and "+second.name+" at once, and neither return says that it is a dual registration.", second.roll)
		}
		return restingOn(second.roll, proofGrade(second.roll),
			"Is on the rolls of "+first.name+" and "+second.name+" as main and subsidiary, which count as one.")
	},
})

// isSubsidiary reports whether a roll is the second of two: S subsidiary, G guest.
func isSubsidiary(c *Claim) bool { return c.Status == "S" || c.Status == "G" }
