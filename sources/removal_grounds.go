package sources

import (
	"rollcall/pipeline/calendar"
	"rollcall/sources/cells"
)

// removalInForce is the day from which names are taken off registers on the grounds of regulation 9 of the School
// Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208, reg. 1).
var removalInForce = calendar.On(2024, 8, 19)

// oldGrounds is the letters of the grounds of regulation 8(1) of the Education (Pupil Registration) (England) Regulations
// 2006 (SI 2006/1751, amended by SI 2011/1625), which older returns have, and the letter of regulation
// 9(1) of 2024 that took the place of each. Two have none: (a), an attendance order changed or revoked, is (d) or (e) now,
// and which of them the letter does not tell; (g), the certificate of a medical officer, is a ground no longer.
var oldGrounds = map[string]string{
	"b": "A", // registered at another school
	"c": "C", // registered at several, one of which agrees to the removal
	"d": "F", // the parent's written notice of education otherwise than at school
	"e": "G", // lives at a reasonable distance no more
	"f": "H", // not back within ten school days of a leave of absence
	"h": "I", // twenty school days of absence without permission
	"i": "J", // in custody for four months or more
	"j": "K", // died
	"k": "L", // over compulsory school age before the school meets next
	"l": "O", // a pupil of an independent school no more
	"m": "N", // permanently excluded
	"n": "B", // a nursery pupil who did not go on to a class
	"o": "M", // charges for boarding not paid
}

// removalGroundWords is the grounds A to O of regulation 9(1), also written "(a)" and "9(1)(a)", and those of regulation 8(1) where
// they are written with its number. A letter alone is always one of regulation 9.
func removalGroundWords() map[string]string {
	m := map[string]string{}
	for c := 'A'; c <= 'O'; c++ {
		letter := string(c)
		cells.WithSpellings(m, letter, letter, "9(1)("+letter+")", letter, "reg 9(1)("+letter+")", letter, "regulation 9(1)("+letter+")", letter,
			"ground "+letter, letter)
	}
	for old, letter := range oldGrounds {
		cells.WithSpellings(m, "8(1)("+old+")", letter, "reg 8(1)("+old+")", letter, "regulation 8(1)("+old+")", letter)
	}
	return m
}

// noteOldRemoval notes a ground of a removal from before regulation 9: a letter alone may be one of regulation 8, which
// meant something else.
func noteOldRemoval(note func(string, ...any), ground string, on Date) {
	if ground != "" && on != 0 && on < removalInForce {
		note("ground: of removals before 19 August 2024 a letter alone is read as one of regulation 9(1); write 8(1)(d) for one of regulation 8")
	}
}

// likelyGrounds are what schools write for a ground, for a person to confirm.
var likelyGrounds = map[string]string{
	"ehe": "F", "homeeducation": "F", "homeeducated": "F", "electivehomeeducation": "F", "movedschool": "A", "newschool": "A", "transferred": "A",
	"died": "K", "deceased": "K", "permanentlyexcluded": "N", "permex": "N", "custody": "J",
}
