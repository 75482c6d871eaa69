package sources

import "rollcall/sources/cells"

// Admissions is the applications and offers of the admissions rounds.
const Admissions Kind = "admissions"

// Applications for school places and what came of them, from the authority's own admissions system: the main rounds and
// in-year. The authority co-ordinates admissions and must know of in-year applications and their outcome, so it holds the
// rows already; here they say who is waiting, who was refused, and who was offered a place and never came.
var admissions = declare(&source{
	kind:  Admissions,
	order: 30,
	title: "applications and offers of the admissions rounds and in-year",
	owner: "the authority's admissions service",
	basis: "Education Act 1996 s.436A; School Standards and Framework Act 1998 ss.88C-88M; School Admissions Code 2021 paras 2.21-2.31",
	obtain: "A report from the admissions system (Capita One, Synergy, Liquidlogic or the like) of all applications " +
		"and outcomes of the open rounds and in-year, one row a preference; ask the admissions manager. It is the " +
		"authority's own data: record the sharing between the teams in the data protection impact assessment.",
	evidence: evidence{
		called: "admissions register", looked: 3, freshDays: 14, needsFresh: no, snapshot: no, meets: no, keptUp: yes,
		explains: no, bySchool: no, holdsOpen: no, names: 7, births: 5,
	},
	expect: Expectation{AgeDays: 120, Homes: true, Fill: named(map[string]float64{"pref_school_laestab": 0.5})},
	every:  "weekly; daily from national offer day to the start of term",
	never:  "religion or belief, medical and social grounds, supporting evidence",
	// Why an application was withdrawn is what a parent wrote.
	ignored: []string{"withdrawn_reason", "religion", "faith", "medical grounds", "social grounds", "evidence", "sibling at school",
		"distance", "ranking"},
	sample: []string{"admissions/admissions.csv"},
	tables: []*table{{
		native: "application_ref",
		fields: []field{
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
		},
		claims: admissionsClaims,
	}},
})

var entryTypes = cells.WithSpellings(cells.WordSet("reception", "year_3", "year_7", "in_year"),
	"normal_r", "reception", "r", "reception", "year r", "reception", "normal_y3", "year_3", "junior", "year_3",
	"normal_y7", "year_7", "secondary", "year_7", "secondary transfer", "year_7", "in-year admission", "in_year")

func admissionsClaims(c *columns) func(*row) {
	var (
		ref, homeLA, current = c.slot("application_ref"), c.slot("home_la"), c.slot("current_school_laestab")
		entry, year          = c.slot("entry_type"), c.slot("year_group_applied")
		applied, onTime      = c.slot("application_date"), c.slot("on_time")
		preference, wanted   = c.slot("pref_no"), c.slot("pref_school_laestab")
		status, appeal       = c.slot("status_code"), c.slot("appeal_date")
		panel                = c.slot("fair_access_date")
	)
	offer := offerClaim(c)
	return func(r *row) {
		r.lives(Claim{From: r.date(applied), Status: "application", Place: r.text(homeLA)})
		if d := r.date(panel); d != 0 {
			r.claim(Claim{Kind: Flag, From: d, Status: "fair_access", Ref: r.text(ref)})
		}
		if r.bad(status) {
			return
		}
		s := r.text(status)
		made := offer(r, s)
		if isOffer(s) || s == "" && made {
			return
		}
		if s == "" {
			s = "applied"
		}
		r.claim(Claim{
			Kind: Application, From: r.date(applied), Place: r.text(wanted), Reason: r.text(entry), Status: s,
			Year: r.text(year), Ref: r.text(ref), Decided: r.date(appeal), Toward: r.text(current),
			Count: r.count(preference), Marks: marks(mark{"late", r.cells[onTime].N == cells.No}),
		})
	}
}

// offerClaim returns what adds the offer of a row and reports whether there is one: the status is an offer's, or a
// school is named as offered beside a preference that was not met.
func offerClaim(c *columns) func(r *row, status string) bool {
	var (
		ref, entry, year  = c.slot("application_ref"), c.slot("entry_type"), c.slot("year_group_applied")
		wanted, school    = c.slot("pref_school_laestab"), c.slot("offer_school_laestab")
		on, response      = c.slot("offer_date"), c.slot("response")
		answered, start   = c.slot("response_date"), c.slot("expected_start_date")
		deferred, appeals = c.slot("deferred_to"), c.slot("appeal_date")
	)
	return func(r *row, status string) bool {
		if !isOffer(status) {
			if r.text(school) == "" || status == "withdrawn" {
				return false
			}
			status = "offered"
		}
		switch r.text(response) {
		case "accepted":
			status = "accepted"
		case "refused":
			status = "refused_by_parent"
		}
		o := Claim{
			Kind: Offer, From: r.date(on), Place: r.first(school, wanted), Reason: r.text(entry), Status: status,
			Year: r.text(year), Ref: r.text(ref), Decided: r.date(answered), Expected: r.date(start),
			Marks: marks(mark{"deferred", r.date(deferred) != 0}, mark{"appeal", r.date(appeals) != 0}),
		}
		if d := r.date(deferred); d != 0 {
			o.Expected = d
		}
		r.claim(o)
		return true
	}
}

func isOffer(status string) bool {
	switch status {
	case "offered", "allocated", "accepted", "refused_by_parent":
		return true
	}
	return false
}
