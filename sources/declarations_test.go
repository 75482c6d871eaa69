package sources

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/sources/cells"
)

// canonicalFields is the further fields of the canonical layout by kind, each of which a source must read or leave out by
// name.
var canonicalFields = map[Kind][]string{
	Admissions: {"application_ref", "home_la", "current_school_laestab", "entry_type", "year_group_applied", "application_date", "on_time",
		"pref_no", "pref_school_laestab", "status_code", "offer_school_laestab", "offer_date", "response", "response_date",
		"expected_start_date", "deferred_to", "appeal_date", "withdrawn_reason"},
	Health: {"gp_practice", "registered_date", "last_contact_date", "transfer_from", "mother_name", "date_of_death", "movement"},
	Housing: {"case_ref", "person_seq", "relationship", "tenure_event", "event_date", "household_adult1_name", "temporary_accommodation",
		"refuge"},
	HomeEducation: {"case_ref", "start_date", "end_date", "status", "decision_date", "review_date", "last_contact_date",
		"previous_school_laestab", "notes"},
	AlternativeProvision: {"placement_ref", "provider", "provider_urn", "type", "start_date", "end_date", "commissioner",
		"sessions_offered", "sessions_attended"},
	Exclusions: {"school_laestab", "category", "reason", "start_date", "sessions", "review_outcome", "home_la"},
	RollChanges: {"return_id", "return_type", "school_laestab", "event_date", "year_group", "ground", "destination_school",
		"destination_laestab", "written_notice", "home_visit_date", "la_agreed", "referral_accepted", "future_address", "received_date"},
	IndependentSchools: {"school_laestab", "school_name", "year_group", "event", "start_date", "leaving_date", "destination", "return_date"},
	OtherAuthorities:   {"message_ref", "from_la", "to_la", "message_type", "message_date", "school_name", "school_laestab", "event_date"},
	SocialCare:         {"person_id", "flag", "start_date", "end_date", "placement", "placing_la", "team"},
	Referrals: {"referral_ref", "referral_date", "referrer", "school_laestab", "concern", "siblings", "home_visit_date",
		"on_roll_believed"},
	AttendanceReturns: {"school_laestab", "return_type", "first_day", "last_day", "school_days", "cause", "home_visit_date", "return_date",
		"date", "session", "code"},
	EHCPlans:     {"plan_ref", "start_date", "named_setting", "named_laestab", "package", "tribunal", "ceased_date"},
	YouthJustice: {"person_id", "order_start", "order_end", "custody_start", "release_date", "team"},
	EarlyYears:   {"setting_urn", "setting_name", "start_date", "end_date", "funded_hours"},
	Deaths:       {"date_of_death"},
	Addresses:    {"uprn", "postcode", "la_code", "ward_code", "from_date", "to_date"},
	CaseList: {"case_ref", "status", "opened_date", "since_date", "reason", "last_action_date", "closed_date", "closure_reason",
		"evidence_grade", "officer_team"},
	Protected:   {"seal", "until", "other_local_id"},
	SchoolLinks: {"laestab", "urn", "link_type", "linked_laestab", "linked_urn", "link_date"},
}

// leftOut is the canonical fields that no source reads, each with the reason that stands at its declaration.
var leftOut = map[Kind][]string{
	Admissions:           {"withdrawn_reason"},
	HomeEducation:        {"notes"},
	AlternativeProvision: {"commissioner"},
	AttendanceReturns:    {"return_date"},
	SocialCare:           {"placement"},
	Referrals:            {"referrer", "siblings"},
	EarlyYears:           {"funded_hours"},
}

// TestEveryCanonicalFieldIsReadOrLeftOutByName wants no field of the layout to be forgotten, and none to be left out that is
// not on the list above.
func TestEveryCanonicalFieldIsReadOrLeftOutByName(t *testing.T) {
	for kind, fields := range canonicalFields {
		src := kinds[kind]
		var unread []string
		for _, name := range fields {
			switch {
			case slices.ContainsFunc(src.allFields(), func(f field) bool { return f.name == name }):
			case src.declaresHeader(name) || slices.ContainsFunc(src.ignored, func(h string) bool { return cells.Fold(h) == cells.Fold(name) }):
				unread = append(unread, name)
			default:
				t.Errorf("%s: %s is neither read nor left out by name", kind, name)
			}
		}
		if d := cmp.Diff(leftOut[kind], unread); d != "" {
			t.Errorf("%s: %s", kind, d)
		}
	}
}

// TestAdmissionStatuses holds the letters of Capita One to their meaning, and wants no word to mean two things.
func TestAdmissionStatuses(t *testing.T) {
	known := applicationStatuses()
	for in, want := range map[string]string{
		"W": "waiting_list", "N": "no_offer", "O": "offered", "P": "provisional", "Y": "allocated", "A": "accepted", "X": "refused_by_parent",
		"R": "refused", "Q": "withdrawn", "Offer Accepted": "accepted", "Offer declined": "refused_by_parent", "On waiting list": "waiting_list",
		"Refused by LA": "refused", "No longer required": "withdrawn", "Unsuccessful": "no_offer", "Pending": "", "Rejected": "", "S": "",
	} {
		if got := known[cells.Fold(in)]; got != want {
			t.Errorf("%s is %q (want %q)", in, got, want)
		}
	}
	seen := map[string]string{}
	for _, s := range admissionStatuses {
		for _, w := range append([]string{s.word, s.letter}, s.words...) {
			if w == "" {
				continue
			}
			if before := seen[cells.Fold(w)]; before != "" {
				t.Errorf("%s is %s and %s", w, before, s.word)
			}
			seen[cells.Fold(w)] = s.word
		}
	}
}
