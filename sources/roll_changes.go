package sources

import "rollcall/sources/cells"

// RollChanges is the returns of pupils who join or leave a roll.
const RollChanges Kind = "roll_changes"

// What schools must tell the authority when they add a child to the admission register or take one off it: as CMJ and
// CML messages, or as a file from a web form. It is the authority's fastest news of a leaver, and with independent schools
// the only one.
var rollChanges = declare(&source{
	kind:  RollChanges,
	order: 110,
	title: "returns of pupils added to and removed from admission registers",
	owner: "all schools, maintained, academy and independent",
	basis: "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208) regs 9, 13; Education Act 1996 s.436A",
	obtain: "What schools send when they add or delete a name: CMJ and CML files through the Department's " +
		"school-to-school service, or the file behind the authority's own web form. Ask the pupil tracking or " +
		"children missing education team; schools owe the return by law, so no agreement is needed.",
	evidence: evidence{
		called: "school roll returns", looked: 2, freshDays: 14, needsFresh: no, snapshot: no, meets: no, keptUp: yes,
		explains: yes, bySchool: no, holdsOpen: no, names: 9, births: 4,
	},
	expect:  Expectation{AgeDays: 60, Own: true, Fill: named(map[string]float64{"return_type": 0.95, "event_date": 0.95})},
	every:   "daily or weekly: within five school days of an addition, and before a deletion",
	never:   "the forwarding address itself before an officer asks for it, notes of the school",
	ignored: []string{"submitted by", "school contact", "reason narrative"},
	sample:  []string{"roll_changes/returns.csv", "roll_changes/8872991_CMJ_887LLLL_002.xml"},
	readers: []reader{rollChangesXML},
	tables: []*table{{
		native: "return_id",
		fields: []field{
			{name: "return_id", is: cells.KeyValue, about: "the return, to look it up by", sees: byOfficer},
			{name: "return_type", is: cells.WordValue, about: "what the return is", words: cells.WithSpellings(cells.WordSet("added", "removed", "planned"),
				"new", "added", "joiner", "added", "on roll", "added", "addition", "added", "leaver", "removed", "off roll", "removed",
				"deletion", "removed", "deleted", "removed"), need: true},
			{name: "school_laestab", is: cells.SchoolValue, about: "school that makes the return"},
			{name: "event_date", is: cells.DateValue, about: "day added, or first day off the roll"},
			{name: "year_group", about: "National Curriculum year"},
			{name: "ground", is: cells.WordValue, about: "ground of regulation 9(1); one of regulation 8(1) of 2006 is written with its number, 8(1)(d)", words: grounds()},
			{name: "destination_school", about: "where the child is said to go, in words"},
			{name: "destination_laestab", is: cells.DestinationValue, about: "school or authority to which the child is said to go"},
			{name: "written_notice", is: cells.YesNoValue, about: "the parent gave written notice of home education"},
			{name: "home_visit_date", is: cells.DateValue, about: "day of a home visit"},
			{name: "la_agreed", is: cells.YesNoValue, about: "the authority agreed to the removal"},
			{name: "referral_accepted", is: cells.YesNoValue, about: "the authority accepted a referral before the removal"},
			{name: "future_address", about: "whether a forwarding address was given"},
			{name: "received_date", is: cells.DateValue, about: "day on which the return came"},
		},
		claims: rollChangesClaims,
	}},
})

func rollChangesClaims(c *columns) func(*row) {
	var (
		kind, school, on = c.slot("return_type"), c.slot("school_laestab"), c.slot("event_date")
		year, received   = c.slot("year_group"), c.slot("received_date")
	)
	left := leftRollClaim(c)
	return func(r *row) {
		seen := r.date(on)
		if seen == 0 {
			seen = r.date(received)
		}
		r.lives(Claim{From: seen, Status: "school"})
		switch r.text(kind) {
		case "added":
			r.claim(Claim{Kind: Roll, From: r.date(on), Place: r.text(school), Status: "added", Year: r.text(year), Decided: r.date(received)})
		case "removed":
			r.claim(left(r, "return"))
		case "planned":
			r.claim(left(r, "planned"))
		}
	}
}

func leftRollClaim(c *columns) func(r *row, status string) Claim {
	var (
		school, on, year = c.slot("school_laestab"), c.slot("event_date"), c.slot("year_group")
		ground, received = c.slot("ground"), c.slot("received_date")
		number, named    = c.slot("destination_laestab"), c.slot("destination_school")
		notice, visit    = c.slot("written_notice"), c.slot("home_visit_date")
		agreed, accepted = c.slot("la_agreed"), c.slot("referral_accepted")
		future           = c.slot("future_address")
	)
	return func(r *row, status string) Claim {
		noteOldRemoval(c.note, r.text(ground), r.date(on))
		return Claim{
			Kind: LeftRoll, From: r.date(on), Place: r.text(school), Status: status, Reason: r.text(ground),
			Toward: r.first(number, named), Year: r.text(year), Decided: r.date(received),
			Marks: marks(mark{"written_notice", r.yes(notice)}, mark{"home_visit", r.date(visit) != 0},
				mark{"la_agreed", r.yes(agreed)}, mark{"referral_accepted", r.yes(accepted)},
				mark{"future_address", said(r.text(future))}),
		}
	}
}

// said reports whether a cell that holds either the thing or a yes or no says that there is one.
func said(s string) bool {
	c, why := cells.ReadYesNo(s)
	return s != "" && (why != "" || c.N == cells.Yes)
}
