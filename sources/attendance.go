package sources

import "rollcall/sources/cells"

// AttendanceReturns is the returns and marks of attendance.
const AttendanceReturns Kind = "attendance"

// Attendance: the returns that schools make of pupils who stay away, or the marks of the register, one session a row. A
// child who is on a roll and never comes is at risk, and may soon be missing.
var attendance = declare(&source{
	kind:  AttendanceReturns,
	order: 90,
	title: "attendance returns, or marks of the attendance register",
	owner: "schools, directly or through the Department for Education's attendance service",
	basis: "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208) regs 10, 13; Education Act 1996 ss.436A, 437",
	obtain: "The returns of regulation 13 as schools send them, by web form or file; or marks of the register from " +
		"the supplier that collects them for schools. Ask the attendance service manager; marks need an agreement " +
		"with each school, or with the trust.",
	evidence: evidence{
		called: "attendance returns", looked: 17, freshDays: 16, needsFresh: yes, snapshot: no, meets: no, keptUp: yes,
		explains: no, bySchool: no, holdsOpen: no, names: 1, births: 2,
	},
	expect: Expectation{AgeDays: 60, Own: true, Uneven: true, Fill: map[string]float64{"surname": 0.9}},
	every:  "returns as they come, marks daily or weekly",
	never:  "medical reasons, comments on marks",
	// A return without a last day is of a child still away when the extract was made, whenever the school sent it.
	ignored: []string{"return_date", "comment", "comments", "minutes late", "reason details"},
	sample:  []string{"attendance/returns.csv", "attendance/marks.csv"},
	twice:   true,
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
			claims: marksClaims,
			refuse: marksReplaced,
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
		school, kind   = c.slot("school_laestab"), c.slot("return_type")
		from, to, days = c.slot("first_day"), c.slot("last_day"), c.slot("school_days")
		cause, visit   = c.slot("cause"), c.slot("home_visit_date")
		found          = c.slot("home_visit_result")
	)
	return func(r *row) {
		r.lives(Claim{From: r.date(from), Status: "school"})
		if r.text(kind) == "" {
			return
		}
		r.claim(Claim{
			Kind: Absence, From: r.date(from), To: r.date(to), Place: r.text(school), Status: r.text(kind),
			Reason: cells.OnlyCode(r.text(cause)), Count: r.count(days), Decided: r.date(visit),
			Marks: marks(mark{"home_visit", r.date(visit) != 0}, mark{"visit_failed", r.text(found) == "not_seen" || r.text(found) == "gone"}),
		})
	}
}
