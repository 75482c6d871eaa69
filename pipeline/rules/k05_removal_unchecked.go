package rules

// K05 finds a pupil taken off a roll as not coming back, without all that must come before it. It asks to stop and check: a
// child deleted so is on no roll and nobody may be looking.
var _ = addClock(&Clock{
	ID: "K05", Title: "Removed as not returning without the checks",
	Condition: "Ground H or I, and the return or the register does not show ten or twenty school days of codes G, N and O alone, a home " +
		"visit, the authority's agreement, or an accepted referral.",
	Citations: []Citation{{registration, "regulation 9(1)(h)"}, removalDay.citation, {medway, "paragraphs 11.8 and 13.4"}},
	From:      since2024, Needs: []string{"roll_changes"}, Of: OfSchool,
	Next: "Stop and check: the name is not deleted until school and authority agree", Who: "attendance officer",
	child: func(h *history, _ *Verdict) []Task {
		var out []Task
		for _, e := range h.recentReturns() {
			c := e.leaver
			if c.Reason != "H" && c.Reason != "I" {
				continue
			}
			var missing []string
			need := removalDay.n
			if c.Reason == "H" {
				need = leaveDay.n
			}
			if marks := h.marksAt(c.Place); len(marks) > 0 {
				if run := h.runOfMarks(c.Place, "GNO"); run.days < need {
					missing = append(missing, number(need)+" school days of codes G, N and O (the register shows "+number(run.days)+")")
				}
			}
			for _, m := range [][2]string{{"home_visit", "a home visit"}, {"la_agreed", "the authority's agreement"}, {"referral_accepted", "an accepted referral"}} {
				if !c.hasMark(m[0]) {
					missing = append(missing, m[1])
				}
			}
			out = append(out, newTask("Deleted on "+c.From.Words()+" under ground "+c.Reason+" without all that must come first.",
				c.From, c.From, CalendarDays, c).atSchool(e.root).withMissing(missing...)...)
		}
		return out
	},
})
