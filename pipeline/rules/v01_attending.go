package rules

import (
	"slices"

	"rollcall/pipeline/calendar"
)

// V01 closes a case on a school's word that the child attends: a roll alone has been wrong before.
var _ = addClosure(&Closure{
	ID: "V01", Title: "on a roll and attending", On: []ID{"U01", "U03"},
	Needs:     "E5: the school confirms that the child attends, or its register shows it; an officer may accept E4, its return",
	Citations: []Citation{{southwark, "verification with the school"}, {medway, "paragraph 10.4"}},
	propose: func(h *history, x *Suppression, o opened) *Proposal {
		if h.onRollBefore(x, o.on) {
			return nil
		}
		if m := h.attendedSince(o.on); m != nil {
			p := x.proposeClosure()
			p.Grade, p.Records = "E5", append(p.Records, m.claim.Record)
			p.Reason += " Its register shows the child present on " + m.on.Words() + "."
			return p
		}
		if x.Grade == "E5" {
			return x.proposeClosure()
		}
		return x.proposeClosure("the school's word that the child attends (E5)")
	},
})

// attendedSince reports whether a register shows the child present after a day.
func (h *history) attendedSince(on calendar.Date) *mark {
	all := h.allMarks()
	for i := range slices.Backward(all) {
		if m := &all[i]; m.on > on && (m.code == "/" || m.code == `\` || m.code == "L") {
			return m
		}
	}
	return nil
}
