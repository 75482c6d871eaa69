package rules

// U15 records that possible matches were left apart. Twins and siblings share a date of birth, a surname and a home;
// namesakes share a name. A record is the child's only when the forename or an identifier agrees, so a possible match never
// explains a child and never puts one on a list: a person judges it.
var _ = addSuppressor(&Suppressor{
	ID: "U15", Title: "Twins, siblings and namesakes", Effect: Asserts, Part: OfCandidate,
	Does:      "keeps records apart that agree in all but the forename or an identifier",
	Citations: []Citation{{Guidance, "accurate records"}},
	Proof:     "agreement of forename or of an identifier joins; nothing less does",
	Expires:   "a person judges the match",
	apply: func(h *history) Suppression {
		if len(h.Possible) == 0 {
			return Suppression{}
		}
		return Suppression{
			Reason: "Records that may be the child's, or a sibling's or namesake's, were left apart for a person to judge.",
			Record: InOrder(h.Possible)[0].Record,
		}
	},
})
