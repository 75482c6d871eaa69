package rules

// R22 makes a line graver for a child reported missing from home or care. Missing from home has its own protocol; the flag alone
// lists nobody here.
var _ = addRule(&Rule{
	ID: "R22", Title: "Reported missing, with a sign at school",
	Condition: "A missing episode is open, and another rule sees a move, a suspension or an absence.",
	Citations: []Citation{{"Children who run away or go missing from home or care, statutory guidance, January 2014", "sharing information"}, {southwark, "children missing from home or care"}},
	From:      since2014, Needs: []string{"social_care"},
	Reads: Flag, Severity: P2, For: Strengthens,
	Road: OfficersRoad,
	Next: "Follow the protocol for missing children, and tell the social worker what was seen", Who: "CME officer",
	decide: func(h *history) Finding {
		c := h.openFlag("missing_episode")
		if c == nil {
			return no("No missing episode is open.")
		}
		f := h.gravestSignal(AbsenceSignal, ExclusionSignal, MoveSignal)
		if f == nil {
			return no("No move, suspension or absence is seen.")
		}
		x := raiseSignal(f, "A separate protocol has applied to the child since "+c.From.Words()+", and another rule sees a move, a suspension or an absence.", c)
		x.Severity = min(x.Severity, P2)
		return x
	},
})
