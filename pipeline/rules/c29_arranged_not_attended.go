package rules

// C29 finds a child for whom education was arranged after an exclusion or under section 19 and who does not go to it.
var _ = addRule(&Rule{
	ID: "C29", Title: "Arranged provision not attended",
	Condition: "Alternative provision is live, the sessions of ten school days or more have been offered, and fewer than a tenth of " +
		"them were attended.",
	Citations: []Citation{{educationAct, "section 19"}, duty, {medway, "paragraph 8.2"}},
	Needs:     []string{"alternative_provision"},
	Without:   "nothing; nor where the register gives no sessions",
	Excuses:   []ID{"U01", "U02", "U03", "U04", "U22"}, Despite: []ID{"U05"}, Severity: P3,
	Next: "Ask the provider and the family; papers for an attendance order are the officer's to consider", Who: "exclusions officer",
	decide: func(h *history) Finding {
		for _, c := range h.of(Alternative) {
			offered, attended := sessionsOf(c)
			if !h.openNow(c) || offered < h.facts.amounts.ArrangedSessions || 100*attended >= h.facts.amounts.ArrangedShare*offered {
				continue
			}
			f := yes(max(h.due, c.From), "Of "+number(offered)+" sessions of "+arrangementName(c.Status)+" offered since "+c.From.Words()+
				", the child attended "+number(attended)+".", c)
			f.Label = "arranged provision not attended"
			return f
		}
		return no("No current arrangement is known to be so poorly attended.")
	},
})
