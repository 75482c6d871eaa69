package sources

// Reports that a child may be missing education, from schools, neighbours, health visitors, the police or the public.
var referrals = &source{
	kind:  Referrals,
	title: "reports of children who may be missing education",
	owner: "the authority's children missing education team, from anyone who reports a child",
	basis: "Education Act 1996 s.436A; Children Act 2004 s.11; children missing education guidance (2025)",
	obtain: "The authority's own referral form for children who may be missing education, as the file behind it. Ask " +
		"the children missing education team; it is the authority's own data.",
	every:   "daily",
	never:   "what the referrer wrote, names of brothers and sisters",
	ignored: []string{"referrer", "siblings", "home_visit_date", "details", "narrative"},
	sample:  []string{"referrals/referrals.csv"},
	tables: []*table{{
		native: "referral_ref",
		fields: []field{
			{name: "referral_ref", is: keyValue, about: "the referral"},
			{name: "referral_date", is: dateValue, about: "day on which it came"},
			{name: "school_laestab", is: schoolValue, about: "school named"},
			{name: "concern", about: "the concern in a word or two; more is left out"},
			{name: "on_roll_believed", is: yesNoValue, about: "the referrer believes the child to be on a roll"},
		},
		claims: referralsClaims,
	}},
}

func referralsClaims(c *columns) func(*row) {
	var (
		ref, on, school = c.slot("referral_ref"), c.slot("referral_date"), c.slot("school_laestab")
		concern, onRoll = c.slot("concern"), c.slot("on_roll_believed")
	)
	return func(r *row) {
		r.lives(Claim{From: r.date(on), Status: "service"})
		claim := Claim{Kind: Referral, From: r.date(on), Reason: oneWord(r.text(concern)), Place: r.text(school), Ref: r.text(ref)}
		if r.yes(onRoll) {
			claim.Status = "on_roll"
		}
		r.claim(claim)
	}
}
