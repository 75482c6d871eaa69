package sources

import "rollcall/pipeline/calendar"

// Claim is the one idea that joins extracts to rules: this row says that something holds for this child, from a date to a
// date, at a place. Which fields a kind of claim fills is said at the kind. Empty and zero mean that the row does not say.
type Claim struct {
	Kind     ClaimKind
	From     Date              // first day on which it holds
	To       Date              // last day on which it holds; zero: open or not said
	Place    string            // LAESTAB (seven digits), LA code (three digits), or a provider's own name
	Status   string            // a canonical word of the kind
	Reason   string            // ground, cause, category: a canonical word or code
	Year     string            // National Curriculum year group as written: "R", "1" to "14", "N1", …
	Decided  Date              // day of a decision, response or offer that the kind names
	Expected Date              // a day still to come when the row was written: start agreed, review due
	Toward   string            // the place that the child is said to go to: LAESTAB, LA code, or words
	Ref      string            // the case, application or placement that the row belongs to
	Count    int32             // sessions or school days, as the kind says
	Marks    string            // yes/no facts of the kind as words separated by spaces, such as "written_notice home_visit"
	Sessions calendar.Sessions // of Attendance: the marks of the register from From on
}

// lastDayBy is the last day of the claim; of marks, the last that is not after a day. Zero stands for no such day.
func (c *Claim) lastDayBy(day Date) Date {
	if day == 0 || c.To <= day {
		return c.To
	}
	last := c.To
	for at := range c.Sessions.MarksFrom(c.From) {
		if at.On <= day {
			last = at.On
		}
	}
	return last
}

// ClaimKind says what a Claim holds.
type ClaimKind uint8

// The kinds of claim. From, To, … name fields of Claim.
const (
	// NoClaim is no kind.
	NoClaim ClaimKind = iota
	// Roll: registered at school Place. From: entry. To: leaving. Status: the enrolment status C, M, S, F, O of a census;
	// "added" of a new-pupil return; "independent" of an independent school's return; "other_authority" when another
	// authority says so. Decided: the day on which an independent school or another authority said it, on which a
	// new-pupil return came, or the night of a roll. Year. Marks:
	// "part_time", "boarder".
	Roll
	// LeftRoll: no longer registered at school Place. From: the first day off the roll; of a census and a roll the last day on
	// it. Status: "census", "roll", "return", "planned", "independent". Reason: the ground A to O of regulation 9(1). Toward: destination as given. Year.
	// Decided: the day on which the return was received, or the night of a roll. Marks: "written_notice", "home_visit", "la_agreed",
	// "referral_accepted", "future_address", "consent".
	LeftRoll
	// Application: applied for a school place. From: applied. Place: school preferred. Reason: entry type (reception,
	// year_3, year_7, in_year). Status: applied, waiting_list, no_offer, provisional, refused, withdrawn. Year. Ref.
	// Decided: appeal lodged. Toward: the current school. Count: the preference. Marks: "late".
	Application
	// Offer: offered a school place. From: offered. Place: school. Reason: entry type. Status: offered, allocated,
	// accepted, refused_by_parent. Decided: the parent's response. Expected: start agreed, or deferred to. Year. Ref.
	// Marks: "deferred", "appeal".
	Offer
	// Residence: lives, or was seen living, at the row's address. From: since. To: until. Status: "registration" (a GP list
	// or the like, weak), "contact" (seen on From), "tenancy", "temporary", "application", "school", "service",
	// "moved_in", "moved_out", "birth"; empty for a row of addresses, which is about a place. Place: the LA code where the
	// row says it. Ref: of a housing row its case, of a health row the general practice, of an address the ward. Marks: "refuge".
	Residence
	// HomeEducated: on the home-education register. From, To. Status: suitable, not_assessed, unsuitable,
	// attendance_order, no_contact, closed. Decided: of the status. Expected: review. Toward: previous school. Ref. Reason: why, one of
	// HomeReasons.
	HomeEducated
	// Alternative: in alternative provision. From, To. Place: provider. Status: section_19, eotas, hospital, secure, pru,
	// other; "ehc_plan" with Reason school, eotas or awaiting. Of a placement that counts sessions, Reason: those offered so
	// far as digits; Count: those of them that were not attended. Ref. Decided: the provider was served a notice of section 436E.
	// Marks: "tribunal".
	Alternative
	// Exclusion: excluded from school Place. From: first day. Status: permanent, suspension, lunchtime. Reason.
	// Count: sessions. Toward: responsible home LA. Marks: "upheld", "reinstated", "overturned".
	Exclusion
	// Absence: a school's attendance return, or a run made from marks. Place: school. From, To. Status: ten_days,
	// irregular, sickness, "run". Count: school days. Reason: codes seen, such as "GNO", or the cause in a word.
	// Decided: the home visit. Marks: "home_visit"; "visit_failed" when it found nobody.
	Absence
	// Attendance: sessions at school Place in the window From to To. Count: sessions possible. Status: a code of the
	// register; Reason: sessions with that code as digits. One Claim per code. Of a child's marks, one Claim holds those of a
	// school year: Sessions, from the first day marked to the last; no Status and no Reason.
	Attendance
	// Lost: a Common Transfer File to an unknown or outside destination. From: left. Decided: file made. Place: sending
	// school. Toward: "XXXXXXX" or "MMMMMMM" or words. Reason: leaving reason.
	Lost
	// Departure: said to move away or to have arrived. From: when. Status: living_there, on_roll_there, moved_to_us,
	// moved_from_us, enquiry_sent, moved_out, moved_in. Place: the other authority or country. Toward: school there.
	// Decided: the day of the message.
	Departure
	// Referral: someone reported the child. From: when. Reason: the concern in a word. Place: school named, or the last one. To:
	// the last day there. Status: "on_roll" when the referrer believes the child is on a roll. Decided: the home visit. Marks:
	// "home_visit", "home_educated_before". Expected: the day on which the referrer was told that it came.
	Referral
	// Flag: a service is open to the child. From, To. Status: child_in_need, child_protection, section_47 (an enquiry), child_in_care, early_help,
	// unaccompanied, missing_episode, young_carer, young_parent, service_family, family_risk, meeting_agenda, youth_justice, custody,
	// refuge; of an application, fair_access. Place: placing LA. Toward: the team that works with the
	// child. Ref: of a flag that a referral tells of, the referral.
	Flag
	// Death: the child died. From: when.
	Death
	// Case: the authority's own CME case. From: opened. To: closed. Place: who holds it. Status, Reason, Ref. Decided: last action. Count: the days
	// for which the child had been missing education when it was opened. Toward: why it was closed. Marks: the grade of the
	// evidence, "e0" to "e5"; "replied", "worker_told", "referred". Expected: the day of a letter to the last address.
	Case
	// EarlyYears: at an early-years setting. From, To. Place.
	EarlyYearsPlace
	// Seal: identity or address is protected. Status: refuge, adoption, witness, court; empty when the word is not known,
	// which seals no less. To: until; zero: for good. Ref: the local id with which this identity must not be joined.
	Seal
	// AttendanceOrder: a step towards a school attendance order. From: the day. Status: "notice" to satisfy the authority, "order". Ref: the
	// row of the home-education register.
	AttendanceOrder
)
