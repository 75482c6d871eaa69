package sources

import (
	"slices"

	"rollcall/sources/cells"
)

// Admissions is the applications and offers of the admissions rounds.
const Admissions Kind = "admissions"

// Applications for school places and what came of them, from the authority's own admissions system: the main rounds and
// in-year. The authority co-ordinates admissions and must know of in-year applications and their outcome, so it holds the
// rows already; here they say who is waiting, who was refused, and who was offered a place and never came.
var _ = declareSource(&source{
	kind: Admissions, order: 30, title: "applications and offers of the admissions rounds and in-year",
	owner: "the authority's admissions service",
	basis: "Education Act 1996 s.436A; School Standards and Framework Act 1998 ss.88C-88M; School Admissions Code 2021 paras 2.21-2.31",
	obtain: "A report from the admissions system (Capita One, Synergy, Liquidlogic or the like) of all applications " +
		"and outcomes of the open rounds and in-year, one row a preference; ask the admissions manager. It is the " +
		"authority's own data: record the sharing between the teams in the data protection impact assessment.",
	evidence: evidence{called: "admissions register", looked: 3, freshDays: 14, needsFresh: no, snapshot: no, meets: no, keptUp: yes,
		explains: no, bySchool: no, holdsOpen: no, names: 7, births: 5},
	expect: Expectation{AgeDays: 120, Homes: true, Fill: namedFill(map[string]float64{"pref_school_laestab": 0.5})},
	filed:  []string{"admissions", "admission", "applications", "in year applications", "preferences", "offers"},
	every:  "weekly; daily from national offer day to the start of term",
	never:  "religion or belief, medical and social grounds, supporting evidence",
	// Why an application was withdrawn is what a parent wrote.
	ignored: []string{"withdrawn_reason", "religion", "faith", "medical grounds", "social grounds", "evidence", "sibling at school",
		"distance", "ranking"},
	sample: []string{"admissions/admissions.csv"},
	tables: []*table{{
		native: "application_ref", fields: []field{
			{name: "application_ref", is: cells.KeyValue, about: "the application's number"},
			{name: "home_la", is: cells.AuthorityValue, about: "authority in which the child lives"},
			{name: "current_school_laestab", is: cells.DestinationValue, about: "school now attended"},
			{name: "entry_type", is: cells.WordValue, about: "round", words: entryTypes},
			{name: "year_group_applied", about: "National Curriculum year applied for"},
			{name: "application_date", is: cells.DateValue, about: "day of the application"},
			{name: "on_time", is: cells.YesNoValue, about: "in time for the round"},
			{name: "pref_no", is: cells.CountValue, about: "preference, from 1"},
			{name: "pref_school_laestab", is: cells.SchoolValue, about: "school preferred"},
			{name: "status_code", is: cells.WordValue, about: "where the application stands; empty: applied", words: applicationStatuses(), need: true},
			{name: "offer_school_laestab", is: cells.SchoolValue, about: "school offered"},
			{name: "offer_date", is: cells.DateValue, about: "day of the offer"},
			{name: "response", is: cells.WordValue, about: "the parent's answer", words: cells.WithSpellings(cells.WordSet("accepted", "refused"),
				"accept", "accepted", "a", "accepted", "declined", "refused", "refuse", "refused", "r", "refused")},
			{name: "response_date", is: cells.DateValue, about: "day of the answer"},
			{name: "expected_start_date", is: cells.DateValue, about: "start agreed"},
			{name: "deferred_to", is: cells.DateValue, about: "start deferred to"},
			{name: "appeal_date", is: cells.DateValue, about: "day an appeal was lodged"},
			{name: "fair_access_date", is: cells.DateValue, about: "day on which the child was referred to the fair access panel"},
		}, claims: admissionsClaims,
	}},
})

var entryTypes = cells.WithSpellings(cells.WordSet("reception", "year_3", "year_7", "in_year"),
	"normal_r", "reception", "r", "reception", "year r", "reception", "normal_y3", "year_3", "junior", "year_3",
	"normal_y7", "year_7", "secondary", "year_7", "secondary transfer", "year_7", "in-year admission", "in_year")

func admissionsClaims(c *columns) func(*row) {
	var (
		ref, homeLA, current = c.slotOf("application_ref"), c.slotOf("home_la"), c.slotOf("current_school_laestab")
		entry, year          = c.slotOf("entry_type"), c.slotOf("year_group_applied")
		applied, onTime      = c.slotOf("application_date"), c.slotOf("on_time")
		preference, wanted   = c.slotOf("pref_no"), c.slotOf("pref_school_laestab")
		status, appeal       = c.slotOf("status_code"), c.slotOf("appeal_date")
		panel                = c.slotOf("fair_access_date")
	)
	offer := offerClaim(c)
	return func(r *row) {
		r.addResidence(Claim{From: r.dateOf(applied), Status: "application", Place: r.textOf(homeLA)})
		if d := r.dateOf(panel); d != 0 {
			r.addClaim(Claim{Kind: Flag, From: d, Status: "fair_access", Ref: r.textOf(ref)})
		}
		if r.isBad(status) {
			return
		}
		s := r.textOf(status)
		made := offer(r, s)
		if isOffer(s) || s == "" && made {
			return
		}
		if s == "" {
			s = "applied"
		}
		r.addClaim(Claim{
			Kind: Application, From: r.dateOf(applied), Place: r.textOf(wanted), Reason: r.textOf(entry), Status: s,
			Year: r.textOf(year), Ref: r.textOf(ref), Decided: r.dateOf(appeal), Toward: r.textOf(current),
			Count: r.countOf(preference), Marks: joinMarks(mark{"late", r.cells[onTime].N == cells.No}),
		})
	}
}

// offerClaim returns what adds the offer of a row and reports whether there is one: the status is an offer's, or a
// school is named as offered beside a preference that was not met.
func offerClaim(c *columns) func(r *row, status string) bool {
	var (
		ref, entry, year  = c.slotOf("application_ref"), c.slotOf("entry_type"), c.slotOf("year_group_applied")
		wanted, school    = c.slotOf("pref_school_laestab"), c.slotOf("offer_school_laestab")
		on, response      = c.slotOf("offer_date"), c.slotOf("response")
		answered, start   = c.slotOf("response_date"), c.slotOf("expected_start_date")
		deferred, appeals = c.slotOf("deferred_to"), c.slotOf("appeal_date")
	)
	return func(r *row, status string) bool {
		if !isOffer(status) {
			if r.textOf(school) == "" || status == "withdrawn" {
				return false
			}
			status = "offered"
		}
		switch r.textOf(response) {
		case "accepted":
			status = "accepted"
		case "refused":
			status = "refused_by_parent"
		}
		o := Claim{
			Kind: Offer, From: r.dateOf(on), Place: r.firstText(school, wanted), Reason: r.textOf(entry), Status: status,
			Year: r.textOf(year), Ref: r.textOf(ref), Decided: r.dateOf(answered), Expected: r.dateOf(start),
			Marks: joinMarks(mark{"deferred", r.dateOf(deferred) != 0}, mark{"appeal", r.dateOf(appeals) != 0}),
		}
		if d := r.dateOf(deferred); d != 0 {
			o.Expected = d
		}
		r.addClaim(o)
		return true
	}
}

func isOffer(status string) bool {
	return slices.Contains([]string{"offered", "allocated", "accepted", "refused_by_parent"}, status)
}
