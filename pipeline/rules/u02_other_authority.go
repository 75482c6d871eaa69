package rules

import "rollcall/pipeline/calendar"

// U02 removes a child who goes to school in another authority's area. Its word, a school's return there, or a place that it
// offered and the parents accepted is proof; a parent's word is not.
var _ = addSuppressor(&Suppressor{
	ID: "U02", Title: "On roll in another authority", Effect: Removes, Part: OfEducation, Roll: true, Beyond: true,
	Does:      "removes the child from the list of candidates",
	Citations: []Citation{definition, {Guidance, "sharing information between local authorities"}},
	Proof: "E2: the other authority's word or its offer, accepted, until it lists its rolls without the child; E4: its school's return. " +
		"A parent's word (E1) keeps the child",
	Expires: "a term after it was given; shown as old from then for as long again",
	apply: func(h *history) Suppression {
		there := h.rollElsewhere()
		if there.Applied {
			return there
		}
		if c := h.confirmedThere(); c != nil {
			said := h.lastSpokeOn(c)
			until := said.AddDays(2 * h.facts.amounts.OtherAuthorityDays)
			if h.AsOf.After(until) {
				return notAccepted("Another authority said that the child was on a roll there from "+c.From.Words()+", too long ago to go by.", c)
			}
			return restingOn(c, "E2", "On a roll in another authority from "+c.From.Words()+", as that authority says.").
				endingOn(until).shownOld(h.AsOf.After(said.AddDays(h.facts.amounts.OtherAuthorityDays)))
		}
		if x := h.acceptedElsewhere(); x.Applied {
			return x
		}
		return there
	},
})

func (h *history) rollElsewhere() Suppression {
	e, near := h.rollAt(func(e *enrolment) bool { return h.inOtherAuthority(e) && !h.rollSeenHere(e) })
	if e == nil {
		return h.wantingRoll(near)
	}
	return restingOn(e.roll, "E2", "On the roll of "+e.name+" in another authority, confirmed on "+e.heard.Words()+".").
		endingOn(h.wordUntil(e)).shownOld(h.isOld(e))
}

// confirmedThere is the newest message of another authority that the child is on a roll there, when the child has not been on
// a roll here since.
func (h *history) confirmedThere() *Claim {
	there := h.newestClaim(Departure, beginDay, func(c *Claim) bool {
		return c.Status == "on_roll_there" && !h.AsOf.Before(c.From)
	})
	if there == nil || h.enteredAfter(there.From) {
		return nil
	}
	return there
}

// acceptedElsewhere takes an accepted place at a school of another authority, once it has begun, for a roll there: the other
// authority confirmed the offer, and its rolls are not seen here.
func (h *history) acceptedElsewhere() Suppression {
	if h.placeToBegin() != nil {
		return Suppression{}
	}
	for a := range eachOf(h.applications) {
		if !h.offerConfirmed(a) || a.school.returns || h.inArea(a.laestab) {
			continue
		}
		start := h.startOf(a)
		until := start.AddDays(2 * h.facts.amounts.OtherAuthorityDays)
		if h.AsOf.Before(start) || h.AsOf.After(until) || h.enteredAfter(start) || h.listedSince(a.laestab, start) {
			continue
		}
		return restingOn(a.claim, "E2", "Has a place at "+a.school.name+" in another authority, from "+start.Words()+".").
			endingOn(until).shownOld(h.AsOf.After(start.AddDays(h.facts.amounts.OtherAuthorityDays)))
	}
	return Suppression{}
}

// listedSince reports whether the authority of a school has listed the children who are on its rolls since a place there began and the time
// was over in which its school was to tell of the child: then an offer proves nothing of a child whom a school here taught and whom the
// list does not name. One who never was at a school here may have been there all along, under a number that the list gives otherwise.
func (h *history) listedSince(laestab string, start calendar.Date) bool {
	return len(laestab) >= 3 && h.RollLists[laestab[:3]] >= h.Calendar.AddSchoolDays(laestab, start, transferDay.n) &&
		h.hasEnrolment(func(e *enrolment) bool { return e.roll != nil && h.rollSeenHere(e) })
}

// offerConfirmed reports whether an offer over the border is proof: the parents accepted it, or the other authority itself says that
// it made it.
func (h *history) offerConfirmed(a *application) bool {
	if a.claim.Source == "other_authorities" {
		return a.outcome >= offered
	}
	return a.outcome == accepted && isNumber(a.laestab, 7)
}
