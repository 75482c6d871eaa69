package people

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"rollcall/matchers"
	"rollcall/pipeline/intake"
	"rollcall/sources"
)

// Whoever lives where a sealed child does is sealed with it, however the address is written, and in doubt too; another house of the
// street, another flat of the block, is not, unless it is a refuge's.
func TestTheHouseholdIsSealed(t *testing.T) {
	type row struct{ surname, address, postcode string }
	for _, c := range []struct {
		home   string // of the sealed child, at FW9 1WB
		of     row
		refuge bool // sealed where the child is in a refuge
		other  bool // sealed where another seal holds
	}{
		{"3 Wrenfold Lane, Sealby", row{"Thornfield", "Flat 2 3 Wrenfold Lane, Sealby", "FW9 1WB"}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Thornfield", "3 Wrenfold Ln, Sealby", "FW9 1WB"}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Thornfield", "Wrenfold House, Sealby", "FW9 1WB"}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Thornfield", "3 Wrenfold Lane, Sealby", ""}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Thornfield", "", "FW9 1WB"}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Ashcombe-Thornfeild", "19 Wrenfold Lane", "FW9 1WB"}, true, true}, // a name of the household
		// The same of other families.
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "Flat 2 3 Wrenfold Lane, Sealby", "FW9 1WB"}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "3 WRENFOLD LN", "FW9 1WB"}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "No. 3, Wrenfold Lane, Sealby", "FW9 1WB"}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "Three Wrenfold Lane", "FW9 1WB"}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "3A Wrenfold Lane", "FW9 1WB"}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "03 Wrenfold Lane", "FW9 1WB"}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "3-5 Wrenfold Lane", "FW9 1WB"}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "Wrenfold House, Sealby", "FW9 1WB"}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "Wrenfold House, Sealby", ""}, true, false},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "3 Wrenfold Lane, Sealby", ""}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "3 Wrenfeld Lane", ""}, true, true},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "3 Wrenfold Lane", "FW9 1WD"}, true, true},    // another half of the street
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "3 Wrenfold Lane", "FW8 1WB"}, true, true},    // half mistyped
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "3 Wrenfold Lane", "ME14 2QQ"}, false, false}, // of another town
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "5 Wrenfold Lane, Sealby", "FW9 1WB"}, false, false},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "13 Wrenfold Lane, Sealby", "FW9 1WB"}, false, false},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "33 Wrenfold Lane, Sealby", ""}, false, false},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "3 Larkmoor Road, Sealby", "FW9 1WE"}, false, false},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "3 Larkmoor Road, Sealby", ""}, false, false},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "", "FW9 1WB"}, false, false},
		{"3 Wrenfold Lane, Sealby", row{"Openshaw", "", ""}, false, false},
		// A house with a name.
		{"Wrenfold House, Sealby", row{"Openshaw", "Wrenfold House", "FW9 1WB"}, true, true},
		{"Wrenfold House, Sealby", row{"Openshaw", "Wrenfold House, 3 Wrenfold Lane", "FW9 1WB"}, true, true},
		{"Wrenfold House, Sealby", row{"Openshaw", "9 Mill Lane", "FW9 1WB"}, true, false},
		{"Rose Cottage, Mill Lane", row{"Openshaw", "Ivy Cottage, Mill Lane", "FW9 1WB"}, true, false},
		{"Rose Cottage, Mill Lane", row{"Openshaw", "Rose Cott, Sealby", "FW9 1WB"}, true, true},
		{"Rose Cottage, Mill Lane", row{"Openshaw", "12 Mill Lane", "FW9 1WB"}, true, false},
		// A block of flats.
		{"Flat 12, Tower Court, 1 High Street", row{"Openshaw", "Flat 13, Tower Court, 1 High Street", "FW9 1WB"}, true, false},
		{"Flat 12, Tower Court, 1 High Street", row{"Openshaw", "12 Tower Court, 1 High Street", "FW9 1WB"}, true, true},
		{"Flat 12, Tower Court, 1 High Street", row{"Openshaw", "Apt 12, 1 High St", "FW9 1WB"}, true, true},
		{"Flat 12, Tower Court, 1 High Street", row{"Openshaw", "1 High Street", "FW9 1WB"}, true, true},
	} {
		for kind, want := range map[string]bool{"refuge": c.refuge, "court": c.other} {
			seal := sealed(kind, "", sources.Identity{Forename: "Ysanne", Surname: "Thornfield", DOB: 16000, LocalID: "H-3"})
			child := rowOf(sources.Health, 2, sources.Identity{Forename: "Ysanne", Surname: "Thornfield", DOB: 16000, LocalID: "H-3", Address: c.home, Postcode: "FW9 1WB"})
			neighbour := rowOf(sources.Health, 3, sources.Identity{Forename: "Silas", Surname: c.of.surname, LocalID: "H-5", Address: c.of.address, Postcode: c.of.postcode})
			of := childrenOf(t, peopleOf(seal, child, neighbour), []int32{0, 0, 1}, nil, nil)
			if got := of.IdentityIsSealed(2); got != want || !of.IdentityIsSealed(1) {
				t.Errorf("%s at %q: %v is sealed %v, want %v", kind, c.home, c.of, got, want)
			}
		}
	}
}

