package sources

// The authority's own list of children missing education and of those it is looking for. What officers have found stands
// above anything that is worked out.
var caseList = &source{
	kind:  CaseList,
	title: "the authority's own cases of children missing education",
	owner: "the authority's children missing education team",
	basis: "Education Act 1996 s.436A; children missing education guidance (2025)",
	obtain: "An export of the children missing education module, or the team's own list, with closed cases of the " +
		"last two years. Ask the children missing education lead; it is the authority's own data.",
	every:   "before every run",
	never:   "case notes",
	ignored: []string{"since_date", "closure_reason", "evidence_grade", "officer_team", "case notes", "officer"},
	sample:  []string{"case_list/cases.csv"},
	tables: []*table{{
		native: "case_ref",
		fields: []field{
			{name: "case_ref", is: keyValue, about: "the case", need: true},
			{name: "status", is: wordValue, about: "where the case stands", words: words(
				"suspected", "confirmed", "untraced", "transfer_pending", "resolved", "not_cme")},
			{name: "opened_date", is: dateValue, about: "day opened"},
			{name: "reason", about: "why, in a word or two"},
			{name: "last_action_date", is: dateValue, about: "day of the last action"},
			{name: "closed_date", is: dateValue, about: "day closed"},
		},
		claims: caseListClaims,
	}},
}

func caseListClaims(c *columns) func(*row) {
	var (
		ref, status, reason = c.slot("case_ref"), c.slot("status"), c.slot("reason")
		from, to, acted     = c.slot("opened_date"), c.slot("closed_date"), c.slot("last_action_date")
	)
	return func(r *row) {
		if r.bad(status) {
			return
		}
		r.claim(Claim{
			Kind: Case, From: r.date(from), To: r.date(to), Status: r.text(status), Reason: oneWord(r.text(reason)),
			Ref: r.text(ref), Decided: r.date(acted),
		})
	}
}
