package rules

// K10 finds an open case on which nothing was done for longer than its severity allows.
var _ = addClock(&Clock{
	ID: "K10", Title: "Open case without an action",
	Condition: "A case is open and the last action, or its opening, is 1, 3, 7 or 15 working days past, by its severity P1 to P4.",
	Citations: []Citation{{Guidance, "recording of action on cases"}, {southwark, "monitoring group"}},
	Needs:     []string{"case_list"}, Without: "nothing; cases that the register of decisions holds open are the drift report's", Of: OfOfficer,
	Next: "Act on the case and record it, or say why not", Who: "CME officer",
	child: func(h *history, v *Verdict) []Task {
		var out []Task
		for _, c := range h.openCases() {
			last := max(c.From, h.AsOf.Cap(c.Decided))
			band := h.caseSeverity(v)
			due := h.Calendar.AddWorkingDays(last, h.facts.amounts.driftDays(band))
			if last != 0 && h.AsOf.After(due) {
				out = append(out, newTask("Nothing has been recorded on the open case since "+last.Words()+" ("+band.String()+").", last, due, WorkingDays, c))
			}
		}
		return out
	},
})

// caseSeverity is the severity of an open case: that of the child's line, else P1 by safeguarding facts, else P3.
func (h *history) caseSeverity(v *Verdict) Severity {
	switch {
	case len(v.CME) > 0:
		return v.CME[0].Severity
	case h.safeguardingFact() != nil:
		return P1
	}
	return P3
}

// driftDays is how many working days a case of a severity may stand without an action.
func (a *Amounts) driftDays(s Severity) int {
	switch s {
	case P1:
		return a.DriftFirst
	case P2:
		return a.DriftSecond
	case P3:
		return a.DriftThird
	}
	return a.DriftFourth
}
