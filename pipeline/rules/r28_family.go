package rules

// R28 makes a line graver for a child whose family a service supports with what puts children at risk at home. What it is the
// line must not tell; the line is sealed, and the flag alone lists nobody.
var _ = addRule(&Rule{
	ID: "R28", Title: "Family supported by a service, with a sign at school",
	Condition: "A service holds a risk in the family, and another rule sees a move, a suspension or an absence.",
	Citations: []Citation{{"Children Act 2004", "sections 10 and 11"}, {medway, "paragraphs 3.1.6 and 3.2.7"}},
	Needs:     []string{"social_care"},
	Without:   "nothing; nor where the service does not say",
	Reads:     Flag, Severity: P4, For: Strengthens,
	Next: "Speak to the lead professional before the family or the school", Who: "CME lead",
	decide: func(h *history) Finding {
		c := h.openFlag("family_risk")
		if c == nil {
			return no("No such flag is held.")
		}
		f := h.gravestSignal(AbsenceSignal, ExclusionSignal, MoveSignal)
		if f == nil {
			return no("No move, suspension or absence is seen.")
		}
		x := raiseSignal(f, "A service works with the family; ask the lead professional first.", c)
		x.Severity = min(x.Severity, P4)
		x.Road = roadOf(x)
		return x
	},
})
