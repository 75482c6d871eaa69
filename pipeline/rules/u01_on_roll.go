package rules

// u01 removes a child who is a registered pupil at a school of the authority: such a child is not missing education, even
// when severely absent. A school speaks by its newest trusted census, by a new-pupil return since, or by the census of the
// school that it became.
var u01 = &Suppressor{
	ID: "U01", Title: "On roll at a school of the authority", Effect: Removes,
	Does:      "removes the child from the list of candidates; the at-risk rules still look",
	Citations: []Citation{definition, {southwark, "checks on roll, Capita One and census"}},
	Proof:     "E4: the school's own return, joined by a trusted identifier or a strong match",
	Expires:   "the next census, or a return that the child has left",
	apply: func(h *history) Suppression {
		var near *enrolment
		for i := range h.schools {
			e := &h.schools[i]
			if !h.ours(e) {
				continue
			}
			if e.state == live {
				return onRoll(h, e)
			}
			if e.state != presumed && (near == nil || later(e, near)) {
				near = e
			}
		}
		if near == nil {
			return Suppression{}
		}
		return wanting(h.rollWanting(near), near.claim())
	},
}

// ours reports whether a school is one whose roll the authority sees for itself.
func (h *history) ours(e *enrolment) bool {
	return e.source != fromAuthority && (e.returns || len(e.root) == 7 && e.root[:3] == h.Home && e.source == fromReturn && !h.independent(e))
}

// independent reports whether the list of schools holds a school as independent.
func (h *history) independent(e *enrolment) bool {
	return e.source == fromIndependent || h.Schools[e.root].Group == "Independent schools"
}

func onRoll(h *history, e *enrolment) Suppression {
	x := Suppression{Applied: true, Grade: grade(e.roll), Record: e.roll.Record, Old: h.old(e), claim: e.roll}
	switch e.source {
	case fromCensus:
		x.Reason = "On the roll of " + e.name + " in its census of " + e.roll.AsOf.Words() + "."
	default:
		x.Reason = "On the roll of " + e.name + " from " + e.roll.From.Words() + " by its return."
	}
	return x
}

// grade is the grade of proof of a joined record: an exact identifier or a strong match without one.
func grade(c *Claim) string {
	if c.Band == M2 {
		return "E3"
	}
	return "E4"
}

// claim is the record that says most of an enrolment: how it ended, or that it was.
func (e *enrolment) claim() *Claim {
	switch {
	case e.leaver != nil && (e.state == left || e.roll == nil):
		return e.leaver
	case e.roll != nil:
		return e.roll
	}
	return e.joins
}

func later(a, b *enrolment) bool {
	if a.since != b.since {
		return a.since > b.since
	}
	return a.root < b.root
}

// rollWanting says why a roll does not explain the child.
func (h *history) rollWanting(e *enrolment) string {
	switch e.state {
	case future:
		return "Is to join " + e.name + " on " + e.joins.From.Words() + ", which is still to come."
	case left:
		if e.leaver == nil {
			return "Left " + e.name + " on " + e.since.Words() + "."
		}
		return "Left " + e.name + " on " + e.leaver.From.Words() + " by the school's return."
	case movedUp:
		return "Was in the top year of " + e.name + " and has moved on from it."
	case dropped:
		return "Was on the roll of " + e.name + " on " + e.seen.Words() + ", but its return of " + e.trusted.Words() + " does not show the child."
	case shut:
		return "Was on the roll of " + e.name + ", which closed on " + e.closed.Words() + "."
	case excluded:
		return "Was permanently excluded from " + e.name + " on " + h.permanent.From.Words() + "."
	case expired:
		return "Was on the roll of " + e.name + ", last confirmed on " + e.heard.Words() + ", which is too long ago to go by."
	}
	return "Is on the roll of " + e.name + "."
}
