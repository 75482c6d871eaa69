package rules

// U06 holds a child who is below compulsory school age, or in the weeks between the prescribed day and the first day of the
// term after it. Until then a Reception place may lawfully stand empty, be deferred, or be part-time.
var _ = addSuppressor(&Suppressor{
	ID: "U06", Title: "Below compulsory school age", Effect: Holds, Part: OfAge,
	Does:      "holds the child until the first school day of the term after the prescribed day",
	Citations: []Citation{{educationAct, "section 8"}, {"Education (Start of Compulsory School Age) Order 1998 (SI 1998/1607)", ""}, {code2021, "paragraph 2.17"}},
	Proof:     "the date of birth",
	Expires:   "the first school day of the term after compulsory school age begins",
	apply: func(h *history) Suppression {
		if !h.AsOf.Before(h.due) {
			return Suppression{}
		}
		return Suppression{
			Applied: true, Until: h.due,
			Reason: "Education is due from " + h.due.Words() + ", the first school day of the term after compulsory school age begins.",
		}
	},
})
