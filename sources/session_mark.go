package sources

import (
	"strings"

	"rollcall/sources/cells"
)

// sessionCodes is the codes of the attendance register and how each counts, as regulation 10 of SI 2024/208 and the
// Department's statistics class them. H and J are of the years before August 2024.
var sessionCodes = codesByClass(map[sessionClass]string{
	present:      `/ \ L B K P V W`,
	authorised:   `C C1 C2 E I J1 M R S T H J`,
	unauthorised: `G N O U`,
	notPossible:  `D Q X Y Y1 Y2 Y3 Y4 Y5 Y6 Y7 Z #`,
})

type sessionClass uint8

const (
	unknownClass sessionClass = iota
	present
	authorised
	unauthorised
	notPossible
)

func codesByClass(of map[sessionClass]string) map[string]sessionClass {
	m := map[string]sessionClass{}
	for class, codes := range of {
		for _, c := range strings.Fields(codes) {
			m[c] = class
		}
	}
	return m
}

// sessionWords is the codes as words of a field.
func sessionWords() map[string]string {
	m := make(map[string]string, len(sessionCodes))
	for code := range sessionCodes {
		m[cells.Fold(code)] = code
	}
	return m
}

// sessionMark is what a row of a register says: a code of a session, at a school on a day.
type sessionMark struct {
	school string
	on     Date
	half   half
	code   string // empty: none that is known
}

// half says which session of a day a mark is of.
type half uint8

const (
	unsaidHalf half = iota
	morning
	afternoon
)

// claimAlone is what one mark claims by itself.
func (m *sessionMark) claimAlone() Claim {
	return Claim{Kind: Attendance, From: m.on, To: m.on, Place: m.school, Status: m.code, Reason: "1", Count: possibleSession(m.code)}
}

// possibleSession is one for a code of a session that the pupil could have attended.
func possibleSession(code string) int32 {
	if sessionCodes[code] == notPossible {
		return 0
	}
	return 1
}

// absenceRun is a child's run of unauthorised marks so far.
type absenceRun struct {
	from, last Date
	days       int32
	codes      string
	half       bool // of the last day, only the morning is known
	broken     bool // the last day has a mark that is not of the run
}

// addMark adds the next mark and reports whether a whole day of the run ends with it. A run is of school days on which every
// mark is G, N, O or U, the codes of the attendance return under regulation 13; closures (#) and non-compulsory sessions (X)
// are no school days and do not break it.
func (a *absenceRun) addMark(on Date, morning bool, code string) bool {
	switch {
	case code == "#" || code == "X":
		return false
	case sessionCodes[code] != unauthorised:
		*a = absenceRun{last: on, broken: true}
		return false
	case on > a.last:
		a.addDay(on)
	}
	if a.broken {
		return false
	}
	if !strings.Contains(a.codes, code) {
		a.codes += code
	}
	a.half = morning
	if !morning {
		a.days++
	}
	return !morning
}

// addDay begins a day. One before of which only the morning was marked, because the school was then closed, was a whole one.
func (a *absenceRun) addDay(on Date) {
	if a.half {
		a.days++
	}
	if a.days == 0 {
		a.from, a.codes = on, ""
	}
	a.last, a.half, a.broken = on, false, false
}

// claimAt is the run as an absence from a school.
func (a *absenceRun) claimAt(school string) Claim {
	return Claim{Kind: Absence, From: a.from, To: a.last, Place: school, Status: "run", Reason: a.codes, Count: a.days}
}
