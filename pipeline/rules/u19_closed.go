package rules

// U19 pauses every count of school days while a school is closed: weekends, holidays, training days and closures are no
// school days. Whose calendar says so is told, for where a school gave none that of the authority stands in.
var _ = addSuppressor(&Suppressor{
	ID: "U19", Title: "Holiday, training day or closure", Effect: Holds, Part: OfListed,
	Does:      "pauses the counts of school days; what falls due meanwhile is due on the next school day",
	Citations: []Citation{{educationAct, "section 579(1), school day"}},
	Proof:     "the calendar of the school, else of its authority, else of the home authority",
	Expires:   "the next school day",
	apply: func(h *history) Suppression {
		place, day := h.countedSchool(), h.AsOf.Day()
		if h.Calendar.SchoolDay(place, day) {
			return Suppression{}
		}
		next := h.Calendar.NextSchoolDay(place, day)
		return Suppression{
			Applied: true, Until: next,
			Reason: "No school day: counts pause until " + next.Words() + ", by " + h.Calendar.Basis(place, day).String() + ".",
		}
	},
})
