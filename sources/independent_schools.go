package sources

import "rollcall/sources/cells"

// IndependentSchools is the returns of independent schools.
const IndependentSchools Kind = "independent_schools"

// Pupils of independent schools, from the returns that the law asks of them. No census covers these schools, so without
// their returns every child who leaves for one looks lost.
var _ = declareSource(&source{
	kind: IndependentSchools, order: 120, title: "pupils of independent schools: on roll, joined, left",
	owner: "independent schools",
	basis: "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208) reg 13; Education Act 1996 s.436A",
	obtain: "The returns that independent schools make of joiners and leavers, and on request their rolls, as a file " +
		"or typed from letters. Ask the children missing education team to request them from each independent " +
		"school in the Department's list, proprietors owe joiners and leavers by law.",
	evidence: evidence{called: "independent schools' returns", looked: 7, freshDays: neverStale, needsFresh: no, snapshot: no, meets: no, keptUp: yes,
		explains: yes, bySchool: no, holdsOpen: no, names: 1, births: 2},
	// 593,486 of 9,092,073 pupils are 70 for each thousand in state schools, from next to none in some authorities to half.
	expect: Expectation{Pupils: PerThousand{2, 900, "DfE, Schools, pupils and their characteristics, 2023/24"}, AgeDays: 330, Homes: true, Fill: namedFill(map[string]float64{"event": 0.9})},
	filed:  []string{"independent school", "independent schools", "private school", "indsch"},
	every:  "on each joiner and leaver; a roll once a term on request", never: "fees, results, notes of the school",
	ignored: []string{"fees", "house", "tutor"}, sample: []string{"independent_schools/independent.csv"},
	tables: []*table{{
		fields: []field{
			{name: "school_laestab", is: cells.SchoolValue, about: "the school"},
			{name: "school_name", about: "its name"},
			{name: "year_group", about: "National Curriculum year"},
			{name: "event", is: cells.WordValue, about: "what the row reports", words: cells.WordSet("on_roll", "joined", "left"), need: true},
			{name: "start_date", is: cells.DateValue, about: "first day on the roll"},
			{name: "leaving_date", is: cells.DateValue, about: "first day off the roll"},
			{name: "destination", about: "where the child is said to go"},
			{name: "return_date", is: cells.DateValue, about: "day of the return"},
		}, claims: independentSchoolsClaims,
	}},
})

func independentSchoolsClaims(c *columns) func(*row) {
	var (
		number, name     = c.slotOf("school_laestab"), c.slotOf("school_name")
		year, event      = c.slotOf("year_group"), c.slotOf("event")
		from, to         = c.slotOf("start_date"), c.slotOf("leaving_date")
		toward, returned = c.slotOf("destination"), c.slotOf("return_date")
	)
	return func(r *row) {
		place := r.firstText(number, name)
		seen := r.dateOf(returned)
		if seen == 0 {
			seen = r.dateOf(from)
		}
		r.addResidence(Claim{From: seen, Status: "school"})
		switch r.textOf(event) {
		case "on_roll", "joined":
			r.addClaim(Claim{Kind: Roll, From: r.dateOf(from), To: r.dateOf(to), Place: place, Status: "independent", Year: r.textOf(year), Decided: r.dateOf(returned)})
		case "left":
			r.addClaim(Claim{
				Kind: LeftRoll, From: r.dateOf(to), Place: place, Status: "independent", Toward: r.textOf(toward),
				Year: r.textOf(year), Decided: r.dateOf(returned),
			})
		}
	}
}
