package sources

import "rollcall/sources/cells"

// Exclusions is the register of exclusions and suspensions.
const Exclusions Kind = "exclusions"

// Permanent exclusions and suspensions. Schools must tell the authority at once of every permanent exclusion and of the
// longer suspensions; from the sixth school day the child must have education, and may have none.
var exclusions = declare(&source{
	kind:  Exclusions,
	order: 70,
	title: "permanent exclusions and suspensions",
	owner: "schools, kept by the authority's exclusions team",
	basis: "Education Act 2002 s.51A; School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012 regs 5, 14, 23; Education Act 1996 s.436A",
	obtain: "A report of the exclusions module of the education management system: every permanent exclusion and " +
		"suspension of the school year that schools have notified. Ask the exclusions officer; it is the " +
		"authority's own data.",
	evidence: evidence{
		called: "exclusions register", looked: 6, freshDays: 30, needsFresh: no, snapshot: no, meets: no, keptUp: yes,
		explains: no, bySchool: no, holdsOpen: no, names: 1, births: 4,
	},
	expect:  Expectation{AgeDays: 120, Own: true, Fill: named(map[string]float64{"category": 0.95, "start_date": 0.95})},
	every:   "weekly; permanent exclusions daily",
	never:   "what happened, statements, evidence of the panel",
	ignored: []string{"narrative", "details", "incident", "panel notes", "sen status"},
	sample:  []string{"exclusions/exclusions.csv"},
	tables: []*table{{
		fields: []field{
			{name: "school_laestab", is: cells.SchoolValue, about: "excluding school"},
			{name: "category", is: cells.WordValue, about: "kind of exclusion", words: cells.WithSpellings(cells.WordSet("permanent", "suspension", "lunchtime"),
				"perm", "permanent", "pex", "permanent", "susp", "suspension", "fixd", "suspension", "fixed term", "suspension",
				"fixed", "suspension", "fixed period", "suspension", "suspended", "suspension",
				"permanent exclusion", "permanent", "permanently excluded", "permanent", "lnch", "lunchtime", "lunch", "lunchtime")},
			{name: "reason", about: "code of the reason"},
			{name: "start_date", is: cells.DateValue, about: "first day"},
			{name: "sessions", is: cells.CountValue, about: "sessions"},
			{name: "review_outcome", is: cells.WordValue, about: "what governors or the panel decided",
				words: cells.WordSet("upheld", "reinstated", "overturned")},
			{name: "home_la", is: cells.AuthorityValue, about: "authority in which the child lives"},
		},
		claims: exclusionsClaims,
	}},
})

func exclusionsClaims(c *columns) func(*row) {
	var (
		school, category, reason = c.slot("school_laestab"), c.slot("category"), c.slot("reason")
		from, sessions           = c.slot("start_date"), c.slot("sessions")
		outcome, home            = c.slot("review_outcome"), c.slot("home_la")
	)
	return func(r *row) {
		r.lives(Claim{From: r.date(from), Status: "school", Place: r.text(home)})
		if r.bad(category) || r.text(category) == "" {
			return
		}
		r.claim(Claim{
			Kind: Exclusion, From: r.date(from), Place: r.text(school), Status: r.text(category),
			Reason: cells.OnlyCode(r.text(reason)), Count: r.count(sessions), Toward: r.text(home), Marks: r.text(outcome),
		})
	}
}
