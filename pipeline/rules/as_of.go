package rules

import "rollcall/pipeline/calendar"

// extracts are those of the run as a rule may ask of them on a day.
type extracts struct {
	all  map[string]Extract
	asOf *calendar.AsOf
}

// came reports whether the run had an extract of a kind.
func (x extracts) came(kind string) bool { return x.all[kind].Came }

// goBy says how far rules go by a kind.
func (x extracts) goBy(kind string) Reliance { return x.all[kind].Reliance }

// newest is the newest day for which a kind speaks, which a night moves.
func (x extracts) newest(kind string) calendar.Date {
	x.asOf.Day()
	return x.all[kind].AsOf
}

// since is the earliest day that the rows of a kind reach back to, which a night moves where the extract is of so many days.
func (x extracts) since(kind string) calendar.Date {
	x.asOf.Day()
	return x.all[kind].Since
}

// registers are those of schools' daily marks as a rule may ask of them on a day.
type registers struct {
	all  map[string]Register
	asOf *calendar.AsOf
}

// of is what came of a school's marks, which a night moves.
func (x registers) of(laestab string) (Register, bool) {
	r, had := x.all[laestab]
	if had {
		x.asOf.Day()
	}
	return r, had
}
