package sources

import "rollcall/sources/cells"

// RollChanges is the returns of pupils who join or leave a roll.
const RollChanges Kind = "roll_changes"

// What schools must tell the authority when they add a child to the admission register or take one off it: as CMJ and
// CML messages, or as a file from a web form. It is the authority's fastest news of a leaver, and with independent schools
// the only one.
var rollChanges = declareSource(&source{
	kind: RollChanges, order: 110, title: "returns of pupils added to and removed from admission registers",
	owner: "all schools, maintained, academy and independent",
	basis: "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208) regs 9, 13; Education Act 1996 s.436A",
	obtain: "What schools send when they add or delete a name: CMJ and CML files through the Department's " +
		"school-to-school service, or the file behind the authority's own web form. Ask the pupil tracking or " +
		"children missing education team; schools owe the return by law, so no agreement is needed.",
	evidence: evidence{called: "school roll returns", looked: 2, freshDays: 14, needsFresh: no, snapshot: no, meets: no, keptUp: yes,
		explains: yes, bySchool: no, holdsOpen: no, names: 9, births: 4},
	expect:  Expectation{AgeDays: 60, Own: true, Fill: namedFill(map[string]float64{"return_type": 0.95, "event_date": 0.95})},
	filed:   []string{"roll returns", "roll changes", "starters", "leavers", "on off roll", "removals", "cmj", "cml", "deletions"},
	every:   "daily or weekly: within five school days of an addition, and before a deletion",
	never:   "the forwarding address itself before an officer asks for it, notes of the school",
	ignored: []string{"submitted by", "school contact", "reason narrative"},
	sample:  []string{"roll_changes/returns.csv", "roll_changes/8872991_CMJ_887LLLL_002.xml"},
	readers: []reader{rollChangesXML},
	tables: []*table{{
		native: "return_id", fields: []field{
			{name: "return_id", is: cells.KeyValue, about: "the return, to look it up by", sees: byOfficer},
			{name: "return_type", is: cells.WordValue, about: "what the return is", words: cells.WithSpellings(cells.WordSet("added", "removed", "planned"),
				"new", "added", "on", "added", "off", "removed", "joined", "added", "left", "removed", "starter", "added", "joiner", "added", "on roll", "added", "addition", "added", "leaver", "removed", "off roll", "removed",
				"deletion", "removed", "deleted", "removed"), need: true},
			{name: "school_laestab", is: cells.SchoolValue, about: "school that makes the return"},
			{name: "event_date", is: cells.DateValue, about: "day added, or first day off the roll"},
			{name: "year_group", about: "National Curriculum year"},
			{name: "ground", is: cells.WordValue, about: "ground of regulation 9(1); one of regulation 8(1) of 2006 is written with its number, 8(1)(d)", words: removalGroundWords(), likely: likelyGrounds},
			{name: "destination_school", about: "where the child is said to go, in words"},
			{name: "destination_laestab", is: cells.DestinationValue, about: "school or authority to which the child is said to go"},
			{name: "written_notice", is: cells.YesNoValue, about: "the parent gave written notice of home education"},
			{name: "home_visit_date", is: cells.DateValue, about: "day of a home visit"},
			{name: "la_agreed", is: cells.YesNoValue, about: "the authority agreed to the removal"},
			{name: "consent", is: cells.YesNoValue, about: "the authority consented to the withdrawal for home education (Education Act 1996 s.434A)"},
			{name: "referral_accepted", is: cells.YesNoValue, about: "the authority accepted a referral before the removal"},
			{name: "future_address", about: "whether a forwarding address was given"},
			{name: "received_date", is: cells.DateValue, about: "day on which the return came"},
		}, claims: rollChangesClaims,
	}},
})

func rollChangesClaims(c *columns) func(*row) {
	var (
		kind, school, on = c.slotOf("return_type"), c.slotOf("school_laestab"), c.slotOf("event_date")
		year, received   = c.slotOf("year_group"), c.slotOf("received_date")
	)
	left := leftRollClaim(c)
	return func(r *row) {
		seen := r.dateOf(on)
		if seen == 0 {
			seen = r.dateOf(received)
		}
		r.addResidence(Claim{From: seen, Status: "school"})
		switch r.textOf(kind) {
		case "added":
			r.addClaim(Claim{Kind: Roll, From: r.dateOf(on), Place: r.textOf(school), Status: "added", Year: r.textOf(year), Decided: r.dateOf(received)})
		case "removed":
			r.addClaim(left(r, "return"))
		case "planned":
			r.addClaim(left(r, "planned"))
		}
	}
}

func leftRollClaim(c *columns) func(r *row, status string) Claim {
	var (
		school, on, year = c.slotOf("school_laestab"), c.slotOf("event_date"), c.slotOf("year_group")
		ground, received = c.slotOf("ground"), c.slotOf("received_date")
		number, named    = c.slotOf("destination_laestab"), c.slotOf("destination_school")
		notice, visit    = c.slotOf("written_notice"), c.slotOf("home_visit_date")
		agreed, accepted = c.slotOf("la_agreed"), c.slotOf("referral_accepted")
		future, consent  = c.slotOf("future_address"), c.slotOf("consent")
	)
	return func(r *row, status string) Claim {
		noteOldRemoval(c.note, r.textOf(ground), r.dateOf(on))
		return Claim{
			Kind: LeftRoll, From: r.dateOf(on), Place: r.textOf(school), Status: status, Reason: r.textOf(ground),
			Toward: r.firstText(number, named), Year: r.textOf(year), Decided: r.dateOf(received),
			Marks: joinMarks(mark{"written_notice", r.saysYes(notice)}, mark{"home_visit", r.dateOf(visit) != 0},
				mark{"la_agreed", r.saysYes(agreed)}, mark{"consent", r.saysYes(consent)}, mark{"referral_accepted", r.saysYes(accepted)},
				mark{"future_address", saysSo(r.textOf(future))}),
		}
	}
}

// saysSo reports whether a cell that holds either the thing or a yes or no says that there is one.
func saysSo(s string) bool {
	c, why := cells.ReadYesNo(s)
	return s != "" && (why != "" || c.N == cells.Yes)
}
