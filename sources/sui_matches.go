package sources

import "rollcall/sources/cells"

// SUIMatches is what the Department's matcher answered of the authority's own lists.
const SUIMatches Kind = "sui_matches"

// The answers of the matcher of the single unique identifier programme: the authority sends a list of children, and the matcher looks each
// up among the NHS numbers and gives the list back with columns of its own, whose names begin with SUI_. The other columns are the
// authority's, as it sent them. A row says who a child is and nothing else: that a child of our list, by name, number and birth, is the one
// with an NHS number. So a list of health joins to those of education by a number instead of a likeness. Only what the matcher calls a match
// counts; a number that it calls likely, or one of several, is left to the comparison of names.
var _ = declareSource(&source{
	kind: SUIMatches, order: 225, title: "answers of the single unique identifier matcher: which NHS number a child of our lists has", optional: true, onlyWho: true,
	owner: "the authority, from the NHS Personal Demographics Service through the Department's matcher",
	basis: "Children Act 2004 s.16LA and s.16LB as they come into force; Health and Social Care Act 2012 s.251A; until then the agreement of the pilot; " +
		"Education Act 1996 s.436A",
	obtain: "The results file of the matcher (matching or reconciliation) for the lists that the authority put to it, with all columns as sent. Ask " +
		"the single unique identifier lead, and NHS England's data access service for the agreed use. The file of successful matches alone, of an id and a " +
		"number, names nobody and cannot be used.",
	evidence: aidEvidence("identifier matches"),
	expect:   Expectation{Rejected: 0.25, Fill: map[string]float64{"sui_status": 0.9}, Uneven: true},
	every:    "on each match of a list", never: "general practice, e-mail, telephone and address history of the Personal Demographics Service",
	ignored: []string{"sui_score", "sui_searchid", "sui_givenname", "sui_familyname", "sui_birthdate", "sui_gender", "sui_postalcode", "sui_email", "sui_phone",
		"sui_addresshistory", "sui_generalpractitionerodsid", "sui_differences", "sui_missinglocalfields", "sui_missingnhsfields", "sui_matchscore",
		"sui_matchprocessstage", "sui_primaryaddresssame", "sui_addresshistoriesintersect", "sui_primarycmsaddressinpdshistory",
		"sui_primarypdsaddressincmshistory", "sui_agegroup", "sui_primarysourceaddressinpdshistory", "sui_primarypdsaddressinsourcehistory",
		"sui_sourcenhsnumberpresent", "sui_sourcenhsnumberequalsmatchednhsnumber"},
	sample: []string{"sui_matches/reconciliation.csv", "sui_matches/matching.csv"},
	tables: []*table{{
		fields: []field{
			{name: "sui_status", is: cells.WordValue, about: "what the matcher says of the row", sees: byMatcher, need: true, headers: []string{"SUI_Status"}, dashed: true, words: suiStatuses()},
			{name: "sui_nhs_number", is: cells.NHSValue, about: "NHS number that it gives", sees: byMatcher, headers: []string{"SUI_NHSNo"}, dashed: true},
			{name: "sui_match_status", is: cells.WordValue, about: "of a reconciliation, what the search by name and birth found", sees: byMatcher,
				headers: []string{"SUI_MatchStatus"}, dashed: true, words: suiStatuses()},
			{name: "sui_match_nhs_number", is: cells.NHSValue, about: "NHS number that this search found", sees: byMatcher, headers: []string{"SUI_MatchNhsNumber"}, dashed: true},
		}, claims: suiMatchesClaims,
	}},
})

// suiStatuses are the words of the matcher: those of a match, and those of a reconciliation.
func suiStatuses() map[string]string {
	return cells.WordSet("match", "potential_match", "low_confidence_match", "many_match", "no_match", "error", "no_differences", "differences",
		"local_demographics_did_not_match_to_an_nhs_number", "local_nhs_number_is_not_valid", "local_nhs_number_is_not_found_in_nhs", "local_nhs_number_is_superseded")
}

// suiMatchesClaims claims nothing of the child. It settles by which NHS number the row is known: that which the matcher found; where it found
// the list's own to be wrong, none; else the list's own.
func suiMatchesClaims(c *columns) func(*row) {
	var (
		status, number        = c.slotOf("sui_status"), c.slotOf("sui_nhs_number")
		searched, foundNumber = c.slotOf("sui_match_status"), c.slotOf("sui_match_nhs_number")
	)
	return func(r *row) {
		switch found := r.textOf(foundNumber); {
		case r.textOf(searched) == "match" && found != "":
			r.rec.Who.NHSNumber = found
		case r.textOf(status) == "match" && r.textOf(number) != "":
			r.rec.Who.NHSNumber = r.textOf(number)
		default:
			switch r.textOf(status) {
			case "local_demographics_did_not_match_to_an_nhs_number", "local_nhs_number_is_not_valid", "local_nhs_number_is_not_found_in_nhs", "local_nhs_number_is_superseded":
				r.rec.Who.NHSNumber = ""
			}
		}
	}
}
