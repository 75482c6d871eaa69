package rules

// C14 finds a child whose home education the authority has judged unsuitable. It never says so of one not yet assessed.
var _ = addRule(&Rule{
	ID: "C14", Title: "Home education found unsuitable",
	Condition: "The newest row of the home-education register says unsuitable or that a school attendance order was made, and " +
		"nothing else explains the child.",
	Citations: []Citation{{educationAct, "sections 437 to 443"}, definition, {medway, "paragraph 7.3.6"}},
	Needs:     []string{"school_census", "home_education"},
	Excuses:   []ID{"U01", "U02", "U03", "U05", "U20"}, Severity: P3,
	Next: "See that the school attendance order process has begun", Who: "home education officer",
	decide: func(h *history) Finding {
		c := h.homeEducation()
		if c == nil || !h.openNow(c) || c.Status != "unsuitable" && c.Status != "attendance_order" {
			return no("No row of the home-education register says that the education is unsuitable.")
		}
		since := c.Decided
		if since == 0 {
			since = c.From
		}
		return missingEducation("Home education was found unsuitable on "+since.Words()+" and no school has the child.", c)
	},
})
