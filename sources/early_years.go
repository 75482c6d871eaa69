package sources

import "rollcall/sources/cells"

// EarlyYears is the children at early years settings.
const EarlyYears Kind = "early_years"

// Children at nurseries and with childminders whose hours the authority pays for. The last setting before school tells
// where a child lived who then came to no Reception class.
var _ = declareSource(&source{
	kind: EarlyYears, order: 170, title: "children at early-years settings with funded hours",
	owner: "early-years settings, through the authority's headcount",
	basis: "Childcare Act 2006 ss.7, 13A, 99; Childcare Act 2016 s.1; Education Act 1996 s.436A",
	obtain: "The headcount of funded places from the early-years system, for children who reach compulsory school age " +
		"within a year. Ask the early-years funding team; it is the authority's own data.",
	evidence: evidence{called: "early years register", looked: 12, freshDays: 120, needsFresh: no, snapshot: no, meets: no, keptUp: yes,
		explains: no, bySchool: no, holdsOpen: no, names: 1, births: 2},
	expect: Expectation{AgeDays: 330, Homes: true, Fill: namedFill(nil)},
	filed:  []string{"early years", "headcount", "nursery", "nurseries", "ey"},
	every:  "once a term, after the headcount", never: "eligibility of the parents, income, bank details",
	ignored: []string{"funded_hours", "eligibility", "eligibility code", "thirty hour code", "pupil premium"},
	sample:  []string{"early_years/headcount.csv"},
	tables: []*table{{
		fields: []field{
			{name: "setting_urn", about: "unique reference number of the setting"},
			{name: "setting_name", about: "its name"},
			{name: "start_date", is: cells.DateValue, about: "first day"},
			{name: "end_date", is: cells.DateValue, about: "last day"},
		},
		claims: func(c *columns) func(*row) {
			urn, name, from, to := c.slotOf("setting_urn"), c.slotOf("setting_name"), c.slotOf("start_date"), c.slotOf("end_date")
			return func(r *row) {
				r.addResidence(Claim{From: r.dateOf(from), To: r.dateOf(to), Status: "service"})
				r.addClaim(Claim{Kind: EarlyYearsPlace, From: r.dateOf(from), To: r.dateOf(to), Place: r.firstText(urn, name)})
			}
		},
	}},
})
