package rules

// U08 removes a young person over compulsory school age, which ends on the last Friday in June of the school year in which
// they become sixteen, whatever their birthday.
var _ = addSuppressor(&Suppressor{
	ID: "U08", Title: "Over compulsory school age", Effect: Removes, Part: OfAge,
	Does:      "removes the child",
	Citations: []Citation{{educationAct, "section 8(3)"}, {"Education (School Leaving Date) Order 1997 (SI 1997/1970)", ""}},
	Proof:     "the date of birth",
	Expires:   "never",
	apply: func(h *history) Suppression {
		if h.DOB == 0 || !h.AsOf.After(h.end) {
			return Suppression{}
		}
		return Suppression{Applied: true, Reason: "Compulsory school age ended on " + h.end.Words() + "."}
	},
})
