package intake

import (
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// noteRegisters notes of each school how many pupils' daily marks came, and for which days: a register that came whole shows who is not
// there, one of the absent alone does not.
func noteRegisters(a *rules.Authority, p *Records) {
	if !a.Extracts[string(sources.AttendanceReturns)].Came {
		return
	}
	type pupil struct {
		school, number, surname, forename string
		dob                               sources.Date
	}
	a.Registers = map[string]rules.Register{}
	seen := map[pupil]bool{}
	var last pupil
	for _, rec := range p.OfKind(sources.AttendanceReturns, sources.WhoPart|sources.ClaimPart) {
		for k := range rec.Claims {
			c := &rec.Claims[k]
			if c.Kind != sources.Attendance || c.From == 0 || c.From != c.To {
				continue
			}
			r, had := a.Registers[c.Place]
			if !had {
				r.Since = c.From
			}
			r.Since, r.Last = min(r.Since, c.From), max(r.Last, c.From)
			who := pupil{school: c.Place, number: rec.Who.UPN}
			if who.number == "" {
				who.surname, who.forename, who.dob = rec.Who.Surname, rec.Who.Forename, rec.Who.DOB
			}
			if who != last && !seen[who] {
				seen[who] = true
				r.Pupils++
			}
			last = who
			a.Registers[c.Place] = r
		}
	}
}
