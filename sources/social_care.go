package sources

import "rollcall/sources/cells"

// SocialCare is the children with whom social care works.
const SocialCare Kind = "social_care"

// Which services of children's social care are open to a child: yes or no, since when, and for whom. It makes a missing
// child urgent and tells a social worker; it never excuses a child from having no school.
var _ = declareSource(&source{
	kind: SocialCare, order: 100, title: "children open to early help and social care, looked after, unaccompanied or reported missing",
	owner: "the authority's children's social care service",
	basis: "Children Act 1989 ss.17, 22, 47; Children Act 2004 ss.10-11; Education Act 1996 s.436A; Data Protection Act 2018 Sch 1 para 18",
	obtain: "A report of the children's case system (Mosaic, Liquidlogic or the like) with yes/no only: which of the " +
		"services below are open, since when. Ask the social care performance team; access is agreed with the " +
		"director of children's services and named in the impact assessment.",
	evidence: evidence{called: "social care list", looked: 15, freshDays: 30, needsFresh: no, snapshot: no, meets: yes, keptUp: no,
		explains: no, bySchool: no, holdsOpen: no, names: 6, births: 4},
	// 399,460 children in need are 47 for each thousand in state schools; a list may hold early help and closed work besides.
	expect:  Expectation{Pupils: PerThousand{8, 900, "DfE, Children in need, 2024"}, AgeDays: 120, Fill: namedFill(map[string]float64{"flag": 0.95})},
	filed:   []string{"social care", "csc", "cin", "child protection", "mosaic", "liquidlogic", "early help"},
	every:   "weekly",
	apart:   []field{censusEthnicity},
	never:   "narrative, category of abuse, assessments, placement address of others",
	ignored: []string{"placement", "worker", "category of abuse", "legal status", "assessment", "allocated worker"},
	sample:  []string{"social_care/social_care.csv"},
	tables: []*table{{
		adults: true, native: "person_id", fields: []field{
			{name: "person_id", is: cells.KeyValue, about: "the person in the case system", sees: byMatcher},
			{name: "flag", is: cells.WordValue, about: "what is open", words: cells.WithSpellings(cells.WordSet(
				"child_in_need", "child_protection", "section_47", "child_in_care", "early_help", "unaccompanied", "missing_episode",
				"young_carer", "young_parent", "service_family", "family_risk", "meeting_agenda"),
				"cin", "child_in_need", "cp", "child_protection", "cpp", "child_protection", "s47", "section_47", "section 47 enquiry", "section_47", "cic", "child_in_care",
				"cla", "child_in_care", "lac", "child_in_care", "eh", "early_help", "uasc", "unaccompanied", "missing", "missing_episode"),
				need: true},
			{name: "start_date", is: cells.DateValue, about: "first day"},
			{name: "end_date", is: cells.DateValue, about: "last day"},
			{name: "placing_la", is: cells.AuthorityValue, about: "authority that looks after the child"},
			{name: "team", about: "team that works with the child"},
		}, claims: socialCareClaims,
	}},
})

func socialCareClaims(c *columns) func(*row) {
	var (
		person, flag   = c.slotOf("person_id"), c.slotOf("flag")
		from, to, whom = c.slotOf("start_date"), c.slotOf("end_date"), c.slotOf("placing_la")
		team           = c.slotOf("team")
	)
	return func(r *row) {
		r.ownID(person)
		r.addResidence(Claim{From: r.dateOf(from), To: r.dateOf(to), Status: "service"})
		if r.textOf(flag) == "" {
			return
		}
		r.addClaim(Claim{Kind: Flag, From: r.dateOf(from), To: r.dateOf(to), Status: r.textOf(flag), Place: r.textOf(whom), Toward: cells.TeamName(r.textOf(team))})
	}
}
