package rules

// R29 finds a child, back in education, who has been a case twice in two years: the next gap is the one to prevent.
var _ = addRule(&Rule{
	ID: "R29", Title: "Second case within twenty-four months",
	Condition: "The case list has two cases or more of the child opened within twenty-four months that were no errors of the data, and " +
		"none is open.",
	Citations: []Citation{{Guidance, "preventing repeated instances"}, {southwark, "paragraph 1.3, repeat occasions"}},
	Needs:     []string{"case_list"},
	Reads:     OpenCase, Severity: P3,
	Road: OfficersRoad,
	Next: "Ask the school how the child is attending, with the history of the cases", Who: "CME officer",
	decide: func(h *history) Finding {
		all := h.recentCases(h.facts.amounts.EpisodeDays)
		if len(all) < 2 {
			return no("Fewer than two cases were opened within twenty-four months.")
		}
		last := all[len(all)-1]
		if last.To == 0 && last.Status != "resolved" && last.Status != "not_cme" {
			return no("A case is open.")
		}
		return yes(last.From, number(len(all))+" cases were opened within twenty-four months, the last on "+last.From.Words()+".", all...)
	},
})
