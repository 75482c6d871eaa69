package rules

import (
	"slices"

	"rollcall/pipeline/calendar"
)

// ProposeClosures says which closures the evidence speaks for, of a case that officers have held open since a day. What the verdict
// says stands for the evidence of the registers; a case is never proposed for closing because an extract did not come.
func ProposeClosures(c *Case, v *Verdict, since calendar.Date, untraced bool) []Proposal {
	return newHistory(c, c.Claims).askClosures(v, opened{on: since, untraced: untraced})
}

// askClosures asks every closure about one open case.
func (h *history) askClosures(v *Verdict, o opened) []Proposal {
	var out []Proposal
	for _, c := range closures {
		if c.propose == nil || h.AsOf.Before(c.From) {
			continue
		}
		x := v.explainedBy(c.On)
		if x == nil && len(c.On) > 0 {
			continue
		}
		if p := c.propose(h, x, o); p != nil {
			p.Closure, p.Title = c.ID, c.Title
			out = append(out, *p)
		}
	}
	return out
}

// setProposals adds the proposals of the cases that the authority's own list holds open, as tasks of an officer.
func (h *history) setProposals(v *Verdict) {
	for _, c := range h.openCases() {
		o := opened{on: c.From, untraced: c.Status == string(Untraced), claim: c}
		for _, p := range h.askClosures(v, o) {
			t := Task{
				Rule: p.Closure, Of: OfOfficer, Child: h.Child, Reason: p.String(), Missing: p.Wanting, Since: c.From, Records: p.Records,
				Next: "Look at the evidence and close the case, or say why not", Who: "CME officer",
			}
			v.Tasks = append(v.Tasks, t)
		}
		for _, k := range closures {
			if k.remind == nil {
				continue
			}
			if t := k.remind(h, o); t != nil {
				t.Rule, t.Of, t.Child, t.Late = k.ID, OfOfficer, h.Child, h.AsOf.After(t.Due)
				v.Tasks = append(v.Tasks, *t)
			}
		}
	}
}

// explainedBy returns the Suppression on which the verdict rests when it is of one of some suppressors, or nil.
func (v *Verdict) explainedBy(ids []ID) *Suppression {
	if v.Status != Explained && v.Status != NotOfAge && v.Status != Elsewhere || !slices.Contains(ids, v.ExplainedBy) {
		return nil
	}
	return findFirst(v.Suppressions, func(s *Suppression) bool { return s.Applied && s.By == v.ExplainedBy })
}
