package rules

import "slices"

// Judge says all that the law says of one child on one date: whether the child is of age, what explains the child, and if
// nothing does, which rules say that education is missing; and for a child on a roll or in other provision, what is at risk.
//
// It is pure: the same Case gives the same Verdict, whatever the order of its claims, and nothing outside it is read. Claims
// of possible matches explain nobody and list nobody; where one of them would explain a candidate, the status is Grey. The
// slices of a Verdict may be shared with other Verdicts and are not to be changed.
func Judge(c *Case) Verdict {
	h := newHistory(c, c.Claims)
	v := judgeHistory(h)
	if len(v.CME) > 0 || len(v.AtRisk) > 0 {
		v.Seen = h.residenceEvidence().sources
	}
	h.setRoad(&v)
	h.addRemarks(&v)
	h.setTasks(&v)
	h.setNotInSchool(&v)
	h.setProposals(&v)
	v.Until = h.AsOf.Until()
	v.releaseCase()
	return v
}

// RememberDecisions says whether the decisions of a Case, all that stand, keep the child off the list of candidates.
func RememberDecisions(c *Case) Suppression { return SuppressorOf(Remembered).Apply(c) }

func judgeHistory(h *history) Verdict {
	v := Verdict{Child: h.Child, CSAStart: h.start, CSAEnd: h.end, Unknown: h.facts.missing}
	if h.settleByDeath(&v) {
		return v
	}
	if !h.settleByAge(&v) {
		h.decideOfAge(&v)
	}
	v.OwnLists = append(v.OwnLists, h.askRules(asked.apart, &v)...)
	return v
}

// decideOfAge answers for a child of age, or of an age that is not known.
func (h *history) decideOfAge(v *Verdict) {
	switch x := h.explanation(); {
	case x.Applied && h.askDoubts(v, x):
	case x.Applied:
		v.explainBy(*x)
		v.AtRisk = h.askList(atRiskList, v)
	case h.DOB == 0:
		if v.CME = h.askRules(asked.ageless, v); len(v.CME) > 0 {
			v.Status = Candidate
			h.nearestProvision(v)
			return
		}
		v.Status = Undecided
		v.Explanation = "No usable date of birth is held, so compulsory school age cannot be worked out."
	default:
		h.decideMissing(v)
	}
}

// settleByDeath removes a child who has died before anything else is asked. A notice that a strong match alone joins holds
// the child for a person: it may be a sibling's.
func (h *history) settleByDeath(v *Verdict) bool {
	for _, s := range triedAs[OfDeath] {
		x := s.applyTo(h)
		if !x.Applied {
			if x.Reason != "" {
				v.Suppressions = append(v.Suppressions, x)
			}
			continue
		}
		v.explainBy(x)
		if s.Unsure != "" && v.Band == M2 {
			v.Status, v.Explanation = Grey, s.Unsure
		}
		return true
	}
	return false
}

// settleByAge answers for a child who is not of compulsory school age, or not yet due.
func (h *history) settleByAge(v *Verdict) bool {
	x := h.firstOf(OfAge)
	if x.Applied {
		v.explainBy(x)
		v.Status = NotOfAge
	}
	return x.Applied
}

// decideMissing answers for a child of age whom nothing explains.
func (h *history) decideMissing(v *Verdict) {
	v.Suppressions = append(v.Suppressions, h.tried...)
	if x := h.firstOf(OfResidence); x.Applied {
		v.Status, v.ExplainedBy, v.Explanation = Elsewhere, x.By, x.Reason
		v.Suppressions = append(v.Suppressions, x)
		return
	}
	v.CME = h.askList(cmeList, v)
	h.addSuppressions(v, OfCandidate)
	h.nearestProvision(v)
	switch {
	case len(v.CME) == 0:
		v.Status = Undecided
		if untold := v.Untold(); len(untold) > 0 {
			v.Explanation, v.Signs = untold[0].Reason, h.seenSigns()
		} else if len(v.Unknown) > 0 {
			v.Explanation = v.Unknown[0].Reason
		}
	case h.maybeExplained(v):
		v.Status, v.CME = Grey, nil
	default:
		v.Status = Candidate
	}
}

// nearestProvision finds the provision claim that came nearest to explaining the child: the newest of those that a suppressor looked
// at and did not accept, or else the likeliest of the possible ones.
func (h *history) nearestProvision(v *Verdict) {
	for x := range eachOf(h.tried) {
		if x.claim == nil {
			continue
		}
		if v.Nearest == nil || !comesBefore(x.claim.newestDay(), x.claim, v.Nearest.newestDay(), v.Nearest) {
			v.Nearest, v.NotAccepted = x.claim, x.Reason
		}
	}
	if a := h.nearestApplication(); a != nil && (v.Nearest == nil || comesBefore(v.Nearest.newestDay(), v.Nearest, a.claim.newestDay(), a.claim)) {
		v.Nearest, v.NotAccepted = a.claim, a.whyNotProvision()
	}
	if v.Nearest != nil {
		return
	}
	for c := range eachOf(h.Possible) {
		if isProvision(c.Kind) && (v.Nearest == nil || c.Link > v.Nearest.Link || c.Link == v.Nearest.Link && c.Record < v.Nearest.Record) {
			v.Nearest = c
			v.NotAccepted = "It may be another child's: nobody has judged the match."
		}
	}
}

func isProvision(k Kind) bool {
	return slices.Contains([]Kind{Roll, Offer, HomeEducated, Alternative}, k)
}

// maybeExplained reports whether claims of possible matches, if they were the child's, would explain the child: then the
// child is neither removed nor raised until a person has judged the match.
func (h *history) maybeExplained(v *Verdict) bool {
	likely := h.likelyClaims(v.CME)
	if len(likely) == 0 {
		return false
	}
	both := newHistoryAsOf(h.Case, append(slices.Clip(h.claims), likely...), h.AsOf)
	x := both.explanation()
	if !x.Applied {
		*x = both.firstOf(OfDeath)
	}
	if !x.Applied {
		return false
	}
	x.Applied = false
	v.ExplainedBy, v.Band = x.By, M3
	v.Explanation = "A possible match would explain the child. " + x.Reason + " A person judges the match first."
	v.Suppressions = append(v.Suppressions, *x)
	if x.claim != nil {
		v.Nearest, v.NotAccepted = x.claim, "It may be another child's: nobody has judged the match."
	}
	return true
}

// likelyClaims is the possible claims that are probable enough to hold a candidate back from what the rules say. Where their whole case
// is that nothing was found, any will do, unless a school here has had the child: then the records are a child's own, and no fragment
// of another's.
func (h *history) likelyClaims(says []Finding) []Claim {
	from := h.facts.amounts.GreyFrom
	if !h.hasEnrolment(func(e *enrolment) bool { return e.roll != nil && h.rollSeenHere(e) }) &&
		!slices.ContainsFunc(says, func(f Finding) bool { r, _ := ruleOf(f.Rule); return !r.RestsOnNothing }) {
		from = 0
	}
	var out []Claim
	for _, c := range h.Possible {
		if c.Link >= from || c.Kind == Roll && h.wasToCome(c.Place) {
			out = append(out, c)
		}
	}
	return out
}
