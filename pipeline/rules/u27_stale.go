package rules

// U27 marks a child whom only a register that is older than it should be explains, or a return that is late: such a child is
// listed apart, for the register may hold a child who has gone. A rule that needs a stale extract is off and says so.
var _ = addSuppressor(&Suppressor{
	ID: "U27", Title: "Explained by a stale register only", Effect: Holds, Part: OfExplained,
	Does:      "keeps the child off the list and lists them apart; switches off or lowers the rules that need the extract",
	Citations: []Citation{{Guidance, "accurate records"}},
	Proof:     "the day for which the extract speaks, against how old its kind may be",
	Expires:   "the extract is refreshed",
	apply: func(h *history) Suppression {
		x := h.explanation()
		if !x.Applied || !x.Old {
			return Suppression{}
		}
		return Suppression{
			Applied: true, Old: true, Record: x.Record, claim: x.claim, Until: x.Until,
			Reason: "Only an old record explains the child: " + x.Reason,
		}
	},
})
