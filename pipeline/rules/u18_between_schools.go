package rules

import "rollcall/pipeline/calendar"

// U18 holds a child between two schools: one who was in the top year of a school and has moved on with everybody else. For
// such a leaver no deletion return is due, and for the entry at the normal time no new-pupil return, so nothing can be known
// until the new school's term is under way and its census has come. Where an application of the new term says that
// the child is at no school, the ten school days are all.
var _ = addSuppressor(&Suppressor{
	ID: "U18", Title: "Between two schools at the end of a school year", Effect: Holds, Part: OfEducation,
	Does: "holds the child for ten school days of the new term, and until a census of the new year has come; a child who asks " +
		"anew for a place that was not taken up, or for one where there was none, for ten school days only",
	Citations: []Citation{{registration, "regulation 13, exceptions for the most senior and the most junior class"}},
	Proof:     "the last census in the top year of a school, and the calendar",
	Expires:   "ten school days into the autumn term; then C04 or C05",
	apply: func(h *history) Suppression {
		e := h.lastEnrolment()
		switch {
		case e == nil:
			return Suppression{}
		case e.state == shut:
			until := h.Calendar.AddSchoolDays(h.Home, e.since, h.facts.amounts.ClosureHold)
			if !h.AsOf.Before(until) {
				return Suppression{}
			}
			return restingOn(e.roll, "E4",
				"Was on the roll of "+e.name+", which "+closingWords(e.closed, e.undated)+"; other rolls have until "+until.Words()+" to show the child.").
				endingOn(until)
		case e.state != movedUp:
			return Suppression{}
		}
		until := h.Calendar.AddSchoolDays(h.Home, e.since, h.facts.amounts.SummerHold)
		switch {
		case h.AsOf.Before(until):
			return restingOn(e.roll, "E4",
				"Between two schools: was in the top year of "+e.name+" and the new term counts from "+e.since.Words()+".").endingOn(until)
		case h.facts.census < e.since && !h.asksAnew(e.since) && !h.placeShunned(e.since):
			return restingOn(e.roll, "E4",
				"Between two schools: was in the top year of "+e.name+", and no census of the new school year has come yet.").shownOld(true)
		}
		return Suppression{}
	},
})

// placeShunned reports whether a place was given for the new term at a school whose daily marks since do not show the child.
func (h *history) placeShunned(term calendar.Date) bool {
	return h.hasApplication(func(a *application) bool {
		start := h.startOf(a)
		return a.outcome >= offered && a.isMainRound() && start >= term && h.registerWithout(a.school, start)
	})
}

// asksAnew reports whether an application made in the year since the new term began says that the child is at no school: it is
// for the school of which a place was given in the main round, or no place was given.
func (h *history) asksAnew(term calendar.Date) bool {
	asks := false
	for a := range eachOf(h.applications) {
		switch {
		case a.isMainRound():
			if start := h.startOf(a); a.outcome >= offered && start >= term && !h.askedAgain(a, start) {
				return false
			}
		case a.outcome >= waiting && a.appliedOn() >= term:
			asks = true
		}
	}
	return asks
}
