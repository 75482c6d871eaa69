package rules

// V08 closes a case that was none: the child was on a roll all the while. The reason goes to the measures of the run.
var _ = addClosure(&Closure{
	ID: "V08", Title: "not a case: an error in the data", On: []ID{"U01", "U03"},
	Needs:     "a roll that began before the case and never ended, and a reason code",
	Citations: []Citation{{Guidance, "accurate records"}},
	propose: func(h *history, x *Suppression, o opened) *Proposal {
		if !h.onRollBefore(x, o.on) {
			return nil
		}
		p := x.proposeClosure()
		p.Reason += " The roll showed the child before the case was opened on " + o.on.Words() + "."
		return p
	},
})
