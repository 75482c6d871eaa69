package rules

import "slices"

// readyFacts returns the facts of the Authority with what the catalogue says of them: which provisions can say nothing in this run.
func (a *Authority) readyFacts() *facts {
	f := a.knownFacts()
	f.bars.Do(func() {
		f.barRules(a)
		f.idle = a.idleClocks()
	})
	return f
}

// barRules works out which rules can say nothing of any child of the run.
func (f *facts) barRules(a *Authority) {
	f.barred = make([]*Finding, len(catalogue))
	for i, r := range catalogue {
		if !r.inForce(a.AsOf) {
			f.barred[i] = &Finding{Rule: r.ID, Answer: No, Reason: "The rule is not in force on this date."}
			continue
		}
		if why := a.lackedExtract(r); why != "" {
			b := Finding{Rule: r.ID, Reason: "It cannot be told: " + why + "."}
			f.barred[i], f.missing = &b, append(f.missing, b)
		}
	}
	f.missing = f.missing[:len(f.missing):len(f.missing)]
}

// lackedExtract says which extract a rule lacks and why; empty: none.
func (a *Authority) lackedExtract(r *Rule) string {
	for _, kind := range r.Needs {
		if ok, why := a.needed(kind); !ok {
			return why
		}
	}
	first := ""
	for _, kind := range r.AnyOf {
		ok, why := a.needed(kind)
		if ok {
			return ""
		}
		if first == "" {
			first = why
		}
	}
	return first
}

// Unanswered returns what the rules say that can tell nothing of any child of the run, and why: an extract that they need is
// missing, held back or too old.
func (a *Authority) Unanswered() []Finding { return slices.Clone(a.readyFacts().missing) }

// idleClocks says of each clock why it can say nothing in this run; empty for one that can.
func (a *Authority) idleClocks() []string {
	out := make([]string, len(clocks))
	for i, k := range clocks {
		if k.From > a.AsOf || k.To != 0 && k.To < a.AsOf {
			out[i] = "The clock is not in force on this date."
			continue
		}
		if k.Enacted != nil && !a.isInForce(*k.Enacted) {
			out[i] = "The clock is not in force: no line of the settings says so."
			continue
		}
		for _, kind := range k.Needs {
			if ok, why := a.needed(kind); !ok && out[i] == "" {
				out[i] = "It cannot be told: " + why + "."
			}
		}
	}
	return out
}
