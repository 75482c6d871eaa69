package sources

import "rollcall/sources/cells"

// HomeEducation is the register of children taught at home.
const HomeEducation Kind = "home_education"

// The authority's register of children educated at home. It explains a child who is on no roll, also before anyone has
// judged the education, and it says which education was found wanting.
var _ = declareSource(&source{
	kind: HomeEducation, order: 60, title: "register of children educated at home",
	owner: "the authority's elective home education team",
	basis: "Education Act 1996 ss.436A, 437; elective home education guidance for local authorities (2019)",
	obtain: "An export of the elective home education register, from the education management system or the team's " +
		"own list, closed cases of the last two years included. Ask the elective home education lead; it is the " +
		"authority's own data.",
	evidence: evidence{called: "home-education register", looked: 4, freshDays: 30, needsFresh: no, snapshot: yes, meets: no, keptUp: yes,
		explains: yes, bySchool: no, holdsOpen: yes, names: 6, births: 4},
	// 111,700 of some 8.5 million pupils in state schools are 13 for each thousand; a register holds closed cases besides.
	expect:  Expectation{Pupils: PerThousand{4, 80, "DfE, Elective home education, autumn term 2024/25"}, AgeDays: 120, Whole: true, Homes: true, Fill: namedFill(map[string]float64{"start_date": 0.9, "status": 0.5})},
	filed:   []string{"ehe", "home education", "home educated", "elective home education"},
	every:   "weekly",
	apart:   []field{censusEthnicity},
	never:   "what parents wrote of their education or beliefs, a reason of religion, notes of visits",
	ignored: []string{"reason for ehe", "philosophy", "visit notes", "curriculum", "adviser", "sen status"},
	sample:  []string{"home_education/ehe.csv"},
	tables: []*table{{
		native: "case_ref", fields: []field{
			{name: "case_ref", is: cells.KeyValue, about: "the case"},
			{name: "start_date", is: cells.DateValue, about: "first day of home education"},
			{name: "end_date", is: cells.DateValue, about: "last day of it"},
			{name: "status", is: cells.WordValue, about: "what was found", words: cells.WordSet(
				"suitable", "not_assessed", "unsuitable", "attendance_order", "no_contact", "closed")},
			{name: "decision_date", is: cells.DateValue, about: "day on which that was found"},
			{name: "review_date", is: cells.DateValue, about: "day of the next review"},
			{name: "last_contact_date", is: cells.DateValue, about: "last day of contact with the family"},
			{name: "previous_school_laestab", is: cells.SchoolValue, about: "school before"},
			{name: "primary_reason", is: cells.WordValue, about: "why the parents chose it: a reason of the department's collection; counted and no more", words: homeReasonWords()},
			{name: "notice_date", is: cells.DateValue, about: "day of a notice to satisfy the authority that the education is suitable"},
			{name: "order_date", is: cells.DateValue, about: "day of a school attendance order"},
		}, claims: homeEducationClaims,
	}},
})

func homeEducationClaims(c *columns) func(*row) {
	var (
		ref, from, to   = c.slotOf("case_ref"), c.slotOf("start_date"), c.slotOf("end_date")
		status, decided = c.slotOf("status"), c.slotOf("decision_date")
		review, contact = c.slotOf("review_date"), c.slotOf("last_contact_date")
		school, reason  = c.slotOf("previous_school_laestab"), c.slotOf("primary_reason")
		notice, order   = c.slotOf("notice_date"), c.slotOf("order_date")
	)
	return func(r *row) {
		r.addResidence(Claim{From: r.dateOf(from), To: r.dateOf(to), Status: "service"})
		if d := r.dateOf(contact); d != 0 {
			r.addResidence(Claim{From: d, Status: "contact"})
		}
		if r.isBad(status) {
			return
		}
		r.addClaim(Claim{
			Kind: HomeEducated, From: r.dateOf(from), To: r.dateOf(to), Status: r.textOf(status), Decided: r.dateOf(decided),
			Expected: r.dateOf(review), Toward: r.textOf(school), Ref: r.textOf(ref), Reason: r.textOf(reason),
		})
		for _, step := range [...]struct {
			status string
			on     Date
		}{{"notice", r.dateOf(notice)}, {"order", r.dateOf(order)}} {
			if step.on != 0 {
				r.addClaim(Claim{Kind: AttendanceOrder, From: step.on, Status: step.status, Ref: r.textOf(ref)})
			}
		}
	}
}
