package rules

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
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
