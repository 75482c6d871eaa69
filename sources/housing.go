package sources

import "rollcall/sources/cells"

// Housing is the households of tenancies, temporary accommodation and council tax.
const Housing Kind = "housing"

// Members of households that the housing service knows: tenancies, homelessness cases and temporary accommodation. It
// tells of moves before any school hears of them. A household of the council tax is read alike: that it became liable for a
// home, or ceased to, is what the start and the end of a tenancy tell. Adults of the household are no records here: they only help to tell
// which household a child belongs to.
var _ = declareSource(&source{
	kind: Housing, order: 50, title: "children of households in council tenancies, housing need, temporary accommodation and council tax",
	owner: "the authority's housing service or its housing company, and its council tax service",
	basis: "Education Act 1996 s.436A; Children Act 2004 s.10; Housing Act 1996 ss.208, 213B",
	obtain: "A report of the housing system (NEC, Civica, Jigsaw, Locata or the like): open tenancies, homelessness " +
		"cases and temporary accommodation with a child aged 4 to 16, also when placed outside the area. Ask the " +
		"housing data team, or the housing company under an agreement; the data protection officer signs off the " +
		"further use.",
	evidence: evidence{called: "housing list", looked: 14, freshDays: 60, needsFresh: no, snapshot: no, meets: yes, keptUp: yes,
		explains: no, bySchool: no, holdsOpen: no, names: 2, births: 2},
	expect: Expectation{AgeDays: 240, Homes: true, Fill: map[string]float64{"surname": 0.95, "dob": 0.3, "tenure_event": 0.9}},
	filed:  []string{"housing", "tenancies", "tenants", "hsg", "homelessness", "temporary accommodation", "households", "council tax"},
	every:  "monthly",
	never:  "the account and what is owed on it, income, benefits, debts, reason for homelessness, health of the household",
	ignored: []string{"rent", "arrears", "benefit", "reason for homelessness", "nino", "national insurance number", "vulnerability",
		"priority need", "account number", "council tax band", "discount"},
	sample: []string{"housing/housing.csv"},
	tables: []*table{{
		adults: true, native: "case_ref", implied: []implied{
			{"Tenancy Start", "event_date", "tenure_event", "tenancy_start"}, {"Tenancy Commencement", "event_date", "tenure_event", "tenancy_start"},
			{"Tenancy End", "event_date", "tenure_event", "tenancy_end"}, {"TA Start", "event_date", "tenure_event", "temporary_start"},
			{"Homeless Application Date", "event_date", "tenure_event", "application"},
		}, fields: []field{
			{name: "case_ref", is: cells.KeyValue, about: "the tenancy or case", sees: byMatcher | byRules},
			{name: "person_seq", about: "number of the person within the case", sees: byMatcher},
			{name: "relationship", about: "to the tenant or applicant; adults are refused by it", sees: byNobody},
			{name: "tenure_event", is: cells.WordValue, about: "what the row reports", words: cells.WithSpellings(
				cells.WordSet("tenancy_start", "tenancy_end", "temporary_start", "temporary_end", "application"),
				"ta_start", "temporary_start", "ta_end", "temporary_end", "homeless application", "application",
				"council_tax_start", "tenancy_start", "council_tax_end", "tenancy_end")},
			{name: "event_date", is: cells.DateValue, about: "day of it"},
			{name: "household_adult1_name", is: cells.NameValue, about: "name of the tenant or applicant", sees: byOfficer},
			{name: "temporary_accommodation", is: cells.YesNoValue, about: "the address is temporary accommodation"},
			{name: "refuge", is: cells.YesNoValue, about: "the address is a refuge"},
		}, refuse: housingAdults, claims: housingClaims,
	}},
})

// adultRelations is how the adults of a household stand to its tenant or applicant.
var adultRelations = cells.SetOf("tenant", "jointtenant", "soletenant", "maintenant", "applicant", "mainapplicant", "jointapplicant",
	"partner", "spouse", "husband", "wife", "civilpartner", "mother", "father", "parent", "stepparent", "stepmother", "stepfather",
	"liableperson", "liable", "counciltaxpayer", "billpayer", "grandparent", "grandmother", "grandfather", "guardian", "carer", "householder", "leadtenant", "self", "lodger", "adult",
	"otheradult", "nondependant", "nondependent", "motherinlaw", "fatherinlaw", "aunt", "uncle", "expartner")

func housingAdults(c *columns) func(*row) (string, string) {
	relationship := c.slotOf("relationship")
	return func(r *row) (string, string) {
		if s := r.textOf(relationship); s != "" && adultRelations[cells.Fold(s)] {
			return "relationship", adultPerson
		}
		return "", ""
	}
}

func housingClaims(c *columns) func(*row) {
	var (
		ref, seq         = c.slotOf("case_ref"), c.slotOf("person_seq")
		event, on        = c.slotOf("tenure_event"), c.slotOf("event_date")
		adult            = c.slotOf("household_adult1_name")
		temporary, haven = c.slotOf("temporary_accommodation"), c.slotOf("refuge")
	)
	return func(r *row) {
		r.keepParent(adult)
		if w := &r.rec.Who; w.LocalID == "" && r.textOf(ref) != "" && r.textOf(seq) != "" {
			w.LocalID = r.textOf(ref) + "/" + r.textOf(seq)
		}
		if r.saysYes(haven) {
			r.addClaim(Claim{Kind: Flag, From: r.dateOf(on), Status: "refuge"})
		}
		if r.isBad(event) {
			return
		}
		home := tenureClaim(r.textOf(event), r.dateOf(on))
		if r.saysYes(temporary) && home.Status == "tenancy" {
			home.Status = "temporary"
		}
		home.Ref, home.Marks = r.textOf(ref), joinMarks(mark{"refuge", r.saysYes(haven)})
		r.addResidence(home)
	}
}

// tenureClaim says what an event of a household's tenure means for where it lives.
func tenureClaim(event string, on Date) Claim {
	switch event {
	case "tenancy_start":
		return Claim{Status: "tenancy", From: on}
	case "tenancy_end":
		return Claim{Status: "tenancy", To: on}
	case "temporary_start":
		return Claim{Status: "temporary", From: on}
	case "temporary_end":
		return Claim{Status: "temporary", To: on}
	case "application":
		return Claim{Status: "application", From: on}
	}
	return Claim{Status: "service", From: on}
}
