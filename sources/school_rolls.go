package sources

import "rollcall/sources/cells"

// SchoolRolls is the nightly rolls of schools' own systems.
const SchoolRolls Kind = "school_rolls"

// The roll of a school as its management system has it tonight: a row for each pupil on the admission register. The register
// is what the law calls being on roll, and a census is a copy of it three times a year; so nothing tells more surely who is
// on roll, or, where the roll is whole, who is not. A pupil still to begin is a place, and no pupil yet; a guest is on another
// school's register.
var _ = declareSource(&source{
	kind: SchoolRolls, order: 15, title: "rolls of schools as their management systems have them, every night", optional: true,
	owner: "governing bodies and proprietors of schools, through the supplier that reads their systems",
	basis: "Education Act 1996 s.436A; School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208) regs 8, 9, 13",
	obtain: "The transfer that brings schools' pupils into the education management system every night, written out before it is " +
		"matched: a row for each pupil on roll. Ask the education systems team, and the supplier that reads the schools' " +
		"systems. Each school agrees to it, and academies by a data sharing agreement of their own.",
	evidence: evidence{called: "schools' nightly rolls", looked: 19, freshDays: 7, needsFresh: no, snapshot: yes, meets: no, keptUp: yes,
		explains: yes, bySchool: yes, holdsOpen: no, names: 10, births: 6},
	expect: Expectation{Own: true, Whole: true, Fill: namedFill(map[string]float64{"school_laestab": nearlyAll})},
	every:  "every night, a row for each pupil", never: "attainment, behaviour, medical notes, contacts beyond a parent",
	ignored: []string{"house", "registration group", "tutor group", "form", "class", "photo", "admission number"},
	sample:  []string{"school_rolls/roll.csv"},
	tables: []*table{{
		fields: []field{
			{name: "school_laestab", is: cells.SchoolValue, about: "the school whose roll it is", need: true},
			{name: "roll_date", is: cells.DateValue, about: "the night for which the row speaks; else the day of the extract"},
			{name: "entry_date", is: cells.DateValue, about: "first day on the roll"},
			{name: "leaving_date", is: cells.DateValue, about: "last day on it"},
			{name: "status", is: cells.WordValue, about: "how the pupil is registered: current at one school, main or subsidiary of two, " +
				"a guest, left, or expected", words: rollStatuses()},
			{name: "year_group", about: "National Curriculum year"},
			{name: "part_time", is: cells.YesNoValue, about: "attends part of the week"},
			{name: "boarder", is: cells.YesNoValue, about: "boards at the school"},
		}, claims: schoolRollsClaims,
	}},
})

func rollStatuses() map[string]string {
	return cells.WithSpellings(cells.WordSet("current", "main", "subsidiary", "guest", "left", "expected"),
		"c", "current", "on roll", "current", "single registration", "current", "single", "current", "active", "current", "enrolled", "current",
		"f", "current", "further education college", "current", "o", "current", "other provider", "current",
		"m", "main", "main dual registration", "main", "dual main", "main", "current main", "main",
		"s", "subsidiary", "subsidiary dual registration", "subsidiary", "dual subsidiary", "subsidiary", "current subsidiary", "subsidiary",
		"g", "guest", "leaver", "left", "off roll", "left", "inactive", "left", "former", "left",
		"pre admission", "expected", "preadmission", "expected", "future", "expected", "accepted", "expected", "on entry", "expected")
}

// enrolWords are the enrolment codes of the census by the words of a roll.
var enrolWords = map[string]string{"": "C", "current": "C", "main": "M", "subsidiary": "S"}

func schoolRollsClaims(c *columns) func(*row) {
	var (
		school, year = c.slotOf("school_laestab"), c.slotOf("year_group")
		night        = c.slotOf("roll_date")
		entry, until = c.slotOf("entry_date"), c.slotOf("leaving_date")
		status       = c.slotOf("status")
		part, boards = c.slotOf("part_time"), c.slotOf("boarder")
	)
	return func(r *row) {
		on := r.dateOf(night)
		if on != 0 {
			r.rec.AsOf = on
		} else {
			on = r.rec.AsOf
		}
		from, to, place := r.dateOf(entry), r.dateOf(until), r.textOf(school)
		left := r.textOf(status) == "left"
		switch {
		case r.isBad(status) || r.textOf(status) == "guest" || place == "" || left && to == 0: // that it is not on roll says enough
			livedThere(r.rec, on)
		case left || to != 0 && on != 0 && to < on:
			r.addClaim(Claim{Kind: LeftRoll, From: to, Place: place, Status: "roll", Year: r.textOf(year), Decided: on})
			livedThere(r.rec, to)
		case r.textOf(status) == "expected" || from != 0 && on != 0 && from > on:
			r.addClaim(Claim{Kind: Offer, From: on, Place: place, Status: "accepted", Expected: from, Year: r.textOf(year)})
			livedThere(r.rec, on)
		default:
			r.addClaim(Claim{Kind: Roll, From: from, To: to, Place: place, Status: enrolWords[r.textOf(status)], Year: r.textOf(year), Decided: on,
				Marks: joinMarks(mark{"part_time", r.saysYes(part)}, mark{"boarder", r.saysYes(boards)})})
			livedThere(r.rec, on)
		}
	}
}
