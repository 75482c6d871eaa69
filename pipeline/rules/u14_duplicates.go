package rules

// U14 records that the same thing was said of a child more than once, such as several rows of one application or a file sent
// twice. Matching has joined the records; the rules count each application, leaving and exclusion once.
var _ = addSuppressor(&Suppressor{
	ID: "U14", Title: "Said more than once", Effect: Asserts, Part: OfCandidate,
	Does:      "joins duplicate rows before any rule looks, so that none counts twice",
	Citations: []Citation{{Guidance, "accurate records"}},
	Proof:     "the same identifier, or a match of band M1",
	Expires:   "never",
	apply: func(h *history) Suppression {
		for i := range h.claims {
			for j := i - 1; j >= 0 && h.claims[j].From == h.claims[i].From; j-- {
				if a, b := &h.claims[i], &h.claims[j]; a.Record != b.Record && sameSaid(a, b) {
					return Suppression{Reason: "The same thing was said of the child more than once and is counted once."}
				}
			}
		}
		return Suppression{}
	},
})

func sameSaid(a, b *Claim) bool {
	return a.Kind == b.Kind && a.Place == b.Place && a.Status == b.Status && a.Ref == b.Ref &&
		a.Reason == b.Reason && a.AsOf == b.AsOf && a.Source == b.Source && a.Sessions == b.Sessions
}
