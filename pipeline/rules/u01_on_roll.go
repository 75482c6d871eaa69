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
		e, near := h.rollAt(h.ours)
		if e == nil {
			return h.wantingRoll(near)
		}
		return onRoll(h, e)
	},
}

// rollAt looks for the child on the rolls of some schools: the first that has the child, or else the one that the child left
// last. A roll that is presumed is another suppressor's.
func (h *history) rollAt(those func(*enrolment) bool) (on, near *enrolment) {
	for i := range h.schools {
		switch e := &h.schools[i]; {
		case !those(e) || e.state == presumed:
		case e.state == live:
			return e, nil
		case near == nil || later(e, near):
			near = e
		}
	}
	return nil, near
}

// wantingRoll says why the roll that the child left last explains nothing; of none it says nothing.
func (h *history) wantingRoll(near *enrolment) Suppression {
	if near == nil {
		return Suppression{}
	}
	return wanting(h.rollWanting(near), near.claim())
}

// ours reports whether a school is one whose roll the authority sees for itself.
func (h *history) ours(e *enrolment) bool {
	return e.source != fromAuthority && (e.returns || e.source == fromReturn && h.inArea(e.root) && h.Schools[e.root].Group != independentGroup)
}

// independentGroup is the group under which the list of schools holds independent schools.
const independentGroup = "Independent schools"

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
	case e.state == left && e.leaver != nil:
		return e.leaver
	case e.roll != nil:
		return e.roll
	}
	return e.joins
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
