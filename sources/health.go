package sources

import "rollcall/sources/cells"

// Health is the list of children known to the NHS in the area.
const Health Kind = "health"

// The child health list: children registered with the area's general practices or known to its child health information
// service. It is the widest list of resident children, and a weak one: people stay on it for years after they have moved.
// Only demography and dates are shared; who was seen, where and why is no business of the authority.
var _ = declareSource(&source{
	kind: Health, order: 40, title: "child health list: registrations, last contacts, movements in and out",
	owner: "the NHS child health information service or integrated care board, under a data sharing agreement",
	basis: "Education Act 1996 s.436A; Children Act 2004 ss.10-11; UK GDPR arts 6(1)(e), 9(2)(g) and Data Protection Act 2018 Sch 1 paras 6, 18",
	obtain: "A report of the child health information system: children aged 4 to 17 registered with the area's " +
		"practices, with the date of the last contact and movements since the last report, nothing clinical. Ask " +
		"the child health information service manager; it needs a data sharing agreement with the NHS body, " +
		"signed by its Caldicott guardian.",
	evidence: evidence{called: "child health list", looked: 13, freshDays: 120, needsFresh: no, snapshot: no, meets: yes, keptUp: yes,
		explains: no, bySchool: no, holdsOpen: no, names: 5, births: 4},
	// Some 12 million under 18 live in England, by which that publication works out its rates: 1,400 for each thousand in state
	// schools, and 1,100 from four years on.
	expect: Expectation{Pupils: PerThousand{850, 3000, "DfE, Children in need, 2024, after the ONS mid-year estimates"}, AgeDays: 330, Whole: true, Homes: true, Fill: namedFill(map[string]float64{"nhs_number": 0.9, "postcode": 0.9})},
	filed:  []string{"chis", "child health", "health", "gp registrations", "nhs", "patients"},
	every:  "monthly, or once a term",
	apart:  []field{ethnicityField(nhsEthnicities)},
	never:  "diagnosis, reason for contact, clinic, vaccinations, notes",
	ignored: []string{"gp_name", "practice name", "vaccination", "immunisation status", "reason", "clinic name",
		"health visitor", "school code"},
	sample: []string{"health/chis.csv"},
	tables: []*table{{
		adults: true,
		fields: []field{
			{name: "registered_date", is: cells.DateValue, about: "day of the registration"},
			{name: "last_contact_date", is: cells.DateValue, about: "last day on which a service saw the child"},
			{name: "transfer_from", about: "place of the registration before"},
			{name: "mother_name", is: cells.NameValue, about: "name of the mother", sees: byOfficer},
			{name: "gp_practice", about: "code of the general practice", headers: []string{"practice code"}},
			{name: "date_of_death", is: cells.DateValue, about: "day of death"},
			{name: "movement", is: cells.WordValue, about: "what the row reports", words: cells.WithSpellings(cells.WordSet("moved_in", "moved_out", "birth", "death"),
				"in", "moved_in", "out", "moved_out", "transfer in", "moved_in", "transfer out", "moved_out", "deceased", "death")},
		}, claims: healthClaims,
	}},
})

func healthClaims(c *columns) func(*row) {
	var (
		registered, contact = c.slotOf("registered_date"), c.slotOf("last_contact_date")
		from, mother        = c.slotOf("transfer_from"), c.slotOf("mother_name")
		died, movement      = c.slotOf("date_of_death"), c.slotOf("movement")
		practice            = c.slotOf("gp_practice")
	)
	return func(r *row) {
		r.keepParent(mother)
		since, at := r.dateOf(registered), practiceCode(r.textOf(practice))
		switch r.textOf(movement) {
		case "moved_out":
			r.addResidence(Claim{From: since, Status: "moved_out", Ref: at})
			r.addClaim(Claim{Kind: Departure, Status: "moved_out"})
		case "moved_in":
			r.addResidence(Claim{From: since, Status: "moved_in", Ref: at})
			r.addClaim(Claim{Kind: Departure, From: since, Status: "moved_in", Place: r.textOf(from)})
		case "birth":
			r.addResidence(Claim{From: since, Status: "birth", Ref: at})
		case "death":
			r.addClaim(Claim{Kind: Death, From: r.dateOf(died)})
			return
		default:
			r.addResidence(Claim{From: since, Status: "registration", Ref: at})
		}
		if d := r.dateOf(contact); d != 0 {
			r.addResidence(Claim{From: d, Status: "contact"})
		}
		if d := r.dateOf(died); d != 0 {
			r.addClaim(Claim{Kind: Death, From: d})
		}
	}
}

// practiceCode returns the code of a general practice, by which an officer can ask it: a letter and five characters. What is
// anything else, such as the name of a doctor, is left out.
func practiceCode(s string) string {
	if len(s) != 6 || !cells.IsLetter(s[0]) || !cells.AllDigits(s[2:]) {
		return ""
	}
	return s
}
