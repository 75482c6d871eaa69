package rules

// C06 finds a child whom a school has taken off its roll without saying where the child was going, or on a ground that says
// that nobody knows.
var _ = addRule(&Rule{
	ID: "C06", Title: "Left roll, destination unknown",
	Condition: "A deletion return names no destination, or was made because the child did not come back or could not be found, " +
		"or names a place outside although the child has been seen here since; and nothing explains the child.",
	Citations: []Citation{duty, {registration, "regulation 9(1)"}, {registration, "regulation 13(4) to (6)"}, {medway, "paragraphs 3.1.8 and 5.4"}},
	From:      since2024, Needs: []string{"school_census", "roll_changes"}, Better: []string{"lost_pupils"},
	Excuses: []ID{"U01", "U02", "U03", "U04", "U11", "U18", "U20", "U21"}, Severity: P2, WhenStale: oldReturns,
	Next:    "Make joint enquiries with the school, check that a transfer file went to the lost pupil database, and write to the last address",
	Who:     "CME officer",
	Letters: []Letter{LetterWhereabouts, LetterSchool},
	decide: func(h *history) Finding {
		e := h.lastLeaving()
		if e == nil || isRollsWord(e.leaver) {
			return no("A deletion return is not the last that was heard of the child.")
		}
		c := e.leaver
		switch c.Reason {
		case "B", "E", "F", "K", "L", "N":
			return no("The ground of the deletion is another rule's.")
		case "H", "I":
			return missingEducation("Taken off the roll of "+e.name+" on "+c.From.Words()+" under ground "+c.Reason+
				", absent without being found, and on no other roll since.", c)
		}
		switch destinationOf(h, c) {
		case destinationUnknown:
			return missingEducation("Taken off the roll of "+e.name+" on "+c.From.Words()+underGround(c)+"; the return names no destination.", c)
		case destinationOutside:
			if h.hasApplication(func(a *application) bool { return a.appliedOn() > c.From }) {
				return no("The child came back and sought a place, which is another rule's.")
			}
			if !h.seenSince(c) {
				return no("The deletion return names a place outside, which is another rule's.")
			}
			return missingEducation("Taken off the roll of "+e.name+" on "+c.From.Words()+underGround(c)+
				" for a place outside the authority's records, but seen in the area since.", c)
		}
		return no("The deletion return names a destination that is looked at by another rule.")
	},
})

func underGround(c *Claim) string {
	if c.Reason == "" {
		return " with no ground given"
	}
	return " under ground " + c.Reason
}
