package rules

import "rollcall/pipeline/calendar"

// rollAt looks for the child on the rolls of some schools: the first that has the child, or else the one that the child left
// last. A roll that is presumed is another suppressor's.
func (h *history) rollAt(those func(*enrolment) bool) (on, near *enrolment) {
	for e := range eachOf(h.schools) {
		switch {
		case !those(e) || e.state == presumed:
		case e.state == live:
			return e, nil
		case near == nil || endedLater(e, near):
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
	return notAccepted(h.rollWanting(near), near.tellingClaim())
}

// rollSeenHere reports whether a school is one whose roll the authority sees for itself.
func (h *history) rollSeenHere(e *enrolment) bool {
	return e.source != fromAuthority && (e.returns || e.source == fromReturn && h.inArea(e.root) && h.Schools[e.root].Group != independentGroup)
}

// inOtherAuthority reports whether a school lies in another authority.
func (h *history) inOtherAuthority(e *enrolment) bool {
	return e.source == fromAuthority || isNumber(e.root, 7) && !h.inArea(e.root)
}

// outsideCensus reports whether a school is one whose word comes by its own return alone: independent, or not known.
func (h *history) outsideCensus(e *enrolment) bool {
	return !h.rollSeenHere(e) && !h.inOtherAuthority(e)
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
		return "Was on the roll of " + e.name + " on " + e.seen.Words() + ", but its " + e.newestWords() + " does not show the child."
	case shut:
		return "Was on the roll of " + e.name + ", which " + closingWords(e.closed, e.undated) + "."
	case excluded:
		return "Was permanently excluded from " + e.name + " on " + h.permanent.From.Words() + "."
	case expired:
		return "Was on the roll of " + e.name + ", last confirmed on " + e.heard.Words() + ", which is too long ago to go by."
	}
	return "Is on the roll of " + e.name + "."
}

// independentGroup is the group under which the list of schools holds independent schools.
const independentGroup = "Independent schools"

// enteredAfter reports whether the child entered a school here after a day: then what was said before is past.
func (h *history) enteredAfter(d calendar.Date) bool {
	return h.hasEnrolment(func(e *enrolment) bool { return e.roll != nil && e.roll.From > d && !h.inOtherAuthority(e) })
}

// onOneRoll is the enrolment that is live or presumed, and whether there are several.
func (h *history) onOneRoll() (one *enrolment, several bool) {
	for e := range eachOf(h.schools) {
		if !e.onRoll() {
			continue
		}
		if one != nil {
			return one, true
		}
		one = e
	}
	return one, false
}

// movedUpFrom is the school from whose top year the child last went on, when nothing came after it, or nil.
func (h *history) movedUpFrom() *enrolment {
	if e := h.lastEnrolment(); e != nil && e.state == movedUp {
		return e
	}
	return nil
}

// notTransferred says that the child came to no school after the top year of another, and which place was kept.
func (h *history) notTransferred(e *enrolment) Finding {
	reason := "Was in the top year of " + e.name + " until the summer of " + e.since.Time().Format("2006") +
		", and no roll of the new school year shows the child."
	var place *Claim
	for a := range eachOf(h.applications) {
		if a.outcome >= offered && h.startOf(a) >= e.seen {
			reason += " A place was offered at " + a.school.name + "."
			place = a.claim
			break
		}
	}
	return missingEducation(reason, e.roll, place)
}

// countedSchool is the school whose days are counted for the child: the last whose roll showed the child, else the authority's.
func (h *history) countedSchool() string {
	at := bestOf(h.schools, func(e *enrolment) bool { return isNumber(e.root, 7) }, func(e, than *enrolment) bool { return e.seen > than.seen })
	if at == nil {
		return h.Home
	}
	return at.root
}

// endedAfter reports whether the child was in a school after a day and has left it since: then what was to begin before is past.
func (h *history) endedAfter(d calendar.Date) bool {
	return h.hasEnrolment(func(e *enrolment) bool {
		return e.roll != nil && e.seen >= d || e.roll == nil && e.leaver != nil && e.leaver.From > d
	})
}

// onRollBefore reports whether the school that explains the child showed the child on its roll both before and after the case
// was opened, with no leaving between.
func (h *history) onRollBefore(x *Suppression, opened calendar.Date) bool {
	if x.claim == nil {
		return false
	}
	root := h.schoolAt(x.claim.Place).root
	return x.claim.From < opened && x.claim.newestSeen() >= opened && h.hasClaim(Roll, func(c *Claim) bool {
		return h.schoolAt(c.Place).root == root && c.newestSeen() < opened && c.newestSeen() != 0
	}) && !h.hasClaim(LeftRoll, func(c *Claim) bool {
		return c.From >= x.claim.From && !h.AsOf.Before(c.From) && h.schoolAt(c.Place).root == root
	})
}

// lastLeaving returns the enrolment that ended last, when a word of the leaving ended it; or nil.
func (h *history) lastLeaving() *enrolment {
	if e := h.lastEnrolment(); e != nil && e.state == left && e.leaver != nil {
		return e
	}
	return nil
}

// lastEnrolment returns the enrolment that ended last, or nil: the one that a rule about leaving looks at.
func (h *history) lastEnrolment() *enrolment {
	return bestOf(h.schools, func(e *enrolment) bool { return e.state != future && !e.onRoll() }, endedLater)
}

// recentReturns are the enrolments that ended by a return of the school, lately.
func (h *history) recentReturns() []*enrolment {
	var out []*enrolment
	for e := range eachOf(h.schools) {
		if e.leaver != nil && !isRollsWord(e.leaver) && isNumber(e.root, 7) && h.isRecent(e.leaver.From) {
			out = append(out, e)
		}
	}
	return out
}

// hasPlace reports whether any school has the child, or is to have the child.
func (h *history) hasPlace() bool {
	return h.hasEnrolment(func(e *enrolment) bool { return e.onRoll() || e.joins != nil })
}
