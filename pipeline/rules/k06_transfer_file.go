package rules

// K06 sees that a transfer file of a pupil whose next school is not known goes to the lost pupils, and that a file which lies
// there is asked for once the child is found on a roll.
var _ = addClock(&Clock{
	ID: "K06", Title: "Transfer file not in the lost pupil database, or not fetched",
	Condition: "Fifteen school days after a deletion to an unknown destination no file of the pupil is in the lost pupil database; or a file is " +
		"there and a school has the child.",
	Citations: []Citation{transferDay.citation, {medway, "paragraphs 11.5 and 11.8"}},
	From:      since2024, Needs: []string{"school_census", "roll_changes", "lost_pupils"}, Of: OfSchool,
	Next: "Ask the school to send the transfer file with the destination XXXXXXX", Who: "school",
	child: func(h *history, v *Verdict) []Task {
		var out []Task
		for _, e := range h.recentReturns() {
			c := e.leaver
			due := h.Calendar.AddSchoolDays(e.root, c.From, transferDay.n)
			// The file of lost pupils must reach past the day, or its silence says nothing.
			if destinationOf(h, c) == destinationUnknown && h.Extracts.newest("lost_pupils") > due && v.Status != Explained && !h.fileFrom(e) {
				out = append(out, newTask("Deleted on "+c.From.Words()+" to an unknown destination, and no transfer file is in the lost pupil database.",
					c.From, due, SchoolDays, c).atSchool(e.root))
			}
		}
		for _, c := range h.of(Lost) {
			if saysNothing(c.Toward) && v.ExplainedBy == "U01" && h.isRecent(c.From) {
				t := newTask("A transfer file of "+c.From.Words()+" is in the lost pupil database, and a school has the child.", c.From,
					h.Calendar.AddSchoolDays(h.Home, c.From, transferDay.n), SchoolDays, c).atSchool(h.countedSchool())
				t.Next = "Ask the school that has the child to fetch the file"
				out = append(out, t)
			}
		}
		return out
	},
})

// fileFrom reports whether a transfer file of a school is with the lost pupils.
func (h *history) fileFrom(e *enrolment) bool {
	return h.hasClaim(Lost, func(c *Claim) bool { return h.schoolAt(c.Place).root == e.root })
}
