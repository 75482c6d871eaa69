package rules

// v01 closes a case on a school's word that the child attends: a roll alone has been wrong before.
var v01 = &Closure{
	ID: "V01", Title: "on a roll and attending",
	Needs:     "E5: the school confirms that the child attends, or its register shows it; an officer may accept E4, its return",
	Citations: []Citation{{southwark, "verification with the school"}, {medway, "paragraph 10.4"}},
	propose: func(h *history, v *Verdict, o opened) *Proposal {
		x := v.by("U01", "U03")
		if x == nil || h.onRollBefore(x, o) {
			return nil
		}
		if m := h.attendedSince(o.on); m != nil {
			p := x.proposal()
			p.Grade, p.Records = "E5", append(p.Records, m.Record)
			p.Reason += " Its register shows the child present on " + m.From.Words() + "."
			return p
		}
		if x.Grade == "E5" {
			return x.proposal()
		}
		return x.proposal("the school's word that the child attends (E5)")
	},
}