// A household is told by its property and by its tenancy, whatever the address; and by what extracts say is a refuge.
func TestHowAHouseholdIsTold(t *testing.T) {
	at := func(kind sources.Kind, row int, native string, w sources.Identity) sources.Record {
		r := rowOf(kind, row, w)
		r.Native = native
		return r
	}
	seal := sealed("witness", "", sources.Identity{Forename: "Ysanne", Surname: "Thornfield", DOB: 16000, LocalID: "H-3"})
	recs := []sources.Record{seal,
		at(sources.Housing, 2, "T2", sources.Identity{Forename: "Ysanne", Surname: "Thornfield", DOB: 16000, LocalID: "T2/2", UPRN: "77", Address: "3 Wrenfold Lane", Postcode: "FW9 1WB"}),
		at(sources.Housing, 3, "T2", sources.Identity{Forename: "Silas", Surname: "Openshaw", LocalID: "T2/3"}),
		at(sources.Housing, 4, "T3", sources.Identity{Forename: "Bram", Surname: "Openshaw", LocalID: "T3/3"}),
		at(sources.Health, 5, "T2", sources.Identity{Forename: "Cleo", Surname: "Openshaw", LocalID: "9"}),
		at(sources.Health, 6, "", sources.Identity{Forename: "Dov", Surname: "Openshaw", LocalID: "10", UPRN: "77", Address: "9 Elsewhere Row", Postcode: "ME4 9ZZ"}),
		at(sources.Health, 7, "", sources.Identity{Forename: "Eda", Surname: "Openshaw", LocalID: "11", UPRN: "78", Address: "9 Elsewhere Row", Postcode: "ME4 9ZZ"}),
		at(sources.Health, 8, "", sources.Identity{Forename: "Fay", Surname: "Openshaw", LocalID: "12", Address: "Flat 9, 20 Refuge Row", Postcode: "ME4 9YY"}),
		at(sources.Health, 9, "", sources.Identity{Forename: "Gus", Surname: "Marrow", LocalID: "13", Address: "1 Old Road", Postcode: "ME4 9XX"}),
		at(sources.Health, 10, "", sources.Identity{Forename: "Hal", Surname: "Brook", LocalID: "14", Address: "1 Old Rd", Postcode: "ME4 9XX"}),
	}
	p := groupIdentities(passedOf(recs...).Records)
	p.seals = p.newSeals(listSealing(p.Records, 0), &intake.Dangers{Refuges: []intake.Refuge{{Record: recs[8].ID}, {Record: "gone", Address: "Flat 1, 20 Refuge Row", Postcode: "ME4 9YY"}}})
	of := childrenOf(t, p, []int32{0, 0, 1, 2, 3, 4, 5, 6, 7, 8}, nil, nil)
	for row, want := range []string{"[witness]", "[witness]", "[household]", "[]", "[]", "[household]", "[]", "[household]", "[refuge]", "[household]"} {
		child := int(of.ChildOf(int32(row)))
		if got := fmt.Sprint(of.KindsOfSeal(child)); got != want || of.IsSealed(child) != (want != "[]") {
			t.Errorf("row %d is sealed %s, want %s", row, got, want)
		}
	}
	grounds := map[Ground]int{}
	for child := range of.Len() {
		grounds[of.GroundOfSeal(child)]++
	}
	if want := map[Ground]int{NotSealed: 3, BySeal: 2, ByHome: 4}; !maps.Equal(grounds, want) {
		t.Errorf("grounds %v, want %v", grounds, want)
	}
}

