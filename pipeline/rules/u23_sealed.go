package rules

// U23 seals a child whose address or new name must not be printed. It says that there is a seal and not why: the reason is
// itself a disclosure.
var _ = addSuppressor(&Suppressor{
	ID: "U23", Title: "Sealed", Effect: Labels, Part: OfAnyone,
	Does:      "no address and no other name is printed; only officers named for it open the record; it removes nobody",
	Citations: []Citation{{"Data Protection Act 2018", "section 86"}, {Guidance, "sharing information safely"}},
	Proof:     "a seal, or a service's word that the home is a refuge",
	Expires:   "never by itself: the holder of the seal lifts it",
	apply: func(h *history) Suppression {
		for c := range eachOf(h.claims) {
			if (c.Kind == Seal && !h.AsOf.Before(c.From) || h.openNow(c)) && sealsChild(c) {
				return Suppression{Applied: true, Until: c.To, Grade: proofGrade(c), Record: c.Record, Reason: "Sealed: no address is printed; officers named for it only."}
			}
		}
		return Suppression{}
	},
})

// sealsChild reports whether a claim seals the child.
func sealsChild(c *Claim) bool {
	return c.Kind == Seal || c.Kind == Flag && c.Status == "refuge" || c.Kind == Residence && c.hasMark("refuge")
}
