package matchers

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// shortText draws texts of up to eight letters of few kinds.
func shortText() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune("AB12")), 0, 8, -1)
}

func TestPackedEditIsOneEdit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := shortText().Draw(t, "a"), shortText().Draw(t, "b")
		if a == b {
			return
		}
		if got, want := oneEdit(packLetters(a), packLetters(b)), osaByDefinition(a, b) == 1; got != want {
			t.Fatalf("%q and %q: one edit %v (want %v)", a, b, got, want)
		}
	})
}

func FuzzPackedEdit(f *testing.F) {
	f.Add("ME49ZZ", "ME94ZZ")
	f.Add("E131DX", "E131D")
	f.Add("", "A")
	f.Fuzz(func(t *testing.T, a, b string) {
		if a == b || len(a) > 8 || len(b) > 8 || !isASCII(a) || !isASCII(b) || letterless(a) || letterless(b) {
			return
		}
		if got, want := oneEdit(packLetters(a), packLetters(b)), osaByDefinition(a, b) == 1; got != want {
			t.Errorf("%q and %q: one edit %v (want %v)", a, b, got, want)
		}
	})
}

// letterless reports whether a text holds a zero byte, which no folded text does.
func letterless(s string) bool {
	for k := range len(s) {
		if s[k] == 0 {
			return true
		}
	}
	return false
}

// spoiltRegister draws a register of rows that are alike, with values missing, repeated and misplaced.
func spoiltRegister(t *rapid.T) *Table {
	b := NewBuilder(Field{"forename", Names}, Field{"middle", Names}, Field{"surname", Names}, Field{"birth", Dates}, Field{"sex", Categories},
		Field{"address", Addresses}, Field{"postcode", Postcodes}, Field{"upn", Identifiers}, Field{"former", Identifiers}, Field{"town", Words})
	draw := func(name string, values ...string) string { return rapid.SampledFrom(values).Draw(t, name) }
	names := []string{"", "", "ANNE", "ANN", "MARY ANN", "J", "JANE", "LEE", "LEIGH", "BOB", "ROBERT", "QUARTERMAINE", "QUARTERMAIN", "AL LEE"}
	for n := range rapid.IntRange(2, 12).Draw(t, "rows") {
		b.Row(string(rune('a'+n)), uint16(n%2))
		for range rapid.IntRange(0, 2).Draw(t, "forenames") {
			b.Add(0, draw("forename", names...))
		}
		b.Add(1, draw("middle", "", "", "JANE", "J", "ANN LEE", "JAMES"))
		for range rapid.IntRange(0, 2).Draw(t, "surnames") {
			b.Add(2, draw("surname", names...))
		}
		b.Add(3, draw("birth", "", "2014-03-02", "2014-02-03", "2014-03", "2013-11-20", "2014"))
		b.Add(4, draw("sex", "", "M", "F"))
		for range rapid.IntRange(0, 2).Draw(t, "places") {
			b.Add(5, draw("address", "", "1 HIGH ST", "1 HIHG ST", "Flat 2, 1 High St", "12 LOW RD", "ROSE COTTAGE, MILL LANE"))
			b.Add(6, draw("postcode", "", "ME4 9ZZ", "ME4 9ZX", "E1 1AA", "E11 1AA", "LONGERTHANALL", "ZZ99 3VZ"))
		}
		b.Add(7, draw("upn", "", "", "X00000000001", "X00000000010", "Y00000000001", "12345678", "1234567"))
		b.Add(8, draw("former", "", "", "X00000000001", "Z1"))
		b.Add(9, draw("town", "", "CHATHAM", "CHATAM", "HOO"))
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

var spoiltColumns = PersonColumns{
	Forenames: []string{"forename"}, Surnames: []string{"surname"}, Middle: []string{"middle"}, Birth: "birth", Sex: "sex",
	Addresses: []string{"address"}, Postcodes: []string{"postcode"}, Other: []string{"town"},
	Identifiers: []IdentifierColumns{{Name: "upn", Columns: []string{"upn"}, Former: []string{"former"}}},
}

// TestFirstLookAgreesWithMeasuring holds what is read off packed rows to what measuring finds.
func TestFirstLookAgreesWithMeasuring(t *testing.T) {
	spec := PersonSpec(spoiltColumns)
	rapid.Check(t, func(t *rapid.T) {
		table := spoiltRegister(t)
		v, err := newVectorer(table, spec)
		if err != nil {
			t.Fatal(err)
		}
		v = v.forWorker()
		for i := range int32(table.Len()) {
			for j := range int32(table.Len()) {
				if i == j {
					continue
				}
				for k, c := range v.comparers {
					quick := c.compareAtSight(v.packed.of(i), v.packed.of(j))
					want, x, y := c.compareRows(i, j)
					if quick >= open && (v.measure(k, v.packed.of(i), v.packed.of(j)) != want || v.values[k] != value{x, y}) {
						t.Fatalf("rows %d and %d: %s: by packed words %d of %v, by the rows %d of %v", i, j, spec.Comparisons[k].Name,
							v.seen[k], v.values[k], want, value{x, y})
					}
					exact := int8(spec.Comparisons[k].exactLevel())
					if quick == open && want >= exact || quick == openFree && want == exact || quick < open && quick != want {
						t.Fatalf("rows %d and %d: %s: first look %d, measured %d", i, j, spec.Comparisons[k].Name, quick, want)
					}
					if c.isSilent(v.packed.of(i)) && want >= 0 {
						t.Fatalf("rows %d and %d: %s: the first has nothing to compare, and %d was measured", i, j, spec.Comparisons[k].Name, want)
					}
				}
			}
		}
	})
}

// TestNoPairAboveTheFloorIsTurnedAway holds the bounds to what they promise.
func TestNoPairAboveTheFloorIsTurnedAway(t *testing.T) {
	trained := invent(8, 150)
	spec := PersonSpec(inventedColumns)
	m := link(t, trained.table(t, inOrder(len(trained.people))), spec, 1, ResolveOptions{}).model
	rapid.Check(t, func(r *rapid.T) {
		v := invent(rapid.Uint64Range(1, 1000).Draw(r, "seed"), 25)
		table := v.table(t, inOrder(len(v.people)))
		s, err := newScorer(table, m)
		if err != nil {
			t.Fatal(err)
		}
		floor := rapid.Float64Range(-20, 20).Draw(r, "floor")
		turned := 0
		for i := range int32(table.Len()) {
			for j := range i {
				got, ok := s.scoreRows(i, j, floor)
				reaches := s.mayReach(s.packed.of(i), s.packed.of(j), floor)
				if again, _ := s.scoreSeen(s.packed.of(i), s.packed.of(j), floor); reaches && again != got {
					t.Fatalf("rows %d and %d are worth %v, and %v after what the bounds measured", i, j, got, again)
				}
				if ok && !reaches {
					t.Fatalf("rows %d and %d are worth %v and were turned away at %v", i, j, got.logOdds, floor)
				}
				if !reaches {
					turned++
				}
			}
		}
		if turned == 0 && !math.IsInf(floor, -1) && floor > 0 {
			t.Fatal("nothing was turned away: the bounds test nothing")
		}
	})
}
