package rules

import "rollcall/pipeline/calendar"

// v08 closes a case that was none: the child was on a roll all the while. The reason goes to the measures of the run.
var v08 = &Closure{
	ID: "V08", Title: "not a case: an error in the data",
	Needs:     "a roll that began before the case and never ended, and a reason code",
	Citations: []Citation{{Guidance, "accurate records"}},
	propose: func(h *history, v *Verdict, o opened) *Proposal {
		x := v.by("U01", "U03")
		if x == nil || !h.onRollBefore(x, o) {
			return nil
		}
		p := x.proposal()
		p.Reason += " The roll showed the child before the case was opened on " + o.on.Words() + "."
		return p
	},
}

// onRollBefore reports whether the school that explains the child showed the child on its roll both before and after the case
// was opened, with no leaving between.
func (h *history) onRollBefore(x *Suppression, o opened) bool {
	if x.claim == nil {
		return false
	}
	root := h.at(x.claim.Place).root
	return x.claim.From < o.on && x.claim.newestSeen() >= o.on && h.some(func(c *Claim) bool {
		return c.Kind == Roll && h.at(c.Place).root == root && c.newestSeen() < o.on && c.newestSeen() != 0
	}) && !h.some(func(c *Claim) bool {
		return c.Kind == LeftRoll && c.From >= x.claim.From && c.From <= h.AsOf && h.at(c.Place).root == root
	})
}

// newestSeen is the day for which a census shows the child, zero for other rolls.
func (c *Claim) newestSeen() (d calendar.Date) {
	if sourceOf(c) == fromCensus {
		d = c.AsOf
	}
	return d
}
