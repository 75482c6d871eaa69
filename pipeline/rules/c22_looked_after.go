package rules

// C22 finds a child whom an authority looks after, or who came here alone, without a school: twenty school days after the
// placement, or at once when another authority placed the child here.
var _ = addRule(&Rule{
	ID: "C22", Title: "Looked after or unaccompanied, on no roll",
	Condition: "The child is looked after or unaccompanied, twenty school days have gone by since that began or since education " +
		"ended (none when another authority placed the child), and nothing explains the child.",
	Citations: []Citation{{"Children Act 1989", "section 22(3A)"}, {"Promoting the education of looked-after children and previously looked-after children, statutory guidance, February 2018", "education placements"}, duty},
	From:      since2018, Needs: []string{"school_census", "social_care"},
	Excuses: []ID{"U01", "U02", "U03", "U04", "U05", "U20", "U22"}, Severity: P2,
	Next: "Tell the Virtual School and the social worker the same day", Who: "Virtual School",
	decide: func(h *history) Finding {
		c := h.openFlag("child_in_care", "unaccompanied")
		if c == nil {
			return no("The child is not looked after and not unaccompanied.")
		}
		if elsewhere := c.Place != "" && c.Place != h.Home; elsewhere {
			return missingEducation("Placed here by another authority, and on no roll.", c)
		}
		since, _ := h.withoutSince()
		day := h.Calendar.AddSchoolDays(h.Home, max(since, c.From), h.facts.amounts.CarePlacement)
		if h.AsOf.Before(day) {
			return no("The authority has until " + day.Words() + " to find a school.")
		}
		return missingEducation("An authority is responsible for the child, and no roll has shown the child for "+
			number(h.facts.amounts.CarePlacement)+" school days or more.", c)
	},
})
