package rules

// K07 sees that a school asks the authority by the fifth school day of an unexplained absence, visits, and refers by the
// tenth.
var _ = addClock(&Clock{
	ID: "K07", Title: "Absence not discussed or not referred in time",
	Condition: "Five school days of absence with codes G, N, O or U and no return or referral of it; or ten and no referral, with the home " +
		"visit that comes before it.",
	Citations: []Citation{{medway, "paragraphs 11.2 and 13.4"}, {Guidance, "schools' enquiries before a referral"}},
	From:      since2024, Needs: []string{"attendance", "referrals"}, Of: OfSchool,
	Next: "Ask the school what it has found, and for the referral", Who: "attendance officer",
	child: func(h *history, _ *Verdict) []Task {
		a := h.longestAbsence(anyUnauthorised)
		consult, refer := h.facts.amounts.ConsultDay, h.facts.amounts.ReferDay
		if a.days < consult || h.referredSince(a) {
			return nil
		}
		var missing []string
		if !h.visitedSince(a) {
			missing = append(missing, "a home visit")
		}
		switch {
		case a.days >= refer:
			t := newTask("Absent since "+a.from.Words()+", "+number(a.days)+" school days, and not referred.", a.from,
				h.Calendar.NthSchoolDay(a.school, a.from, refer), SchoolDays, a.claim).atSchool(a.school)
			return t.withMissing(append(missing, "the referral")...)
		case h.reportedSince(a):
			return nil
		}
		return newTask("Absent since "+a.from.Words()+", "+number(a.days)+" school days, and not discussed with the authority.", a.from,
			h.Calendar.NthSchoolDay(a.school, a.from, consult), SchoolDays, a.claim).atSchool(a.school).withMissing(append(missing, "the discussion")...)
	},
})

func (h *history) referredSince(a absence) bool {
	return h.hasClaim(Referral|OpenCase, func(c *Claim) bool {
		return c.From >= a.from && !h.AsOf.Before(c.From)
	})
}

func (h *history) visitedSince(a absence) bool {
	return h.hasClaim(Absence|Referral, func(c *Claim) bool {
		return c.Decided >= a.from && c.hasMark("home_visit")
	})
}

func (h *history) reportedSince(a absence) bool {
	return h.hasClaim(Absence, func(c *Claim) bool {
		return c.Place == a.school && c.Status != "run" && c.From <= a.to && (c.To == 0 || c.To >= a.from)
	})
}
