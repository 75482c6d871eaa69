package rules

import (
	"cmp"
	"slices"
)

// askList puts the rules of one list and returns those that say Yes, the gravest first; those that cannot tell are added to the
// verdict's. Labels that have no line to be on are told apart.
func (h *history) askList(list byte, v *Verdict) []Finding {
	of := asked.cme
	if list == atRiskList {
		of = asked.atRisk
	}
	says := h.askRules(of, v)
	if list == cmeList {
		says = h.combineFindings(says, v.Untold())
	} else if says = h.dropRepeated(says); !slices.ContainsFunc(says, func(f Finding) bool { return f.ruleUse() != LabelsOnly }) {
		v.OwnLists, says = says, nil
	}
	slices.SortStableFunc(says, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Rule, b.Rule))
	})
	for i := 1; i < len(says); i++ {
		if more := says[i].Besides; more != "" {
			says[0].Reason += " " + more
		}
	}
	return says
}

// askRules asks some rules, by their places in the catalogue, and returns the findings that say Yes.
func (h *history) askRules(of []int, v *Verdict) (says []Finding) {
	for _, i := range of {
		r := catalogue[i]
		if h.facts.barred[i] != nil || !h.hasReadBy(r) || slices.Contains(h.Settled, r.ID) {
			continue
		}
		switch f := r.decideUnbarred(h); f.Answer {
		case Yes:
			says = append(says, f)
		case Unknown:
			v.Unknown = append(v.Unknown, f)
		}
	}
	return says
}

// hasReadBy reports whether the child has a claim of a kind that a rule reads: of one who has none the rule would say No.
func (h *history) hasReadBy(r *Rule) bool { return r.Reads == 0 || h.byKind.kinds&r.Reads != 0 }

// askDoubts asks the rules that doubt what explains the child, and reports whether one of them says Yes: then the child is a
// candidate all the same, and the register that seemed to explain it is named as what came nearest.
func (h *history) askDoubts(v *Verdict, x *Suppression) bool {
	says := h.askRules(asked.doubts[x.By], v)
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

// combineFindings leaves the rule of last resort out where another says what happened, or would but for a register that was not had;
// makes a repeat graver than what it repeats, and drops what only strengthens where it would stand alone on weak evidence.
func (h *history) combineFindings(says, untold []Finding) []Finding {
	others := 0
	for _, f := range slices.Concat(says, untold) {
		if r, _ := ruleOf(f.Rule); !r.LastResort && !r.Repeats && r.For != Strengthens {
			others++
		}
	}
	says = slices.DeleteFunc(says, func(f Finding) bool {
		r, _ := ruleOf(f.Rule)
		return r.LastResort && others > 0 || r.For == Strengthens && len(says) == 1 && h.residenceEvidence().sources < 2
	})
	raiseRepeat(says)
	for f := range eachOf(says) {
		if f.ruleUse() == Strengthens && len(says) > 1 && f.Severity > P1 {
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
	for f := range eachOf(says) {
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

// Decide says what the rule says of a Case: pure, and the same whenever it is asked. A rule that is not in force on the
// as-of date says No; one that lacks an extract it needs says Unknown, and why.
func (r *Rule) Decide(c *Case) Finding {
	return r.decideFrom(newHistory(c, c.Claims))
}

// decideFrom asks the rule about a child whose history is known.
func (r *Rule) decideFrom(h *history) Finding {
	if _, i := ruleOf(r.ID); i >= 0 && h.facts.barred[i] != nil {
		return *h.facts.barred[i]
	}
	return r.decideUnbarred(h)
}

// decideUnbarred asks a rule that can say something of any child of the run.
func (r *Rule) decideUnbarred(h *history) Finding {
	if f, settled := h.settleForAll(r); settled {
		f.Rule = r.ID
		return f
	}
	f := r.decide(h)
	if f.Answer == Yes && len(r.Despite) > 0 {
		if x := h.explainedOtherwise(r); x != nil {
			f = no(x.Reason)
		}
	}
	if f.Answer == Yes && !f.Told {
		if lacks := h.lackedOf(r.Nowhere); len(lacks) > 0 {
			f = h.leaveUntold(r, f, lacks)
		}
	}
	return r.finishFinding(h, f)
}

// settleForAll says what holds for every rule of a kind before its own condition is looked at.
func (h *history) settleForAll(r *Rule) (Finding, bool) {
	switch {
	case r.For == Forecasts || r.For == Answers:
		return Finding{}, false
	case r.listLetter() == atRiskList:
		return h.settleAtRisk()
	}
	return h.settleCandidate(r)
}

// finishFinding fills in what the rule's declaration says and the body did not.
func (r *Rule) finishFinding(h *history, f Finding) Finding {
	f.Rule = r.ID
	if f.Answer != Yes {
		return f
	}
	if f.Severity == 0 {
		f.Severity = r.Severity
	}
	if r.listLetter() == cmeList {
		h.dateFinding(&f)
		h.weighLine(r, &f)
	}
	if f.Road == 0 {
		f.Road = r.Road
	}
	if f.Next == "" {
		f.Next = r.Next
	}
	if f.Who == "" {
		f.Who = r.Who
	}
	if r.listLetter() == cmeList {
		h.tellWorker(&f)
	}
	if due, unit := dueBy(h.Calendar, f.Severity, h.AsOf.Day()); f.Due == 0 || f.Severity == P1 && due < f.Due {
		f.Due, f.DueUnit = due, unit
	}
	if f.DueUnit == SchoolDays && f.Due != 0 {
		f.Calendar = h.Calendar.Counted(h.countedSchool(), min(h.AsOf.Day(), f.Due), max(h.AsOf.Day(), f.Due)).String()
	}
	return f
}
