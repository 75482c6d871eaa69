package sources

import "rollcall/sources/cells"

// Exclusions is the register of exclusions and suspensions.
const Exclusions Kind = "exclusions"

// Permanent exclusions and suspensions. Schools must tell the authority at once of every permanent exclusion and of the
// longer suspensions; from the sixth school day the child must have education, and may have none.
var _ = declareSource(&source{
	kind: Exclusions, order: 70, title: "permanent exclusions and suspensions",
	owner: "schools, kept by the authority's exclusions team",
	basis: "Education Act 2002 s.51A; School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012 regs 5, 14, 23; Education Act 1996 s.436A",
	obtain: "A report of the exclusions module of the education management system: every permanent exclusion and " +
		"suspension of the school year that schools have notified. Ask the exclusions officer; it is the " +
		"authority's own data.",
	evidence: evidence{called: "exclusions register", looked: 6, freshDays: 30, needsFresh: no, snapshot: no, meets: no, keptUp: yes,
		explains: no, bySchool: no, holdsOpen: no, names: 1, births: 4},
	expect: Expectation{AgeDays: 120, Own: true, Fill: namedFill(map[string]float64{"category": 0.95, "start_date": 0.95})},
	filed:  []string{"exclusions", "suspensions", "excl", "perm ex"},
	every:  "weekly; permanent exclusions daily", never: "what happened, statements, evidence of the panel",
	ignored: []string{"narrative", "details", "incident", "panel notes", "sen status"}, sample: []string{"exclusions/exclusions.csv"},
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
		}, claims: exclusionsClaims,
	}},
})

func exclusionsClaims(c *columns) func(*row) {
	var (
		school, category, reason = c.slotOf("school_laestab"), c.slotOf("category"), c.slotOf("reason")
		from, sessions           = c.slotOf("start_date"), c.slotOf("sessions")
		outcome, home            = c.slotOf("review_outcome"), c.slotOf("home_la")
	)
	return func(r *row) {
		r.addResidence(Claim{From: r.dateOf(from), Status: "school", Place: r.textOf(home)})
		if r.isBad(category) || r.textOf(category) == "" {
			return
		}
		r.addClaim(Claim{
			Kind: Exclusion, From: r.dateOf(from), Place: r.textOf(school), Status: r.textOf(category),
			Reason: cells.OnlyCode(r.textOf(reason)), Count: r.countOf(sessions), Toward: r.textOf(home), Marks: r.textOf(outcome),
		})
	}
}
