package rules

import "slices"

// settleCandidate settles what is the same for every rule of the list of candidates: a child who is not of age, whose education a
// register explains, or who lives elsewhere is not missing education here, whatever a rule looks at.
func (h *history) settleCandidate(r *Rule) (Finding, bool) {
	if h.DOB == 0 && !r.Ageless {
		return unknown("No usable date of birth is held, so compulsory school age cannot be worked out."), true
	}
	if f, settled := h.settleOfAge(); settled {
		return f, true
	}
	if x := h.explanation(); x.Applied && !slices.Contains(r.Despite, x.By) {
		return no(x.Reason), true
	}
	home := h.residenceEvidence()
	away, _ := home.livesElsewhere()
	switch {
	case away != nil:
		return no("The newest evidence says that the child lives elsewhere."), true
	case !home.shownWithin(h, h.facts.amounts.TraceDays):
		return unknown("No dated record shows the child in the area; a registration with a GP practice does not count on its own."), true
	}
	return Finding{}, false
}

// settleOfAge settles what is said of a child who is not of age.
func (h *history) settleOfAge() (Finding, bool) {
	switch {
	case h.DOB != 0 && h.AsOf.Before(h.due):
		return no("The child is not yet of compulsory school age, or the term after it has not begun."), true
	case h.DOB != 0 && h.AsOf.After(h.end):
		return no("The child is over compulsory school age."), true
	}
	return Finding{}, false
}

// explainedOtherwise is what explains the child besides what a rule doubts, or nil.
func (h *history) explainedOtherwise(r *Rule) *Suppression {
	for _, s := range triedAs[OfEducation] {
		if slices.Contains(r.Despite, s.ID) {
			continue
		}
		if x := s.applyTo(h); x.Applied {
			return &x
		}
	}
	return nil
}

// explanation is what explains the child, the first suppressor of the catalogue that removes or holds, or a Suppression that
// is not applied.
func (h *history) explanation() *Suppression {
	if h.explained == nil {
		h.explained = &Suppression{}
		for _, s := range triedAs[OfEducation] {
			x := s.applyTo(h)
			if x.Applied {
				*h.explained = x
				break
			}
			if x.Reason != "" {
				h.tried = append(h.tried, x)
			}
		}
	}
	return h.explained
}

// settleAtRisk settles what is the same for every at-risk rule: the child must be of age, and on a roll or in other provision.
func (h *history) settleAtRisk() (Finding, bool) {
	if f, settled := h.settleOfAge(); settled || h.explanation().Applied {
		return f, settled
	}
	if ok, why := h.needed("school_census"); !ok {
		return unknown("It cannot be told whether the child is on a roll: " + why + "."), true
	}
	return no("The child is not on a roll or in other provision."), true
}

// firstOf asks the suppressors of a part and returns the first that applies, or one that does not.
func (h *history) firstOf(of Part) Suppression {
	for _, s := range triedAs[of] {
		if x := s.applyTo(h); x.Applied {
			return x
		}
	}
	return Suppression{}
}

// Apply tries the suppressor on a Case. A Suppression that is not applied and has no reason found nothing to look at.
func (s *Suppressor) Apply(c *Case) Suppression {
	return s.applyTo(newHistory(c, c.Claims))
}

// addRemarks records the suppressors that say something of a child besides what explains or lists them, so that a manager can
// audit what was not shown and why: two rolls counted as one, a stale register, a seal, names joined, a pause of the counts.
func (h *history) addRemarks(v *Verdict) {
	if v.Status == NotOfAge {
		return
	}
	if v.Status == Explained {
		h.addSuppressions(v, OfExplained)
	}
	h.addSuppressions(v, OfAnyone)
	if len(v.CME)+len(v.AtRisk) > 0 {
		h.addSuppressions(v, OfListed)
	}
}

func (h *history) addSuppressions(v *Verdict, of Part) {
	for _, s := range triedAs[of] {
		if x := s.applyTo(h); x.Reason != "" {
			v.Suppressions = append(v.Suppressions, x)
		}
	}
}
