package sources

import "rollcall/sources/cells"

// EHCPlans is the education, health and care plans.
const EHCPlans Kind = "ehc_plans"

// Education, health and care plans: which setting a plan names, or that it names none yet. A plan whose child is at no
// setting is provision owed, not provision made.
var ehcPlans = declare(&source{
	kind:  EHCPlans,
	order: 150,
	title: "education, health and care plans and the setting that each names",
	owner: "the authority's special educational needs service",
	basis: "Children and Families Act 2014 ss.37-44, 61; Education Act 1996 s.436A",
	obtain: "A report of the special educational needs case system: open and lately ceased plans with the setting " +
		"named, without needs or advice. Ask the SEN data officer; it is the authority's own data.",
	evidence: evidence{
		called: "education, health and care plans", looked: 10, freshDays: 30, needsFresh: no, snapshot: yes, meets: no, keptUp: yes,
		explains: yes, bySchool: no, holdsOpen: no, names: 6, births: 4,
	},
	expect:  Expectation{AgeDays: 120, Whole: true, Homes: true, Fill: named(map[string]float64{"start_date": 0.9})},
	every:   "weekly",
	never:   "needs, diagnosis, outcomes, advice, cost",
	ignored: []string{"primary need", "need", "outcomes", "band", "funding", "cost"},
	sample:  []string{"ehc_plans/plans.csv"},
	tables: []*table{{
		adults: true,
		native: "plan_ref",
		fields: []field{
			{name: "plan_ref", is: cells.KeyValue, about: "the plan"},
			{name: "start_date", is: cells.DateValue, about: "day of the final plan"},
			{name: "named_setting", about: "setting named, in words"},
			{name: "named_laestab", is: cells.SchoolValue, about: "its number"},
			{name: "package", is: cells.WordValue, about: "what the plan provides", words: cells.WordSet("school", "eotas", "awaiting")},
			{name: "tribunal", is: cells.YesNoValue, about: "an appeal is open"},
			{name: "ceased_date", is: cells.DateValue, about: "day on which the plan ended"},
		},
		claims: ehcPlansClaims,
	}},
})

func ehcPlansClaims(c *columns) func(*row) {
	var (
		ref, from, to   = c.slot("plan_ref"), c.slot("start_date"), c.slot("ceased_date")
		setting, number = c.slot("named_setting"), c.slot("named_laestab")
		kind, appeal    = c.slot("package"), c.slot("tribunal")
	)
	return func(r *row) {
		r.lives(Claim{From: r.date(from), To: r.date(to), Status: "service"})
		if r.bad(kind) {
			return
		}
		r.claim(Claim{
			Kind: Alternative, From: r.date(from), To: r.date(to), Place: r.first(number, setting), Status: "ehc_plan",
			Reason: r.text(kind), Ref: r.text(ref), Marks: marks(mark{"tribunal", r.yes(appeal)}),
		})
	}
}
