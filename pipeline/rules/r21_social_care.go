package rules

// R21 makes a line graver for a child with a protection plan, in need or looked after. The flag alone lists nobody.
var _ = addRule(&Rule{
	ID: "R21", Title: "Open to children's social care, with a sign at school",
	Condition: "A child protection plan, a section 47 enquiry, child in need or looked-after status is open, and another rule sees a move, a suspension or an absence.",
	Citations: []Citation{{"Children Act 1989", "sections 17, 22 and 47"}, {medway, "paragraph 3.2.1"}},
	Needs:     []string{"social_care"},
	Reads:     Flag, Severity: P3, For: Strengthens,
	Next: "Tell the social worker what was seen", Who: "attendance officer",
	decide: func(h *history) Finding {
		c := h.openFlag("child_protection", "section_47", "child_in_need", "child_in_care")
		if c == nil {
			return no("No such status is open.")
		}
		f := h.gravestSignal(AbsenceSignal, ExclusionSignal, MoveSignal)
		if f == nil {
			return no("No move, suspension or absence is seen.")
		}
		x := raiseSignal(f, "Children's social care works with the family, and another rule sees a move, a suspension or an absence.", c)
		x.Road = roadOf(x)
		return x
	},
})
