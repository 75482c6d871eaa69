package rules

import (
	"cmp"
	"slices"
)

// asked holds the places in the catalogue of the rules that are asked together; filled with the catalogue.
var asked struct {
	cme, atRisk, apart, ageless []int
	signals                     []int        // by kind of signal, then by id
	doubts                      map[ID][]int // by the suppressor that they doubt
}

func sortAsked() {
	asked.doubts = map[ID][]int{}
	for i, r := range catalogue {
		switch {
		case r.For.apart():
			asked.apart = append(asked.apart, i)
		case r.list() == atRiskList:
			asked.atRisk = append(asked.atRisk, i)
		default:
			asked.cme = append(asked.cme, i)
		}
		if r.Signal != 0 {
			asked.signals = append(asked.signals, i)
		}
		if r.Ageless {
			asked.ageless = append(asked.ageless, i)
		}
		for _, id := range r.Despite {
			asked.doubts[id] = append(asked.doubts[id], i)
		}
	}
	slices.SortStableFunc(asked.signals, func(a, b int) int { return cmp.Compare(catalogue[a].Signal, catalogue[b].Signal) })
}

// ask puts the rules of one list and returns those that say Yes, the gravest first; those that cannot tell are added to the
// verdict's. Labels that have no line to be on are told apart.
func (h *history) ask(list byte, v *Verdict) []Finding {
	of := asked.cme
	if list == atRiskList {
		of = asked.atRisk
	}
	says := h.put(of, v)
	if list == cmeList {
		says = h.combine(says)
	} else if !slices.ContainsFunc(says, func(f Finding) bool { return f.use() != LabelsOnly }) {
		v.Apart, says = says, nil
	}
	slices.SortStableFunc(says, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Rule, b.Rule))
	})
	return says
}

// put asks some rules, by their places in the catalogue, and returns the findings that say Yes.
func (h *history) put(of []int, v *Verdict) (says []Finding) {
	for _, i := range of {
		r := catalogue[i]
		if h.facts.barred[i] != nil || slices.Contains(h.Settled, r.ID) {
			continue
		}
		switch f := r.judge(h); f.Answer {
		case Yes:
			says = append(says, f)
		case Unknown:
			v.Unknown = append(v.Unknown, f)
		}
	}
	return says
}

// askApart puts the rules whose Yes is for a list of its own.
func (h *history) askApart(v *Verdict) { v.Apart = append(v.Apart, h.put(asked.apart, v)...) }

// doubt asks the rules that doubt what explains the child, and reports whether one of them says Yes: then the child is a
// candidate all the same, and the register that seemed to explain it is named as what came nearest.
func (h *history) doubt(v *Verdict, x *Suppression) bool {
	says := h.put(asked.doubts[x.By], v)
	if len(says) == 0 {
		return false
	}
	y := *x
	y.Applied = false
	v.Status, v.CME = Candidate, says
	v.Suppressions = append(v.Suppressions, y)
	v.Nearest, v.NotAccepted = y.claim, y.Reason+" The rule doubts it."
	return true
}

// Doubts reports whether a rule doubts what a suppressor rests on, so that it is asked although that explains the child.
func Doubts(rule, by ID) bool {
	_, i := ruleOf(rule)
	return i >= 0 && slices.Contains(asked.doubts[by], i)
}

// combine leaves the rule of last resort out where another says what happened, makes a repeat graver than what it repeats, and
// drops what only strengthens where it would stand alone on weak evidence.
func (h *history) combine(says []Finding) []Finding {
	others := 0
	for i := range says {
		if r, _ := ruleOf(says[i].Rule); !r.LastResort && !r.Repeats && r.For != Strengthens {
			others++
		}
	}
	says = slices.DeleteFunc(says, func(f Finding) bool {
		r, _ := ruleOf(f.Rule)
		return r.LastResort && others > 0 || r.For == Strengthens && len(says) == 1 && h.lives().sources < 2
	})
	raiseRepeat(says)
	for i := range says {
		if f := &says[i]; f.use() == Strengthens && len(says) > 1 && f.Severity > P1 {
			f.Severity = P5 // it leads no line of another rule
		}
	}
	return says
}

// raiseRepeat makes a repeat one band graver than the gravest of what else is found, but not P1: that is for facts of
// safeguarding.
func raiseRepeat(says []Finding) {
	var repeat *Finding
	gravest := Severity(0)
	for i := range says {
		f := &says[i]
		if r, _ := ruleOf(f.Rule); r.Repeats {
			repeat = f
		} else if gravest == 0 || f.Severity < gravest {
			gravest = f.Severity
		}
	}
	if repeat != nil && gravest != 0 && repeat.Severity > P1 {
		repeat.Severity = max(gravest-1, P2)
	}
}
