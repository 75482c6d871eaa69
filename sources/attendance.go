package sources

import "rollcall/sources/cells"

// AttendanceReturns is the returns and marks of attendance.
const AttendanceReturns Kind = "attendance"

// Attendance: the returns that schools make of pupils who stay away, or the marks of the register, one session a row. A
// child who is on a roll and never comes is at risk, and may soon be missing.
var _ = declareSource(&source{
	kind: AttendanceReturns, order: 90, title: "attendance returns, or marks of the attendance register",
	owner: "schools, directly or through the Department for Education's attendance service",
	basis: "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208) regs 10, 13; Education Act 1996 ss.436A, 437",
	obtain: "The returns of regulation 13 as schools send them, by web form or file; or marks of the register from " +
		"the supplier that collects them for schools. Ask the attendance service manager; marks need an agreement " +
		"with each school, or with the trust.",
	evidence: evidence{called: "attendance returns", looked: 17, freshDays: 16, needsFresh: yes, snapshot: no, meets: no, keptUp: yes,
		explains: no, bySchool: no, holdsOpen: no, names: 1, births: 2},
	expect: Expectation{AgeDays: 60, Own: true, Uneven: true, Fill: map[string]float64{"surname": 0.9}},
	filed:  []string{"attendance", "absence", "absences", "att"},
	every:  "returns as they come, marks daily or weekly", never: "medical reasons, comments on marks",
	// A return without a last day is of a child still away when the extract was made, whenever the school sent it.
	ignored: []string{"return_date", "comment", "comments", "minutes late", "reason details"},
	sample:  []string{"attendance/returns.csv", "attendance/marks.csv"},
	gathers: true,
	tables: []*table{
		{
			name: "marks",
			fields: []field{
				{name: "school_laestab", is: cells.SchoolValue, about: "school", need: true},
				{name: "date", is: cells.DateValue, about: "day", fill: true},
				{name: "session", is: cells.WordValue, about: "AM or PM", words: cells.WithSpellings(cells.WordSet("AM", "PM"),
					"morning", "AM", "afternoon", "PM"), need: true},
				{name: "code", is: cells.WordValue, about: "code of the mark", words: sessionWords(), need: true},
			},
			claims: readMarks,
		},
		{
			name: "returns",
			fields: []field{
				{name: "school_laestab", is: cells.SchoolValue, about: "school", need: true},
				{name: "return_type", is: cells.WordValue, about: "what the return is of",
					words: cells.WithSpellings(cells.WordSet("ten_days", "irregular", "sickness"), "10 days", "ten_days", "10 day", "ten_days",
						"15 days", "sickness", "15 days sickness", "sickness", "illness", "sickness"), need: true},
				{name: "first_day", is: cells.DateValue, about: "first day away"},
				{name: "last_day", is: cells.DateValue, about: "last day away, empty when the child is still away"},
				{name: "school_days", is: cells.CountValue, about: "school days away"},
				{name: "cause", about: "cause in a word or two, or the codes"},
				{name: "home_visit_date", is: cells.DateValue, about: "day of a home visit"},
				{name: "home_visit_result", is: cells.WordValue, about: "what a home visit found", words: cells.WithSpellings(cells.WordSet("seen", "not_seen", "gone"),
					"no answer", "not_seen", "no reply", "not_seen", "moved away", "gone")},
			},
			claims: returnsClaims,
		},
	},
})

func returnsClaims(c *columns) func(*row) {
	var (
		school, kind   = c.slotOf("school_laestab"), c.slotOf("return_type")
		from, to, days = c.slotOf("first_day"), c.slotOf("last_day"), c.slotOf("school_days")
		cause, visit   = c.slotOf("cause"), c.slotOf("home_visit_date")
		found          = c.slotOf("home_visit_result")
	)
	return func(r *row) {
		r.addResidence(Claim{From: r.dateOf(from), Status: "school"})
		if r.textOf(kind) == "" {
			return
		}
		r.addClaim(Claim{
			Kind: Absence, From: r.dateOf(from), To: r.dateOf(to), Place: r.textOf(school), Status: r.textOf(kind),
			Reason: cells.OnlyCode(r.textOf(cause)), Count: r.countOf(days), Decided: r.dateOf(visit),
			Marks: joinMarks(mark{"home_visit", r.dateOf(visit) != 0}, mark{"visit_failed", r.textOf(found) == "not_seen" || r.textOf(found) == "gone"}),
		})
	}
}
