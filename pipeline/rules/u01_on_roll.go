package rules

// u01 removes a child who is a registered pupil at a school of the authority: such a child is not missing education, even
// when severely absent. A school speaks by its newest trusted census, by a new-pupil return since, or by the census of the
// school that it became.
var u01 = &Suppressor{
	ID: "U01", Title: "On roll at a school of the authority", Effect: Removes,
	Does:      "removes the child from the list of candidates; the at-risk rules still look",
	Citations: []Citation{definition, {southwark, "checks on roll, Capita One and census"}},
	Proof:     "E4: the school's own return, joined by a trusted identifier or a strong match; E5: it marked the child present since",
	Expires:   "the next census, or a return that the child has left",
	apply: func(h *history) Suppression {
		e, near := h.rollAt(h.ours)
		if e != nil {
			return onRoll(h, e)
		}
		if c := h.attends(); c != nil {
			return Suppression{
				Applied: true, Grade: "E5", Record: c.Record, Until: c.From.AddDays(h.Extracts["attendance"].FreshDays), claim: c,
				Reason: "Marked present by " + h.Name(c.Place) + " on " + c.From.Words() + ", whose roll has not been seen since.",
			}
		}
		return h.wantingRoll(near)
	},
}

// attends is the newest mark by which a school of the authority had the child before it, when that is newer than all that any
// roll says of the child's leaving and not too old to go by; or nil. The register of attendance is taken from the register of
// admissions, which a census or a return brings here later. Marks carry a name and a date of birth at most: one that is only
// possibly the child's may be any namesake's.
func (h *history) attends() *Claim {
	var at *Claim
	for _, m := range h.allMarks() {
		if m.Band != M3 && presentCode(m.Status) && h.at(m.Place).returns && m.From >= h.AsOf.AddDays(-h.Extracts["attendance"].FreshDays) && (at == nil || m.From > at.From) {
			at = m
		}
	}
	if at == nil {
		return nil
	}
	for i := range h.schools {
		if e := &h.schools[i]; e.root == h.at(at.Place).root && at.From < e.since || e.leaver != nil && e.leaver.From > at.From {
			return nil
		}
	}
	return at
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
