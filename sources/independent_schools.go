package sources

import "rollcall/sources/cells"

// IndependentSchools is the returns of independent schools.
const IndependentSchools Kind = "independent_schools"

// Pupils of independent schools, from the returns that the law asks of them. No census covers these schools, so without
// their returns every child who leaves for one looks lost.
var independentSchools = declare(&source{
	kind:  IndependentSchools,
	order: 120,
	title: "pupils of independent schools: on roll, joined, left",
	owner: "independent schools",
	basis: "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208) reg 13; Education Act 1996 s.436A",
	obtain: "The returns that independent schools make of joiners and leavers, and on request their rolls, as a file " +
		"or typed from letters. Ask the children missing education team to request them from each independent " +
		"school in the Department's list, proprietors owe joiners and leavers by law.",
	evidence: evidence{
		called: "independent schools' returns", looked: 7, freshDays: neverStale, needsFresh: no, snapshot: no, meets: no, keptUp: yes,
		explains: yes, bySchool: no, holdsOpen: no, names: 1, births: 2,
	},
	expect:  Expectation{AgeDays: 330, Homes: true, Fill: named(map[string]float64{"event": 0.9})},
	every:   "on each joiner and leaver; a roll once a term on request",
	never:   "fees, results, notes of the school",
	ignored: []string{"fees", "house", "tutor"},
	sample:  []string{"independent_schools/independent.csv"},
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
		},
		claims: independentSchoolsClaims,
	}},
})

func independentSchoolsClaims(c *columns) func(*row) {
	var (
		number, name     = c.slot("school_laestab"), c.slot("school_name")
		year, event      = c.slot("year_group"), c.slot("event")
		from, to         = c.slot("start_date"), c.slot("leaving_date")
		toward, returned = c.slot("destination"), c.slot("return_date")
	)
	return func(r *row) {
		place := r.first(number, name)
		seen := r.date(returned)
		if seen == 0 {
			seen = r.date(from)
		}
		r.lives(Claim{From: seen, Status: "school"})
		switch r.text(event) {
		case "on_roll", "joined":
			r.claim(Claim{Kind: Roll, From: r.date(from), To: r.date(to), Place: place, Status: "independent", Year: r.text(year), Decided: r.date(returned)})
		case "left":
			r.claim(Claim{
				Kind: LeftRoll, From: r.date(to), Place: place, Status: "independent", Toward: r.text(toward),
				Year: r.text(year), Decided: r.date(returned),
			})
		}
	}
}
