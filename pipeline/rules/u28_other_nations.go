package rules

import (
	"slices"
	"strings"
)

// U28 removes a child at a school in Wales, Scotland, Northern Ireland or the islands, whose schools make no return that
// reaches an English authority. Somebody there must have said so; a parent's word keeps the child.
var _ = addSuppressor(&Suppressor{
	ID: "U28", Title: "At a school in Wales, Scotland, Northern Ireland or the islands", Effect: Removes, Part: OfEducation, Beyond: true,
	Does:      "removes the child from the list of candidates",
	Citations: []Citation{definition, {educationAct, "section 436A, children in the area"}},
	Proof:     "E2: the word of an authority or a school there",
	Expires:   "a year after it was given",
	Before:    "U02", // whose word of another authority an authority in Wales would pass for
	apply: func(h *history) Suppression {
		at := h.newestClaim(Departure|Roll, beginDay, func(c *Claim) bool {
			said := c.Kind == Departure && c.Status == "on_roll_there" || c.Kind == Roll && c.Status == "other_authority"
			return said && !h.AsOf.Before(c.From) && otherNation(c.Place)
		})
		if at == nil || h.enteredAfter(at.From) {
			return Suppression{}
		}
		until := h.lastSpokeOn(at).AddDays(h.facts.amounts.OtherAuthorityDays)
		if h.AsOf.After(until) {
			return notAccepted("Was said to be at a school in another nation from "+at.From.Words()+", too long ago to go by.", at)
		}
		return restingOn(at, "E2",
			"At a school in another nation of the United Kingdom or the islands from "+at.From.Words()+", as an authority or a school there said.").
			endingOn(until)
	},
})

// otherNation reports whether a place lies in Wales, whose authorities and schools have numbers from 660 to 681, or is named
// as one of the other nations.
func otherNation(place string) bool {
	if isNumber(place, 3) || isNumber(place, 7) {
		return place[:3] >= "660" && place[:3] <= "681"
	}
	place = strings.ToLower(place)
	return !strings.Contains(place, "new south") &&
		slices.ContainsFunc([]string{"wales", "scotland", "northern ireland", "jersey", "guernsey", "isle of man"},
			func(nation string) bool { return strings.Contains(place, nation) })
}
