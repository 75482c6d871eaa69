package sources

import "strings"

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
	broken     bool // today has a mark that is not of the run
}

// marksClaims makes of each mark the sessions of one code, and of consecutive marks the run of absence up to the row.
// Every row of a run says how long it is by then, so the last one says it all, and none need wait for the next. A run is
// of school days on which every mark is G, N, O or U, the codes of the attendance return under regulation 13; closures
// (#) and non-compulsory sessions (X) are no school days and do not break it. Rows must be in the order of days.
func marksClaims(c *columns) func(*row) {
	school, date, code := c.slot("school_laestab"), c.slot("date"), c.slot("code")
	runs := map[string]*absenceRun{}
	return func(r *row) {
		mark := strings.ToUpper(r.text(code))
		class, known := sessionCodes[mark]
		if !known {
			return
		}
		claim := Claim{Kind: Attendance, From: r.date(date), To: r.date(date), Place: r.text(school), Status: mark, Reason: "1", Count: 1}
		if class == notPossible {
			claim.Count = 0
		}
		r.claim(claim)
		run := runOf(runs, r, school)
		if run.mark(r.date(date), mark, class) {
			r.claim(Claim{
				Kind: Absence, From: run.from, To: run.last, Place: r.text(school), Status: "run", Reason: run.codes, Count: run.days,
			})
		}
	}
}

// runOf finds the run of a row's child at a school by whatever names the child best.
func runOf(runs map[string]*absenceRun, r *row, school int) *absenceRun {
	w := &r.rec.Who
	key := w.UPN
	if key == "" {
		key = w.LocalID
	}
	if key == "" {
		key = w.Surname + "|" + w.Forename + "|" + w.DOB.String()
	}
	key += "@" + r.text(school)
	run := runs[key]
	if run == nil {
		run = &absenceRun{}
		runs[strings.Clone(key)] = run
	}
	return run
}

// mark adds a mark and reports whether the run holds on it.
func (a *absenceRun) mark(on Date, code string, class sessionClass) bool {
	switch {
	case code == "#" || code == "X":
		return false
	case on < a.last:
		*a = absenceRun{last: a.last, broken: true} // out of order: what came between is not known
		return false
	case class != unauthorised:
		*a = absenceRun{last: on, broken: true}
		return false
	}
	if on > a.last || a.last == 0 {
		if a.days == 0 {
			a.from, a.codes = on, ""
		}
		a.days++
		a.last, a.broken = on, false
	}
	if a.broken {
		return false
	}
	if !strings.Contains(a.codes, code) {
		a.codes += code
	}
	return true
}
