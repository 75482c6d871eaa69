package rules

// weighLine sets the severity and the label of a candidate's finding by facts about the child: P1 by safeguarding facts alone,
// never by a name, a nationality or a disability; P4 while a place waits or the family has only just come.
func (h *history) weighLine(r *Rule, f *Finding) {
	// What doubts a register, only adds to a line, or was reported by a person is not softened by a place or an arrival.
	if !h.explanation().Applied && r.For != Strengthens && !r.Firm {
		h.softenLine(OfCandidate, f)
	}
	h.softenLine(OfListed, f)
	if old := r.WhenStale; old != nil && h.stale(old.kind) {
		f.Reason += " " + old.says
		if old.softens {
			f.Severity = max(f.Severity, P4)
		}
	}
	if c := h.safeguardingFact(); c != nil {
		f.Severity = P1
		f.Reason += " " + urgentWords(c)
		if c.Record != "" {
			f.Records = append(f.Records, c.Record)
		}
	}
}

// softenLine lets the suppressors of a part make of a line what they make of one.
func (h *history) softenLine(of Part, f *Finding) {
	for _, s := range triedAs[of] {
		if s.soften == nil {
			continue
		}
		if x := s.applyTo(h); x.Reason != "" {
			*f = s.soften(h, x, *f)
		}
	}
}
