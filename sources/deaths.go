package sources

import "rollcall/sources/cells"

// Deaths is the notices of death.
const Deaths Kind = "deaths"

// Deaths of children. A family that has lost a child must never be asked why the child is not at school.
var _ = declareSource(&source{
	kind: Deaths, order: 200, title: "deaths of children",
	owner: "the registrar, or the child death review partners",
	basis: "Children Act 2004 ss.16M-16P; Education Act 1996 s.436A",
	obtain: "A list from the child death overview panel's co-ordinator or the registrar, with names and dates alone. " +
		"Ask the designated doctor for child deaths; agree with the child death review partners who may see it.",
	evidence: evidence{called: "notices of death", looked: 18, freshDays: neverStale, needsFresh: no, snapshot: no, meets: no, keptUp: yes,
		explains: yes, bySchool: no, holdsOpen: no, names: 1, births: 2},
	expect: Expectation{Fill: namedFill(map[string]float64{"date_of_death": 0.9})},
	filed:  []string{"deaths", "child deaths", "cdop", "deceased"},
	every:  "as they come; fetch monthly", never: "cause and place of death",
	ignored: []string{"cause of death", "place of death", "registration district"}, sample: []string{"deaths/deaths.csv"},
	tables: []*table{{
		adults: true,
		fields: []field{
			{name: "date_of_death", is: cells.DateValue, about: "day of death"},
		},
		claims: func(c *columns) func(*row) {
			on := c.slotOf("date_of_death")
			return func(r *row) { r.addClaim(Claim{Kind: Death, From: r.dateOf(on)}) }
		},
	}},
})
