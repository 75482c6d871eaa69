package rules

// R27 finds a pupil with an education, health and care plan whose place is in doubt: absent, suspended, or at another school than
// the plan names.
var _ = addRule(&Rule{
	ID: "R27", Title: "Education, health and care plan, with a sign at school",
	Condition: "A plan is in force, and another rule sees an absence or a suspension, or the roll is of another school than the plan has " +
		"named since; absence that is only watched is only watched here.",
	Citations: []Citation{{"Children and Families Act 2014", "sections 42 to 44"}, {medway, "paragraph 3.2.8"}},
	From:      since2014, Needs: []string{"ehc_plans"},
	Reads: Alternative, Severity: P4,
	Road: MeetingRoad,
	Next: "Tell the special educational needs team; consider an early review", Who: "special educational needs officer",
	decide: func(h *history) Finding {
		c := h.planInForce()
		if c == nil {
			return no("No education, health and care plan is in force.")
		}
		if f := h.gravestSignal(AbsenceSignal, ExclusionSignal); f != nil {
			x := raiseSignal(f, "An education, health and care plan is in force, and another rule sees an absence or a suspension.", c)
			x.Severity = P4
			if f.Severity == P5 {
				x.Severity = P5
			}
			return x
		}
		if e, several := h.onOneRoll(); e != nil && !several && c.Reason == "school" && isNumber(c.Place, 7) && h.schoolAt(c.Place).returns &&
			h.schoolAt(c.Place).root != e.root && e.seen > c.From {
			return yes(c.From, "The plan names "+h.Name(c.Place)+", and the child is on the roll of "+e.name+".", c, e.roll)
		}
		return no("No absence and no suspension is seen, and the place is the plan's.")
	},
})
