package rules

// r29 finds a child, back in education, who has been a case twice in two years: the next gap is the one to prevent.
var r29 = &Rule{
	ID: "R29", Title: "Second case within twenty-four months",
	Condition: "The case list has two cases or more of the child opened within twenty-four months that were no errors of the data, and " +
		"none is open.",
	Citations: []Citation{{Guidance, "preventing repeated instances"}, {southwark, "paragraph 1.3, repeat occasions"}},
	From:      since436A,
	Needs:     []string{"case_list"},
	Without:   "nothing",
	Severity:  P3,
	Next:      "Ask the school how the child is attending, with the history of the cases",
	Who:       "CME officer",
	decide: func(h *history) Finding {
		all := h.recentCases()
		if len(all) < 2 {
			return no("Fewer than two cases were opened within twenty-four months.")
		}
		last := all[len(all)-1]
		if last.To == 0 && last.Status != "resolved" && last.Status != "not_cme" {
			return no("A case is open.")
		}
		return yes(last.From, number(len(all))+" cases were opened within twenty-four months, the last on "+last.From.Words()+".", all...)
	},
}

// recentCases are the cases opened within twenty-four months, each once, but for errors of the data; by the day of opening.
func (h *history) recentCases() []*Claim {
	var all []*Claim
	for i := range h.claims {
		c := &h.claims[i]
		if c.Kind != OpenCase || c.From > h.AsOf || c.From < h.AsOf.AddDays(-h.facts.amounts.EpisodeDays) || dataError(c) {
			continue
		}
		if n := len(all); n > 0 && (c.From == all[n-1].From || c.Ref != "" && c.Ref == all[n-1].Ref) {
			all[n-1] = c // a later row of the same case
			continue
		}
		all = append(all, c)
	}
	return all
}
