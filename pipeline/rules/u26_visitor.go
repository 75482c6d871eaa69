package rules

import "slices"

// U26 labels a child who is said to be here on a visit. The duty is to children in the area, and a visit that lasts is none,
// so the line stays, at P5, for as long as a visit may last.
var _ = addSuppressor(&Suppressor{
	ID: "U26", Title: "Visitor or short stay", Effect: Labels, Part: OfListed,
	Does:      "labels the line and keeps it at P5 while the visit lasts",
	Citations: []Citation{duty, {Guidance, "children in the area of an authority"}},
	Proof:     "E2: a dated referral or case that says so",
	Expires:   "the day of leaving that the case gives, else ninety days after the word",
	apply: func(h *history) Suppression {
		for c := range eachOf(h.claims) {
			if c.Kind != Referral && c.Kind != OpenCase || h.AsOf.Before(c.From) || !isVisit(c.Reason) {
				continue
			}
			until := c.From.AddDays(h.facts.amounts.VisitorDays)
			return Suppression{
				Applied: !h.AsOf.After(until), Until: until, Grade: "E2", Record: c.Record, claim: c,
				Reason: "Said on " + c.From.Words() + " to be on a visit.",
			}
		}
		return Suppression{}
	},
	soften: func(_ *history, x Suppression, f Finding) Finding {
		if x.Applied {
			f.Label, f.Severity = "visitor", P5
			f.Reason += " " + x.Reason
		}
		return f
	},
})

func isVisit(word string) bool {
	return slices.Contains([]string{"visitor", "visit", "short_stay", "holiday", "diplomatic"}, word)
}
