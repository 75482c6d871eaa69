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
			school, left, made = c.slotOf("school_laestab"), c.slotOf("leaving_date"), c.slotOf("file_date")
			toward, reason     = c.slotOf("destination_laestab"), c.slotOf("leaving_reason")
		)
		return func(r *row) {
			r.addClaim(Claim{
				Kind: Lost, From: r.dateOf(left), Decided: r.dateOf(made), Place: r.textOf(school), Toward: r.textOf(toward),
				Reason: cells.OnlyCode(r.textOf(reason)),
			})
		}
	},
}
