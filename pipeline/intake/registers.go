package intake

import (
	"maps"
	"slices"

	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// wholeDay is the share of the pupils of a register's fullest day, in hundredths, whose marks make another day of it one that came whole.
const wholeDay = 80

// noteRegisters notes of each school how many pupils' daily marks came, and from the first to the last day that came whole: a register that
// came whole shows who is not there, one of the absent alone does not, nor do last days of which some classes came.
func noteRegisters(a *rules.Authority, p *Records) {
	if !a.Extracts[string(sources.AttendanceReturns)].Came {
		return
	}
	type pupil struct {
		school, number, surname, forename string
		dob                               sources.Date
	}
	a.Registers = map[string]rules.Register{}
	seen, days := map[pupil]bool{}, map[string]map[sources.Date]int{}
	var last pupil
	var day sources.Date // that was counted last of the pupil
	for _, rec := range p.OfKind(sources.AttendanceReturns, sources.WhoPart|sources.ClaimPart) {
		for k := range rec.Claims {
			c := &rec.Claims[k]
			if !holdsMarks(c) {
				continue
			}
			who := pupil{school: c.Place, number: rec.Who.UPN}
			if who.number == "" {
				who.surname, who.forename, who.dob = rec.Who.Surname, rec.Who.Forename, rec.Who.DOB
			}
			if who != last {
				day = 0
			}
			if who != last && !seen[who] {
				seen[who] = true
				r := a.Registers[c.Place]
				r.Pupils++
				a.Registers[c.Place] = r
			}
			last = who
			if days[c.Place] == nil {
				days[c.Place] = map[sources.Date]int{}
			}
			day = countDays(days[c.Place], c, day)
		}
	}
	for school, pupils := range days {
		fullest := slices.Max(slices.Collect(maps.Values(pupils)))
		r := a.Registers[school]
		for on, n := range pupils {
			if n*100 < fullest*wholeDay {
				continue
			}
			if r.Since == 0 || on < r.Since {
				r.Since = on
			}
			r.Last = max(r.Last, on)
		}
		a.Registers[school] = r
	}
}

// holdsMarks reports whether a claim is marks of a register and no sum over a window.
func holdsMarks(c *sources.Claim) bool {
	return c.Kind == sources.Attendance && (c.Sessions != "" || c.From != 0 && c.From == c.To)
}

// countDays counts a pupil on each day that the marks are of, but for one that was counted last, and returns the last. The
// sessions of a day come one after the other.
func countDays(pupils map[sources.Date]int, c *sources.Claim, last sources.Date) sources.Date {
	count := func(on sources.Date) {
		if on != last {
			pupils[on]++
		}
		last = on
	}
	if c.Sessions == "" {
		count(c.From)
	}
	for at := range c.Sessions.MarksFrom(c.From) {
		count(at.On)
	}
	return last
}
