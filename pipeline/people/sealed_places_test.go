package people

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rollcall/pipeline/register"
	"rollcall/sources"
)

// Of all places those are found at which somebody may live: who is of another area, and is told by neither a property nor a tenancy,
// lives at none.
func TestEveryPlaceIsFoundWhereSomebodyMayLive(t *testing.T) {
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		one := func(what string, of ...string) string { return rapid.SampledFrom(of).Draw(t, what) }
		draw := func() (*sources.Identity, string) {
			return &sources.Identity{Surname: one("surname", "Quayle", "Rudge"), UPRN: one("uprn", "", "", "7", "8"), Postcode: one("postcode", "", "FW1 1AA", "FW1 2BB", "ME4 1AA", "ME4 9ZZ", "ME49ZZ"),
				Address: one("address", "", "3 Heath Rise, Fenwick", "Flat 2, 3 Heath Rise", "Heath House, Mill Road", "9 Mill Road", "Mill House")}, one("tenancy", "", "", "T1", "T2")
		}
		p := newSealedPlaces(register.NewDigester(nil))
		for range rapid.IntRange(1, 6).Draw(t, "places") {
			w, tenancy := draw()
			place := p.digest.placeOf(w, partsOfAddress(w.Address), tenancy)
			place.Refuge = rapid.Bool().Draw(t, "refuge")
			p.add(place, placeOfSeal{})
		}
		w, tenancy := draw()
		of := p.digest.placeOf(w, partsOfAddress(w.Address), tenancy)
		told := w.UPRN != "" && len(p.property) > 0 || tenancy != "" && len(p.tenancy) > 0
		var want, got []int32
		if told || len(of.Area) == 0 || slices.ContainsFunc(of.Area, func(half register.Digest) bool { return p.area[half] }) {
			for at := range p.all {
				if livesAt(&p.all[at], &of) != elsewhere {
					want = append(want, int32(at))
				}
			}
		}
		is, near := p.newSeeker().near(w, tenancy, tenancy != "")
		for _, at := range near {
			if livesAt(&p.all[at], &is) != elsewhere {
				got = append(got, at)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("found at %v (want %v)", got, want)
		}
		found += len(want)
	})
	if found == 0 {
		t.Error("nobody was found in any draw")
	}
}
