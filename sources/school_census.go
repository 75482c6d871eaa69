package sources

import "rollcall/sources/cells"

// SchoolCensus is the termly returns of schools.
const SchoolCensus Kind = "school_census"

// The school census: every pupil of a maintained school, academy, special school or pupil referral unit, three times a
// year, with those who left since. It is the backbone of the search: a child on a census roll is not missing education.
// What it does not say is where a leaver went or why, and its list of leavers is not whole (only those with sessions or
// exclusions to report are in it), so a leaver is found by comparing two returns and not by this list alone. Its
// attendance is one term in arrears.
var schoolCensus = declareSource(&source{
	kind: SchoolCensus, order: 10, title: "school census returns, as XML or as the CSV tables that COLLECT exports",
	owner: "governing bodies and proprietors of state-funded schools, for the Department for Education",
	basis: "Education Act 1996 s.537A; Education (Information About Individual Pupils) (England) Regulations 2013; " +
		"used under Education Act 1996 s.436A",
	obtain: "COLLECT, the Department's collection system: after the collection closes, the data team exports the " +
		"pupil-level CSV tables, maintained schools and academies separately. Before that, maintained schools' " +
		"XML comes through the authority's own file transfer, and academies can be asked for a copy of theirs. No " +
		"further agreement is needed: the authority is a recipient of the return.",
	evidence: evidence{called: "school census", looked: 1, freshDays: 165, needsFresh: yes, snapshot: no, meets: no, keptUp: yes,
		explains: yes, bySchool: yes, holdsOpen: no, names: 10, births: 6},
	expect: Expectation{Own: true, Fill: namedFill(map[string]float64{"upn": 0.97})},
	filed:  []string{"school census", "census"},
	every:  "three times a year, some four weeks after the census day in October, January and May",
	apart:  []field{censusEthnicity},
	never: "language, service child, free school meals, special educational needs, post looked-after " +
		"arrangements, young carer status, early-years funding, post-16 learning aims",
	sample: []string{
		"school_census/census_autumn_2026.xml", "school_census/census_spring_2024.xml",
	},
	readers: []reader{censusXML.newReader(), collectReader},
	message: []field{
		{name: "school", is: cells.SchoolValue, about: "the school, where COLLECT's tables come without schoolcensus: its NativeId, or the LAESTAB that values map it to",
			headers: []string{"NativeId"}, mapped: true},
		{name: "entry_date", is: cells.DateValue, about: "first day on the roll", headers: []string{"EntryDate"}},
		{name: "leaving_date", is: cells.DateValue, about: "last day on it", headers: []string{"LeavingDate"}},
		{name: "enrol_status", is: cells.WordValue, about: "C current, M main of two schools, S subsidiary, F college, O other provider",
			words: cells.WordSet("C", "M", "S", "F", "O"), headers: []string{"EnrolStatus"}},
		{name: "year_group", about: "National Curriculum year", headers: []string{"NCyearActual", "NCyearLeaving"}},
		{name: "part_time", is: cells.YesNoValue, about: "attends part of the week", headers: []string{"PartTime"}},
		{name: "boarder", is: cells.YesNoValue, about: "boards at the school", headers: []string{"Boarder"}},
		{name: "exclusion", about: "suspensions and exclusions: category, reasons, first day, sessions",
			headers: []string{"TermlyExclusion", "termlyexclusionsonroll", "termlyexclusionsoffroll"}},
		{name: "attendance", about: "sessions of the term before by code of the register",
			headers: []string{"TermlyAttendance", "SummerHalfTerm2Attendance", "termlysessiondetails…", "summerhalfterm2sessiondetails…"}},
	},
})

// Terms of a census, by what its header and tables write.
var censusTerms = map[string]string{"AUT": "autumn", "SPR": "spring", "SUM": "summer", "AUTUMN": "autumn", "SPRING": "spring", "SUMMER": "summer"}

// Codes of the census that a claim carries, by what returns write. A guest pupil (G) is on no roll here, and no return
// of the Department takes one: it is not known.
var (
	enrolCodes = setWords("C", "M", "S", "F", "O")
	yearCodes  = setWords("E1", "E2", "N1", "N2", "R", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "M", "X")
	// boarderCodes say whether a pupil boards.
	boarderCodes = map[string]bool{"N": false, "B": true, "6": true, "7": true}
	// attendanceCodes are those of regulation 10 of the School Attendance (Pupil Registration) (England) Regulations 2024,
	// with H, J and Y, which older returns have.
	attendanceCodes = setWords("/", `\`, "B", "C", "C1", "C2", "D", "E", "G", "H", "I", "J", "J1", "K", "L", "M", "N", "O", "P", "Q",
		"R", "S", "T", "U", "V", "W", "X", "Y", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "Z", "#")
)

// setWords maps each word to itself, so that a claim holds the program's own string and not a piece of the file.
func setWords(words ...string) map[string]string {
	m := make(map[string]string, len(words))
	for _, w := range words {
		m[w] = w
	}
	return m
}

// census is what holds for every pupil of one return.
type census struct {
	school string // LAESTAB
	on     Date   // reference date
	term   string
	termly window // of the attendance
	second window // of the second half of the summer term, in an autumn return
}

// newCensus returns the census of a return. Year is its calendar year; 0 takes that of the reference date.
func newCensus(school string, on Date, term string, year int) census {
	if year == 0 && on != 0 {
		year = on.Time().Year()
	}
	c := census{school: school, on: on, term: term}
	if year != 0 {
		c.termly, c.second = attendanceWindows(term, year)
	}
	return c
}

// pupil is the values of a pupil's row, in whatever format it came.
type pupil struct {
	left           bool // no longer on roll
	entry, leaving Date
	enrol, year    string
	partTime       bool
	boarder        bool
}

// addPupil adds the claims that a pupil's own row makes: on roll or left, and where the child lived.
//
// A leaver's first day off the roll is the leaving date as given, which is the last day on it by the Department's
// definition; the return does not say more. The address of a child on roll held on the reference date, that of a leaver
// when the child left.
func (c *census) addPupil(p pupil, rec *Record) {
	seen := c.on
	if p.left {
		rec.Claims = append(rec.Claims, Claim{Kind: LeftRoll, From: p.leaving, Place: c.school, Status: "census", Year: p.year})
		seen = p.leaving
	} else {
		rec.Claims = append(rec.Claims, Claim{Kind: Roll, From: p.entry, To: p.leaving, Place: c.school, Status: p.enrol, Year: p.year,
			Marks: joinMarks(mark{"part_time", p.partTime}, mark{"boarder", p.boarder})})
	}
	livedThere(rec, seen)
}
