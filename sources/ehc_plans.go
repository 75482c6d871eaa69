package sources

import "rollcall/sources/cells"

// EHCPlans is the education, health and care plans.
const EHCPlans Kind = "ehc_plans"

// Education, health and care plans: which setting a plan names, or that it names none yet. A plan whose child is at no
// setting is provision owed, not provision made.
var _ = declareSource(&source{
	kind: EHCPlans, order: 150, title: "education, health and care plans and the setting that each names",
	owner: "the authority's special educational needs service",
	basis: "Children and Families Act 2014 ss.37-44, 61; Education Act 1996 s.436A",
	obtain: "A report of the special educational needs case system: open and lately ceased plans with the setting " +
		"named, without needs or advice. Ask the SEN data officer; it is the authority's own data.",
	evidence: evidence{called: "education, health and care plans", looked: 10, freshDays: 30, needsFresh: no, snapshot: yes, meets: no, keptUp: yes,
		explains: yes, bySchool: no, holdsOpen: no, names: 6, births: 4},
	expect: Expectation{Pupils: PerThousand{20, 250, "DfE, Education, health and care plans, 2024"}, AgeDays: 120, Whole: true, Homes: true, Fill: namedFill(map[string]float64{"start_date": 0.9})},
	filed:  []string{"ehcp", "ehc plans", "education health and care plans", "send", "sen2"},
	every:  "weekly", never: "needs, diagnosis, outcomes, advice, cost",
	ignored: []string{"primary need", "need", "outcomes", "band", "funding", "cost"}, sample: []string{"ehc_plans/plans.csv"},
	tables: []*table{{
		adults: true, native: "plan_ref", fields: []field{
			{name: "plan_ref", is: cells.KeyValue, about: "the plan"},
			{name: "start_date", is: cells.DateValue, about: "day of the final plan"},
			{name: "named_setting", about: "setting named, in words"},
			{name: "named_laestab", is: cells.SchoolValue, about: "its number"},
			{name: "package", is: cells.WordValue, about: "what the plan provides", words: cells.WordSet("school", "eotas", "awaiting")},
			{name: "tribunal", is: cells.YesNoValue, about: "an appeal is open"},
			{name: "ceased_date", is: cells.DateValue, about: "day on which the plan ended"},
		}, claims: ehcPlansClaims,
	}},
})

func ehcPlansClaims(c *columns) func(*row) {
	var (
		ref, from, to   = c.slotOf("plan_ref"), c.slotOf("start_date"), c.slotOf("ceased_date")
		setting, number = c.slotOf("named_setting"), c.slotOf("named_laestab")
		kind, appeal    = c.slotOf("package"), c.slotOf("tribunal")
	)
	return func(r *row) {
		r.addResidence(Claim{From: r.dateOf(from), To: r.dateOf(to), Status: "service"})
		if r.isBad(kind) {
			return
		}
		r.addClaim(Claim{
			Kind: Alternative, From: r.dateOf(from), To: r.dateOf(to), Place: r.firstText(number, setting), Status: "ehc_plan",
			Reason: r.textOf(kind), Ref: r.textOf(ref), Marks: joinMarks(mark{"tribunal", r.saysYes(appeal)}),
		})
	}
}
