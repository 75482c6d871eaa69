package rules

import "slices"

// Signals are what happens to a child's education that makes a service's flag or a plan worth a line: absence, suspension, a
// move, a withdrawal. A flag alone lists nobody.
var (
	absenceSignals  = []ID{"R01", "R02", "R03", "R04", "R05", "R09", "R19"}
	excludedSignals = []ID{"R06", "R07"}
	moveSignals     = []ID{"R10", "R11", "R12", "R13", "R14"}
)

// signals are the findings of the rules that see such things, worked out once for a child who needs them.
func (h *history) signals() []Finding {
	if h.signalled {
		return h.signal
	}
	h.signalled = true
	for _, id := range slices.Concat(absenceSignals, excludedSignals, moveSignals) {
		i := catalogueIndex(id)
		if h.facts.barred[i] != nil {
			continue
		}
		if f := catalogue[i].judge(h); f.Answer == Yes {
			h.signal = append(h.signal, f)
		}
	}
	if all := h.suspensions(); len(all) > 0 && !slices.ContainsFunc(h.signal, func(f Finding) bool { return slices.Contains(excludedSignals, f.Rule) }) {
		f := yes(all[0].From, "Suspended this term.", all...) // any suspension is a sign, though a short one makes no line of its own
		f.Rule, f.Severity = r06.ID, P5
		h.signal = append(h.signal, f)
	}
	return h.signal
}

// gravestSignal is the gravest of some signals, the first of them in the rule book's order, or nil.
func (h *history) gravestSignal(of ...[]ID) *Finding {
	all := h.signals()
	var at *Finding
	for i := range all {
		f := &all[i]
		if slices.ContainsFunc(of, func(ids []ID) bool { return slices.Contains(ids, f.Rule) }) && (at == nil || f.Severity < at.Severity) {
			at = f
		}
	}
	return at
}

// raise makes a line one band graver than the signal that it rests on, with the record that raises it.
func raise(f *Finding, reason string, c *Claim) Finding {
	r := yes(f.Since, reason, c)
	r.Records = append(r.Records, f.Records...)
	r.Severity = max(f.Severity-1, P1)
	return r
}
