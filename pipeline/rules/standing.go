package rules

import "slices"

// standing settles what is the same for every rule of the list of candidates: a child who is not of age, whose education a
// register explains, or who lives elsewhere is not missing education here, whatever a rule looks at.
func (h *history) standing(r *Rule) (Finding, bool) {
	switch {
	case h.DOB == 0 && !r.Ageless:
		return unknown("No usable date of birth is held, so that compulsory school age cannot be told."), true
	case h.DOB != 0 && h.AsOf < h.due:
		return no("The child is not yet of compulsory school age, or the term after it has not begun."), true
	case h.DOB != 0 && h.AsOf > h.end:
		return no("The child is over compulsory school age."), true
	}
	if x := h.explanation(); x.Applied && !slices.Contains(r.Despite, x.By) {
		return no(x.Reason), true
	}
	home := h.lives()
	away, _ := home.away()
	switch {
	case away != nil:
		return no("The newest evidence says that the child lives elsewhere."), true
	case !home.here(h, h.facts.amounts.TraceDays):
		return unknown("Nothing dated shows the child in the area; a registration with a practice alone does not."), true
	}
	return Finding{}, false
}

// otherwise is what explains the child besides what a rule doubts, or nil.
func (h *history) otherwise(r *Rule) *Suppression {
	for _, s := range triedAs[OfEducation] {
		if slices.Contains(r.Despite, s.ID) {
			continue
		}
		if x := s.on(h); x.Applied {
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
			x := s.on(h)
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

// enrolled settles what is the same for every at-risk rule: the child must be of age, and on a roll or in other provision.
func (h *history) enrolled() (Finding, bool) {
	switch {
	case h.DOB != 0 && h.AsOf < h.due:
		return no("The child is not yet of compulsory school age, or the term after it has not begun."), true
	case h.DOB != 0 && h.AsOf > h.end:
		return no("The child is over compulsory school age."), true
	case h.explanation().Applied:
		return Finding{}, false
	}
	if ok, why := h.needed("school_census"); !ok {
		return unknown("It cannot be told whether the child is on a roll: " + why + "."), true
	}
	return no("The child is not on a roll or in other provision."), true
}