// A block of more families than a refuge can have rooms is not sealed for one flat of it; a refuge of many rooms is, whole.
func TestABlockIsNotSealedForAFlat(t *testing.T) {
	for families, want := range map[int]int{mostInARefuge - 1: mostInARefuge - 1, 300: 0} {
		seal := sealed("refuge", "", sources.Identity{Forename: "Ysanne", Surname: "Thornfield", DOB: 16000, LocalID: "H-3"})
		recs := []sources.Record{seal, rowOf(sources.Health, 2, sources.Identity{Forename: "Ysanne", Surname: "Thornfield", DOB: 16000, LocalID: "H-3", Address: "Flat 500, 1 High Street", Postcode: "FW9 1WB"})}
		of := []int32{0, 0}
		for i := range families {
			surname := "K" + string([]byte{"BDLMR"[i%5], 'A', "BDLMR"[i/5%5], 'A', "BDLMR"[i/25%5], 'A', "BDLMR"[i/125%5]})
			recs = append(recs, rowOf(sources.Health, 3+i, sources.Identity{Forename: "F", Surname: surname, LocalID: fmt.Sprint("X", i), Address: fmt.Sprintf("Flat %d, 1 High Street", i), Postcode: "FW9 1WB"}))
			of = append(of, int32(i+1))
		}
		c := childrenOf(t, peopleOf(recs...), of, nil, nil)
		n := 0
		for row := range families {
			if c.IdentityIsSealed(int32(row + 2)) {
				n++
			}
		}
		if n != want {
			t.Errorf("of %d other families in the building %d are sealed, want %d", families, n, want)
		}
	}
}

// What an address says of the house.
func TestPartsOfAnAddress(t *testing.T) {
	for address, want := range map[string]struct{ numbers, flats, heads, words []string }{
		"3 Wrenfold Lane, Sealby":           {numbers: []string{"3"}, words: []string{"W65143"}},
		"Flat 2 3 Wrenfold Ln, Sealby":      {numbers: []string{"3"}, flats: []string{"2"}, words: []string{"W65143"}},
		"Wrenfold House, Sealby":            {heads: []string{"W65143"}, words: []string{"W65143"}},
		"3, Wrenfold Lane":                  {numbers: []string{"3"}, words: []string{"W65143"}},
		"Flat B, Wrenfold Court, 1 Mill St": {numbers: []string{"1"}, flats: []string{"B"}, words: []string{"W65143", "M4"}},
		"":                                  {},
	} {
		got := partsOfAddress(address)
		written := func(s sound, as string) int { return strings.Compare(s.String(), as) }
		if !slices.Equal(got.numbers, want.numbers) || !slices.Equal(got.flats, want.flats) || slices.CompareFunc(got.heads, want.heads, written) != 0 || slices.CompareFunc(got.words, want.words, written) != 0 {
			t.Errorf("%q: %+v, want %+v", address, got, want)
		}
	}
}

// A seal is felt over two grey links, one after the other, and not over three; a link too weak to be looked at carries none.
func TestASealIsFeltOverTwoLinks(t *testing.T) {
	seal := sealed("witness", "", sources.Identity{Forename: "Ysanne", Surname: "Thornfield", DOB: 16000, LocalID: "H-3"})
	recs := []sources.Record{seal, rowOf(sources.Health, 2, sources.Identity{Forename: "Ysanne", Surname: "Thornfield", DOB: 16000, LocalID: "H-3"})}
	of := []int32{0, 0}
	for i := range 4 {
		recs = append(recs, rowOf(sources.Health, 3+i, sources.Identity{Forename: "F", Surname: "S", LocalID: fmt.Sprint("X", i)}))
		of = append(of, int32(i+1))
	}
	link := func(l, r int32, p float64) matchers.PossibleLink {
		return matchers.PossibleLink{Link: matchers.Link{L: l, R: r, Probability: p}}
	}
	c := childrenOf(t, peopleOf(recs...), of, nil, nil, link(1, 2, .5), link(2, 3, .5), link(3, 4, .5), link(1, 5, GreyFrom/2))
	for row, want := range []Ground{BySeal, BySeal, ByLink, ByLink, NotSealed, NotSealed} {
		if got := c.GroundOfSeal(int(c.ChildOf(int32(row)))); got != want {
			t.Errorf("row %d: ground %d, want %d", row, got, want)
		}
	}
}
