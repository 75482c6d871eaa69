package judge

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/sources"
)

// TestFamilyIsWhoeverIsTiedInAHome holds what is found home by home to what is asked of every two children: whoever lived in a home of
// the child that is no hostel, once however many homes they had together, and with the tie that the child itself has to them.
func TestFamilyIsWhoeverIsTiedInAHome(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	n := peopletest.Begin(t)
	for child := range 300 {
		var records []sources.Record
		for record := range 1 + random.IntN(4) {
			who := sources.Identity{Forename: fmt.Sprint("F", random.IntN(40)), Surname: fmt.Sprint("S", random.IntN(4)), Postcode: fmt.Sprint("ME4 9Z", random.IntN(2)),
				LocalID: fmt.Sprint(child, "-", record), DOB: peopletest.AsOf - 3000}
			if house := random.IntN(24); house > 0 {
				who.Address = fmt.Sprint(min(house, 20), " Mill Lane") // four in 24 at the last, a hostel
			}
			if random.IntN(2) == 0 {
				who.ParentForename, who.ParentSurname = fmt.Sprint("P", random.IntN(3)), "Quayle"
			}
			if random.IntN(3) == 0 {
				who.ParentPhone = fmt.Sprint("01634 90000", random.IntN(3))
			}
			records = append(records, sources.Record{Kind: []sources.Kind{sources.SchoolCensus, sources.Health, sources.Housing, sources.Admissions}[record], AsOf: peopletest.AsOf, Who: who})
		}
		n.Child(records...)
	}
	n.Make(t)
	h := NewHomes(n.Children)
	lived := map[digest][]int32{} // who lived in each home
	for _, l := range h.lived {
		if !slices.Contains(lived[l.home], l.child) {
			lived[l.home] = append(lived[l.home], l.child)
		}
	}
	crowded, again, other := 0, 0, 0
	for child := range int32(n.Children.Len()) {
		var want []Relative
		for b := range int32(n.Children.Len()) {
			together := 0
			for _, home := range lived {
				switch {
				case b == child || !slices.Contains(home, child) || !slices.Contains(home, b):
				case len(home) > mostInAHome:
					crowded++
				default:
					together++
				}
			}
			if tie := h.tieOf(int(child), int(b)); together > 0 && tie != "" {
				want = append(want, Relative{b, tie})
				again += together - 1
				if tie != h.tieOf(int(b), int(child)) {
					other++
				}
			}
		}
		if got := h.FamilyOf(int(child)); !slices.Equal(got, want) {
			t.Errorf("of %d: %v, want %v", child, got, want)
		}
	}
	if crowded == 0 || again == 0 || other == 0 {
		t.Errorf("nothing is asked of hostels (%d), of homes had together again (%d), of ties that differ by who asks (%d)", crowded, again, other)
	}
}
