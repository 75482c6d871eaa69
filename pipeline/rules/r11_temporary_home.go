package rules

// R11 finds a family in temporary accommodation or a refuge while no school has been seen to keep the child since the move.
var _ = addRule(&Rule{
	ID: "R11", Title: "In temporary accommodation, school since not seen",
	Condition: "The housing service holds the family in temporary accommodation or a refuge, and no census and no register has shown the " +
		"child at the school since the move, or an absence going on began with the move.",
	Citations: []Citation{{"Housing Act 1996", "sections 188 and 193"}, {medway, "paragraph 3.1.5"}, {southwark, "children at risk, homeless families"}},
	Needs:     []string{"housing"},
	Severity:  P4, Signal: MoveSignal,
	Road: OfficersRoad,
	Next: "Ask whether the child still reaches the school, and how", Who: "attendance officer",
	decide: func(h *history) Finding {
		c := h.temporaryHome()
		switch {
		case c == nil:
			return no("The family is not held in temporary accommodation.")
		case h.keptSince(c) && !h.awaySince(c.From):
			return no("A school has shown the child since the move.")
		}
		f := yes(c.From, "The housing service placed the family on "+c.From.Words()+", and no school has shown the child since.", c)
		f.Label = "temporary accommodation"
		if c.Kind == Flag || c.hasMark("refuge") {
			f.Label = "" // what kind of place it is, the line must not tell
		}
		return f
	},
})

// temporaryHome is the newest placement in temporary accommodation or a refuge that has not ended, of the last twelve months.
func (h *history) temporaryHome() *Claim {
	return h.newestClaim(Flag|Residence, beginDay, func(c *Claim) bool {
		temporary := c.Kind == Residence && c.Status == "temporary" && c.To == 0 && !h.tenancyEnds(c.Ref)
		refuge := c.Kind == Flag && c.Status == "refuge" && h.openNow(c)
		return (temporary || refuge) && h.isOfLast(c.From, h.facts.amounts.ResidenceDays)
	})
}
