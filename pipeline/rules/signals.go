package rules

import "slices"

// seenSignals are the findings of the rules that see such things, worked out once for a child who needs them.
func (h *history) seenSignals() []Finding {
	if h.signalled {
		return h.signal
	}
	h.signalled = true
	for _, i := range asked.signals {
		if h.facts.barred[i] != nil {
			continue
		}
		if f := catalogue[i].decideFrom(h); f.Answer == Yes {
			h.signal = append(h.signal, f)
		}
	}
	for _, i := range asked.signals {
		r := catalogue[i]
		if r.sign == nil || slices.ContainsFunc(h.signal, func(f Finding) bool { return f.ruleSignal() == r.Signal }) {
			continue
		}
		if f := r.sign(h); f.Answer == Yes {
			f.Rule = r.ID
			h.signal = append(h.signal, f)
		}
	}
	return h.signal
}

// gravestSignal is the gravest of some signals, the first of them in the order in which they are told, or nil.
func (h *history) gravestSignal(of ...Signal) *Finding {
	return bestOf(h.seenSignals(), func(f *Finding) bool { return slices.Contains(of, f.ruleSignal()) },
		func(f, than *Finding) bool { return f.Severity < than.Severity })
}

// raiseSignal makes a line one band graver than the signal that it rests on, with the record that raises it.
func raiseSignal(f *Finding, reason string, c *Claim) Finding {
	r := yes(f.Since, reason, c)
	r.Records = append(r.Records, f.Records...)
	r.Severity = max(f.Severity-1, P1)
	return r
}

// ruleSays reports whether a rule says Yes of the child.
func (h *history) ruleSays(id ID) bool {
	r, _ := ruleOf(id)
	return r.decideFrom(h).Answer == Yes
}
