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

// absenceRun is a child's run of unauthorised marks so far.
type absenceRun struct {
	from, last Date
	days       int32
	codes      string
	half       bool // of the last day, only the morning is known
	broken     bool // the last day has a mark that is not of the run
}

// marksClaims makes of each mark the sessions of one code, and of consecutive marks the run of absence up to the row.
// Every afternoon of a run says how long it is by then, so the last one says it all, and none need wait for the next. A
// run is of school days on which every mark is G, N, O or U, the codes of the attendance return under regulation 13;
// closures (#) and non-compulsory sessions (X) are no school days and do not break it. A child's rows must be in the order
// of sessions: one that goes back in time ends the run.
func marksClaims(c *columns) func(*row) {
	school, date, session, code := c.slotOf("school_laestab"), c.slotOf("date"), c.slotOf("session"), c.slotOf("code")
	runs := map[pupilAt]*absenceRun{}
	return func(r *row) {
		mark := r.textOf(code)
		if mark == "" {
			return
		}
		class := sessionCodes[mark]
		claim := Claim{Kind: Attendance, From: r.dateOf(date), To: r.dateOf(date), Place: r.textOf(school), Status: mark, Reason: "1", Count: 1}
		if class == notPossible {
			claim.Count = 0
		}
		r.addClaim(claim)
		run := runOf(runs, r, school)
		if run.addMark(r.dateOf(date), r.textOf(session) == "AM", mark, class) {
			r.addClaim(Claim{
				Kind: Absence, From: run.from, To: run.last, Place: r.textOf(school), Status: "run", Reason: run.codes, Count: run.days,
			})
		}
	}
}

// pupilAt is a child at a school, by whatever names the child best.
type pupilAt struct {
	school, id, surname, forename string
	dob                           Date
}

func pupilOf(r *row, school int) pupilAt {
	w := &r.rec.Who
	key := pupilAt{school: r.textOf(school), id: w.UPN}
	if key.id == "" {
		key.id = w.LocalID
	}
	if key.id == "" {
		key.surname, key.forename, key.dob = w.Surname, w.Forename, w.DOB
	}
	return key
}

// cloneTexts returns the key with texts of its own, or it would keep the whole row.
func (p pupilAt) cloneTexts() pupilAt {
	for _, s := range []*string{&p.school, &p.id, &p.surname, &p.forename} {
		*s = strings.Clone(*s)
	}
	return p
}

func runOf(runs map[pupilAt]*absenceRun, r *row, school int) *absenceRun {
	key := pupilOf(r, school)
	run := runs[key]
	if run == nil {
		run = &absenceRun{}
		runs[key.cloneTexts()] = run
	}
	return run
}

// sessionWords is the codes as words of a field.
func sessionWords() map[string]string {
	m := make(map[string]string, len(sessionCodes))
	for code := range sessionCodes {
		m[cells.Fold(code)] = code
	}
	return m
}

// addMark adds a mark and reports whether a whole day of the run ends with it.
func (a *absenceRun) addMark(on Date, morning bool, code string, class sessionClass) bool {
	switch {
	case code == "#" || code == "X":
		return false
	case on < a.last:
		*a = absenceRun{last: a.last, broken: true} // out of order: what came between is not known
		return false
	case class != unauthorised:
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
