package rules

// remark records the suppressors that say something of a child besides what explains or lists them, so that a manager can
// audit what was not shown and why: two rolls counted as one, a stale register, a seal, names joined, a pause of the counts.
func (h *history) remark(v *Verdict) {
	if v.Status == NotOfAge {
		return
	}
	if v.Status == Explained {
		h.add(v, OfExplained)
	}
	h.add(v, OfAnyone)
	if len(v.CME)+len(v.AtRisk) > 0 {
		h.add(v, OfListed)
	}
}

func (h *history) add(v *Verdict, of Part) {
	for _, s := range triedAs[of] {
		if x := s.on(h); x.Reason != "" {
			v.Suppressions = append(v.Suppressions, x)
		}
	}
}

// Stale reports whether only a record that is older than it should be explains the child.
func (v *Verdict) Stale() bool {
	for _, s := range v.Suppressions {
		if s.Applied && s.By == v.ExplainedBy && v.Status == Explained {
			return s.Old
		}
	}
	return false
}
