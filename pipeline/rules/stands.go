package rules

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"

	"rollcall/pipeline/calendar"
)

// What a rule reads of the day, and of what every night moves, it reads by way of calendar.AsOf, so that a Verdict knows until when it
// stands. Of the rest of an Authority the Ground tells whether any of it is other.

// Ground is a digest of all of an Authority that the verdict on any Case may rest on, but for the day and for what is read as of it: a
// Verdict stands until its Until on the same Case under an Authority of the same Ground.
func (a *Authority) Ground() string {
	f := a.readyFacts()
	h := sha256.New()
	fmt.Fprintf(h, "%#v %#v %#v %#v %#v %#v\n", a.Home, a.Schools, a.Returns, a.RollLists, a.InForce, f.amounts)
	fmt.Fprintf(h, "%s %v %v %#v %#v\n", a.Calendar.Digest(), f.census, a.Extracts["schools"].AsOf, f.idle, f.missing)
	for _, e := range Enactments() {
		fmt.Fprintln(h, e.Name, a.isInForce(e))
	}
	for _, b := range f.barred {
		if b != nil {
			fmt.Fprintf(h, "%#v\n", *b)
		} else {
			fmt.Fprintln(h)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(a.Extracts)) {
		x := a.Extracts[kind]
		if x.Since = 0; !x.Stale { // of one that is too old its day is told
			x.AsOf = 0
		}
		fmt.Fprintf(h, "%q %#v\n", kind, x)
	}
	for _, laestab := range slices.Sorted(maps.Keys(f.places)) {
		fmt.Fprintf(h, "%#v\n", *f.places[laestab])
	}
	for _, laestab := range slices.Sorted(maps.Keys(a.Registers)) {
		fmt.Fprintln(h, laestab)
	}
	return string(h.Sum(nil))
}

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

// isOfLast reports whether a day is one of the last so many, the as-of date and the day so many before it included.
func (h *history) isOfLast(d calendar.Date, days int) bool {
	return !h.AsOf.Before(d) && !h.AsOf.After(d.AddDays(days))
}

// havePassed reports whether more than so many school days of a place have gone by since a day.
func (h *history) havePassed(place string, since calendar.Date, days int) bool {
	next := h.Calendar.AddSchoolDays(place, since, days+1)
	return next != 0 && !h.AsOf.Before(next)
}

// schoolYearNow is the school year of the as-of date, as schools count it.
func (h *history) schoolYearNow() int {
	year := h.AsOf.SchoolYear()
	if !h.AsOf.Before(calendar.SchoolYearStart(year + 1).AddDays(-earlyStart)) {
		year++
	}
	return year
}
