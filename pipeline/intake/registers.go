package intake

import (
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
	type day struct {
		school string
		on     sources.Date
	}
	seen, days := map[pupil]bool{}, map[day]int{}
	var last pupil
	var lastDay day
	for _, rec := range p.OfKind(sources.AttendanceReturns, sources.WhoPart|sources.ClaimPart) {
		for k := range rec.Claims {
			c := &rec.Claims[k]
			if c.Kind != sources.Attendance || c.From == 0 || c.From != c.To {
				continue
			}
			r := a.Registers[c.Place]
			who := pupil{school: c.Place, number: rec.Who.UPN}
			if who.number == "" {
				who.surname, who.forename, who.dob = rec.Who.Surname, rec.Who.Forename, rec.Who.DOB
			}
			if who != last && !seen[who] {
				seen[who] = true
				r.Pupils++
			}
			if on := (day{c.Place, c.From}); who != last || on != lastDay { // the sessions of a day come one after the other
				days[on]++
				lastDay = on
			}
			last = who
			a.Registers[c.Place] = r
		}
	}
	fullest := map[string]int{}
	for d, n := range days {
		fullest[d.school] = max(fullest[d.school], n)
	}
	for d, n := range days {
		if r := a.Registers[d.school]; n*100 >= fullest[d.school]*wholeDay {
			if r.Since == 0 || d.on < r.Since {
				r.Since = d.on
			}
			r.Last = max(r.Last, d.on)
			a.Registers[d.school] = r
		}
	}
}
