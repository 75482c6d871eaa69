package rules

// U16 records that a child's records bear more than one surname: a change of name, a parent's name, an alias, another word
// order or spelling. Matching has joined them with their history; the names are not in a Case.
var _ = addSuppressor(&Suppressor{
	ID: "U16", Title: "Known by more than one surname", Effect: Asserts, Part: OfListed,
	Does:      "joins records under former, preferred and other names; a new name of an adopted child is never joined to the old",
	Citations: []Citation{{Guidance, "accurate records"}},
	Proof:     "E3: a match that other particulars or an identifier bear out",
	Expires:   "a person judges the match",
	apply: func(h *history) Suppression {
		if h.Surnames < 2 {
			return Suppression{}
		}
		return Suppression{Reason: "Records under more than one surname were joined."}
	},
})
