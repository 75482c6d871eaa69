package rules

// R32 answers for a child whom a meeting on exploitation or extremism has on its agenda: the list is supplied for the purpose, and
// nothing else in the run may read from it.
var _ = addRule(&Rule{
	ID: "R32", Title: "On a supplied agenda",
	Condition: "A list of children that a multi-agency meeting supplied, as flags meeting_agenda of the social care extract, holds the child.",
	Citations: []Citation{{"Children Act 2004", "sections 10 and 11"}, {southwark, "monthly operational group, check before each meeting"}},
	Needs:     []string{"social_care"},
	Without:   "nothing; nor where no list was supplied",
	Reads:     Flag, Severity: P5, For: Answers,
	Next: "Tell the chair of the meeting whether the child is on a roll, a candidate or at risk", Who: "CME lead",
	decide: func(h *history) Finding {
		c := h.openFlag("meeting_agenda")
		if c == nil {
			return no("No supplied agenda holds the child.")
		}
		x := h.explanation()
		if !x.Applied {
			return yes(c.From, "On a supplied agenda, and no education is known.", c)
		}
		return yes(c.From, "On a supplied agenda. "+x.Reason, c)
	},
})
