package sources

import "rollcall/sources/cells"

// lostPupilsTable is the layout in which authorities keep the transfer files without a destination that they have seen,
// when they keep a list of them rather than the files.
var lostPupilsTable = &table{
	fields: []field{
		{name: "school_laestab", is: cells.SchoolValue, about: "school that made the file", need: true},
		{name: "leaving_date", is: cells.DateValue, about: "day on which the child left"},
		{name: "file_date", is: cells.DateValue, about: "day on which the file was made"},
		{name: "destination_laestab", is: cells.DestinationValue, about: "XXXXXXX: not known; MMMMMMM: outside the state schools of England and Wales"},
		{name: "leaving_reason", about: "reason in a word or two"},
	},
	claims: func(c *columns) func(*row) {
		var (
			school, left, made = c.slot("school_laestab"), c.slot("leaving_date"), c.slot("file_date")
			toward, reason     = c.slot("destination_laestab"), c.slot("leaving_reason")
		)
		return func(r *row) {
			r.claim(Claim{
				Kind: Lost, From: r.date(left), Decided: r.date(made), Place: r.text(school), Toward: r.text(toward),
				Reason: cells.OnlyCode(r.text(reason)),
			})
		}
	},
}
