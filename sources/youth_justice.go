package sources

import "rollcall/sources/cells"

// YouthJustice is the children with whom the youth justice service works.
const YouthJustice Kind = "youth_justice"

// Children under the supervision of the youth justice service, and when they are in custody. Custody explains a child
// for a while; release without a school place is a known way to be lost.
var _ = declareSource(&source{
	kind: YouthJustice, order: 160, title: "children under youth justice orders or in custody",
	owner: "the authority's youth justice service",
	basis: "Crime and Disorder Act 1998 ss.37-39, 115; Education Act 1996 s.436A; Data Protection Act 2018 Sch 1 paras 6, 18 and s.10(5)",
	obtain: "A report of the youth justice case system (Childview, Core+ or the like): children under supervision and " +
		"dates of custody, without offences. Ask the youth justice service manager; it needs an information " +
		"sharing agreement that names this use.",
	evidence: evidence{called: "youth justice list", looked: 11, freshDays: 30, needsFresh: no, snapshot: no, meets: yes, keptUp: no,
		explains: yes, bySchool: no, holdsOpen: no, names: 1, births: 2},
	expect: Expectation{AgeDays: 120, Whole: true, Fill: namedFill(nil)},
	filed:  []string{"youth justice", "youth offending", "yot", "yjs", "yos", "orders"},
	every:  "weekly", never: "offence, sentence, victims, assessments",
	ignored: []string{"offence", "sentence", "order type", "worker", "assessment"}, sample: []string{"youth_justice/orders.csv"},
	tables: []*table{{
		adults: true, native: "person_id", fields: []field{
			{name: "person_id", is: cells.KeyValue, about: "the person in the case system", sees: byMatcher},
			{name: "order_start", is: cells.DateValue, about: "first day of the order"},
			{name: "order_end", is: cells.DateValue, about: "last day of the order"},
			{name: "custody_start", is: cells.DateValue, about: "first day in custody"},
			{name: "release_date", is: cells.DateValue, about: "day of release"},
			{name: "team", about: "team that works with the child"},
		}, claims: youthJusticeClaims,
	}},
})

func youthJusticeClaims(c *columns) func(*row) {
	var (
		person, from, to = c.slotOf("person_id"), c.slotOf("order_start"), c.slotOf("order_end")
		held, released   = c.slotOf("custody_start"), c.slotOf("release_date")
		team             = c.slotOf("team")
	)
	return func(r *row) {
		r.ownID(person)
		r.addResidence(Claim{From: r.dateOf(from), To: r.dateOf(to), Status: "service"})
		r.addClaim(Claim{Kind: Flag, From: r.dateOf(from), To: r.dateOf(to), Status: "youth_justice", Toward: cells.TeamName(r.textOf(team))})
		if r.dateOf(held) != 0 || r.dateOf(released) != 0 {
			r.addClaim(Claim{Kind: Flag, From: r.dateOf(held), To: r.dateOf(released), Status: "custody", Toward: cells.TeamName(r.textOf(team))})
		}
	}
}
