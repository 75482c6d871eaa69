package rules

import "rollcall/pipeline/calendar"

// C15 finds a family on the home-education register whom nobody can reach: the service says so, or the home ended and nothing
// since shows another. Parents who merely do not answer are within the law, so silence alone is never enough.
var _ = addRule(&Rule{
	ID: "C15", Title: "Home educated, family unreachable or gone",
	Condition: "The home-education service has lost contact, or the family's home ended after the last contact and nothing since " +
		"shows where it went; and nothing else explains the child.",
	Citations: []Citation{duty, {medway, "paragraph 7.3.7"}},
	Needs:     []string{"school_census", "home_education"}, Better: []string{"housing", "other_authorities"},
	Without: "nothing; without the housing list only the service's own word counts",
	Excuses: []ID{"U01", "U02", "U03", "U05", "U11", "U13", "U20"}, Despite: []ID{"U04"}, Severity: P3,
	Next: "Ask other authorities and the health list for an address", Who: "home education officer",
	decide: func(h *history) Finding {
		c := h.homeEducation()
		switch {
		case c == nil || !h.openNow(c) || c.Status == "closed":
			return no("The home-education register holds no open row.")
		case c.Status == "no_contact":
			return missingEducation("The home-education service has lost contact with the family"+saidOn(c.Decided)+".", c)
		case c.Status != "suitable" && c.Status != "not_assessed":
			return no("The home-education row says something else.")
		}
		end := h.homeEnded()
		if end == nil || h.signSince(end.To) {
			return no("The service has not lost contact, and no home is known to have ended without another.")
		}
		return yes(max(h.due, end.To), "On the home-education register, but the family's tenancy ended on "+end.To.Words()+
			" and nothing since shows where it went.", end, c)
	},
})

func saidOn(d calendar.Date) string {
	if d == 0 {
		return ""
	}
	return ", as it noted on " + d.Words()
}

// homeEnded is the newest end of a tenancy or of temporary accommodation, when no other is known to run; or nil. One that
// runs on, with no last day, is the oldest of them, and ended before all signs.
func (h *history) homeEnded() *Claim {
	end := h.newestClaim(Residence, endDay, func(c *Claim) bool { return isTenancy(c) && !h.AsOf.Before(c.To) })
	if h.hasClaim(Residence, func(c *Claim) bool {
		return end != nil && isTenancy(c) && c.To == 0 && c.Ref != end.Ref && !h.tenancyEnds(c.Ref)
	}) {
		return nil
	}
	return end
}

// signSince reports whether any service or school has dealt with the child since a day.
func (h *history) signSince(d calendar.Date) bool {
	return h.hasClaim(Residence|Application|Offer|Referral|Departure|Exclusion|Roll, func(c *Claim) bool {
		return c.From > d && !h.AsOf.Before(c.From)
	}) || h.hasClaim(HomeEducated, func(c *Claim) bool {
		return statusDay(c) > d && !h.AsOf.Before(statusDay(c))
	})
}
