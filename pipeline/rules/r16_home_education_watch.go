package rules

// R16 watches a child taught at home whom nobody has looked at for long, or about whom there was a concern. Home education is
// lawful, and none of this makes it missing education.
var _ = addRule(&Rule{
	ID: "R16", Title: "Home educated, due to be looked at",
	Condition: "The home-education register holds an open row that has not been assessed in the time the authority allows itself, or a " +
		"referral has come since it began, or the child was a case within twenty-four months.",
	Citations: []Citation{{"Elective home education, guidance for local authorities, Department for Education, April 2019", "informal enquiries"}, {southwark, "children at risk, home education with concern"}},
	From:      since2019, Needs: []string{"home_education"}, Better: []string{"referrals", "case_list"},
	Reads: HomeEducated, Severity: P5,
	Road: HomeRoad,
	Next: "Make the informal enquiries that are due", Who: "home education officer",
	decide: func(h *history) Finding {
		c := h.homeEducation()
		if c == nil || h.homeWanting(c) != "" {
			return no("The home-education register holds no open row.")
		}
		if r := h.recentReferral(h.facts.amounts.ReferralDays); r != nil && r.From > max(c.From, c.Decided) {
			return yes(h.Calendar.NextSchoolDay(h.Home, r.From), "On the home-education register since "+c.From.Words()+", and a referral came on "+r.From.Words()+".", r, c)
		}
		due := c.From.AddDays(h.facts.amounts.HomeAssessment)
		if c.Status == "not_assessed" && h.AsOf.After(due) {
			return yes(h.Calendar.NextSchoolDay(h.Home, due+1), "On the home-education register since "+c.From.Words()+" and not assessed; that was due by "+due.Words()+".", c)
		}
		if k := h.recentCases(h.facts.amounts.EpisodeDays); len(k) > 0 {
			return yes(h.Calendar.NextSchoolDay(h.Home, c.From), "On the home-education register since "+c.From.Words()+", and a case of missing education was opened on "+k[len(k)-1].From.Words()+".", c, k[len(k)-1])
		}
		return no("Nothing says that the home education should be looked at now.")
	},
})
