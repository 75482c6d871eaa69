package sources

import "rollcall/sources/cells"

// Referrals is the children whom somebody reported.
const Referrals Kind = "referrals"

// Reports that a child may be missing education, from schools, neighbours, health visitors, the police or the public.
//
// A referral form asks for fourteen things: name; date of birth; the present or last address; sex; ethnicity; English as a
// second language; parents and who has responsibility; brothers and sisters; the last school with its days; free school
// meals; special needs and plans; what came before, such as home education; protection plans, need and care; other
// safeguarding. Those that find the child or tell how urgent the case is are read. The rest is held apart or known better
// elsewhere: plans come from the list of plans, and a brother or sister is found by records of their own.
var _ = declareSource(&source{
	kind: Referrals, order: 140, title: "reports of children who may be missing education",
	owner: "the authority's children missing education team, from anyone who reports a child",
	basis: "Education Act 1996 s.436A; Children Act 2004 s.11; children missing education guidance (2025)",
	obtain: "The authority's own referral form for children who may be missing education, as the file behind it. Ask " +
		"the children missing education team; it is the authority's own data.",
	evidence: evidence{called: "list of referrals", looked: 16, freshDays: neverStale, needsFresh: no, snapshot: no, meets: no, keptUp: no,
		explains: no, bySchool: no, holdsOpen: no, names: 1, births: 2},
	expect: Expectation{AgeDays: 120},
	filed:  []string{"referrals", "referral", "cme referrals"},
	every:  "daily", never: "what the referrer wrote and who it was, names of brothers and sisters, special needs, domestic abuse",
	ignored: []string{"referrer", "siblings", "siblings names", "details", "narrative", "reason for referral", "eal", "english as an additional language",
		"sen", "sen status", "sen support", "ehcp", "ehc plan", "fsm eligible", "parental responsibility", "last school start date", "last school name",
		"domestic abuse", "family solutions", "other safeguarding", "referrer name", "referrer phone", "referrer email"},
	sample: []string{"referrals/referrals.csv"},
	tables: []*table{{
		native: "referral_ref", fields: []field{
			{name: "referral_ref", is: cells.KeyValue, about: "the referral"},
			{name: "referral_date", is: cells.DateValue, about: "day on which it came"},
			{name: "school_laestab", is: cells.SchoolValue, about: "school named, or the last one"},
			{name: "school_end_date", is: cells.DateValue, about: "last day there, as the referrer knows it"},
			{name: "acknowledged_date", is: cells.DateValue, about: "day on which the referrer was told that it came"},
			{name: "concern", about: "the concern in a word or two; more is left out"},
			{name: "on_roll_believed", is: cells.YesNoValue, about: "the referrer believes the child to be on a roll"},
			{name: "home_visit_date", is: cells.DateValue, about: "day of a home visit"},
			{name: "home_educated_before", is: cells.YesNoValue, about: "the child was educated at home before"},
			{name: "child_protection", is: cells.YesNoValue, about: "the referrer knows of a child protection plan"},
			{name: "child_in_need", is: cells.YesNoValue, about: "the referrer knows the child to be in need"},
			{name: "child_in_care", is: cells.YesNoValue, about: "the referrer knows the child to be looked after"},
			{name: "early_help", is: cells.YesNoValue, about: "the referrer knows of early help"},
		}, claims: referralsClaims,
	}},
})

func referralsClaims(c *columns) func(*row) {
	var (
		ref, on, school = c.slotOf("referral_ref"), c.slotOf("referral_date"), c.slotOf("school_laestab")
		left, concern   = c.slotOf("school_end_date"), c.slotOf("concern")
		onRoll, visit   = c.slotOf("on_roll_believed"), c.slotOf("home_visit_date")
		home, answered  = c.slotOf("home_educated_before"), c.slotOf("acknowledged_date")
		services        = []string{"child_protection", "child_in_need", "child_in_care", "early_help"}
		flags           = make([]int, len(services))
	)
	for i, s := range services {
		flags[i] = c.slotOf(s)
	}
	return func(r *row) {
		r.addResidence(Claim{From: r.dateOf(on), Status: "service"})
		claim := Claim{
			Kind: Referral, From: r.dateOf(on), To: r.dateOf(left), Reason: cells.OnlyCode(r.textOf(concern)), Place: r.textOf(school), Ref: r.textOf(ref),
			Decided: r.dateOf(visit), Expected: r.dateOf(answered), Marks: joinMarks(mark{"home_visit", r.dateOf(visit) != 0}, mark{"home_educated_before", r.saysYes(home)}),
		}
		if r.saysYes(onRoll) {
			claim.Status = "on_roll"
		}
		r.addClaim(claim)
		for i, s := range services {
			if r.saysYes(flags[i]) {
				r.addClaim(Claim{Kind: Flag, From: r.dateOf(on), Status: s, Ref: r.textOf(ref)})
			}
		}
	}
}
