package rules

import "rollcall/pipeline/calendar"

// R33 watches the child of a serving member of the armed forces who moves.
var _ = addRule(&Rule{
	ID: "R33", Title: "Service family that moves",
	Condition: "A service holds the child as one of a family of the armed forces, and the child has come within sixty days, has begun at a " +
		"school in that time, or is to leave one.",
	Citations: []Citation{{Guidance, "children of service personnel"}},
	Needs:     []string{"school_census", "social_care"}, Better: []string{"roll_changes", "other_authorities"},
	Without: "nothing; nor where no service says so: the census field is not read",
	Reads:   Flag, Severity: P5, For: LabelsOnly,
	Next: "Ask the Children's Education Advisory Service where the family goes", Who: "admissions officer",
	decide: func(h *history) Finding {
		c := h.openFlag("service_family")
		if c == nil {
			return no("No service holds the child as one of a service family.")
		}
		if p := h.plannedLeaving(); p != nil {
			return yes(h.noticeReceived(p), "Of a service family, and to leave "+h.Name(p.Place)+" on "+p.From.Words()+".", p, c)
		}
		if on := h.residenceEvidence().arrivalDay(h); on != 0 {
			return yes(on, "Of a service family that came on "+on.Words()+".", c)
		}
		for e := range eachOf(h.schools) {
			if e.state == live && !h.AsOf.After(e.roll.From.AddDays(h.facts.amounts.ArrivalDays)) && !h.beganTheYear(e) {
				return yes(e.roll.From, "Of a service family, and began at "+e.name+" on "+e.roll.From.Words()+".", e.roll)
			}
		}
		return no("The family is not known to move.")
	},
})

// beganTheYear reports whether a child entered with everybody else, in the first days of a school year.
func (h *history) beganTheYear(e *enrolment) bool {
	return e.roll.From <= h.Calendar.TermStart(e.root, schoolYear(e.roll.From), calendar.Autumn).AddDays(7)
}
