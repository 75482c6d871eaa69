package rules

import (
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// newHistory reads claims of a Case: those of the records joined to the child, or with the possible ones beside them.
func newHistory(c *Case, claims []Claim) *history {
	asOf := calendar.NewAsOf(c.AsOf)
	return newHistoryAsOf(c, claims, &asOf)
}

// newHistoryAsOf is newHistory for what is asked beside another history.
func newHistoryAsOf(c *Case, claims []Claim, asOf *calendar.AsOf) *history {
	claims = InOrder(claims)
	h := &history{Case: c, AsOf: asOf, Extracts: extracts{c.Extracts, asOf}, Registers: registers{c.Registers, asOf}, facts: c.readyFacts(), claims: claims, byKind: newClaimsByKind(claims)}
	h.schools = h.room[:0]
	h.start, h.end = calendar.CompulsorySchoolAge(c.DOB)
	if c.DOB != 0 {
		h.due = c.Calendar.EducationDue(c.Home, c.DOB)
	}
	for _, k := range h.of(Roll) {
		h.addRoll(k)
	}
	for _, k := range h.of(Exclusion) {
		h.keepExclusion(k)
	}
	for _, k := range h.of(LeftRoll) {
		h.addLeaving(k)
	}
	if len(h.schools) > 1 {
		slices.SortFunc(h.schools, func(a, b enrolment) int { return strings.Compare(a.root, b.root) })
	}
	for i := range h.schools {
		h.settleState(&h.schools[i])
	}
	if h.byKind.kinds&(Application|Offer) != 0 {
		h.gatherApplications()
	}
	return h
}

// keepExclusion keeps the newest permanent exclusion that was not undone and for which the home authority answers.
func (h *history) keepExclusion(k *Claim) {
	if k.Status != "permanent" || k.From == 0 || h.AsOf.Before(k.From) || k.hasMark("reinstated") || k.hasMark("overturned") {
		return
	}
	if h.permanent == nil || k.From > h.permanent.From || k.From == h.permanent.From && k.Record < h.permanent.Record {
		h.permanent = k
	}
}
