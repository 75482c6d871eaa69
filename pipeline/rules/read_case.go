package rules

import (
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// newHistory reads claims of a Case: those of the records joined to the child, or with the possible ones beside them.
func newHistory(c *Case, claims []Claim) *history {
	claims = InOrder(claims)
	h := &history{Case: c, facts: c.readyFacts(), claims: claims}
	h.schools = h.room[:0]
	h.start, h.end = calendar.CompulsorySchoolAge(c.DOB)
	if c.DOB != 0 {
		h.due = c.Calendar.EducationDue(c.Home, c.DOB)
	}
	var applied bool
	for k := range eachOf(claims) {
		switch k.Kind {
		case Roll:
			h.addRoll(k)
		case Exclusion:
			h.keepExclusion(k)
		case Application, Offer:
			applied = true
		}
	}
	for i := range claims {
		if claims[i].Kind == LeftRoll {
			h.addLeaving(&claims[i])
		}
	}
	if len(h.schools) > 1 {
		slices.SortFunc(h.schools, func(a, b enrolment) int { return strings.Compare(a.root, b.root) })
	}
	for i := range h.schools {
		h.settleState(&h.schools[i])
	}
	if applied {
		h.gatherApplications()
	}
	return h
}

// keepExclusion keeps the newest permanent exclusion that was not undone and for which the home authority answers.
func (h *history) keepExclusion(k *Claim) {
	if k.Status != "permanent" || k.From == 0 || k.From > h.AsOf || k.hasMark("reinstated") || k.hasMark("overturned") {
		return
	}
	if h.permanent == nil || k.From > h.permanent.From || k.From == h.permanent.From && k.Record < h.permanent.Record {
		h.permanent = k
	}
}
