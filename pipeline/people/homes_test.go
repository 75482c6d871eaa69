package people

import (
	"fmt"
	"testing"

	"rollcall/pipeline/intake"
	"rollcall/sources"
)

// The address of a school is no child's home, though its neighbours' are.
func TestAddressesOfSchoolsAreNotCompared(t *testing.T) {
	h := peopleOf().newHomes([]sources.School{
		{Name: "Teasel Walk Primary School", Street: "Teasel Walk", Postcode: "ME7 9ZZ", UPRN: "100060000001"},
		{Name: "", Postcode: "ME1 9ZZ"},
	})
	check := func(address, postcode, uprn string, want bool) {
		t.Helper()
		if got := h.mayCompare(address, postcode, uprn); got != want {
			t.Errorf("%q %q %q: compared %v, want %v", address, postcode, uprn, got, want)
		}
	}
	check("Teasel Walk Primary School, Teasel Walk, Gillingham", "ME7 9ZZ", "", false)
	check("c/o TEASEL WALK PRIMARY SCHOOL", "ME7 9ZZ", "", false)
	check("Teasel Walk, Gillingham", "ME7 9ZZ", "", false)
	check("", "ME7 9ZZ", "", false)
	check("14 Marsh Reach", "ME4 9ZZ", "100060000001", false)
	check("4 Teasel Walk, Gillingham", "ME7 9ZZ", "100060000017", true)
	check("Teasel Walk, Gillingham", "ME4 9ZZ", "", true)
	check("9 Kiln Lane", "ME1 9ZZ", "", true)
	check("", "", "100060000001", true)
	if h.spared != 5 {
		t.Errorf("%d addresses spared, want 5", h.spared)
	}
}

// An address that more families give than can live there is compared for none of them; one of a large family is.
func TestAddressesOfTooManyFamiliesAreNotCompared(t *testing.T) {
	var recs []sources.Record
	add := func(surname, address string) {
		recs = append(recs, sources.Record{Kind: sources.Housing, Who: sources.Identity{
			Surname: surname, Forename: fmt.Sprintf("F%d", len(recs)), Address: address, Postcode: "ME4 4ZZ"}})
	}
	for i := range mostFamilies + 1 {
		add(fmt.Sprintf("Surname%c", 'A'+i), "Anchor Lodge, Chatham")
		add("Quayle", "2 Anchor Road, Chatham")
	}
	p := peopleOf(recs...)
	h := p.newHomes(nil)
	table, err := p.buildTable(h)
	if err != nil {
		t.Fatal(err)
	}
	if h.spared != mostFamilies+1 || table.Len() != len(recs) {
		t.Errorf("%d addresses not compared, want %d", h.spared, mostFamilies+1)
	}
}

// peopleOf groups records into identities.
func peopleOf(recs ...sources.Record) *People {
	p := groupIdentities(passedOf(recs...).Records)
	p.seals = p.newSeals(listSealing(p.Records, 0), &intake.Dangers{})
	return p
}

// passedOf is records that passed every gate.
func passedOf(recs ...sources.Record) *intake.Passed {
	b := sources.NewSlabBuilder()
	for i := range recs {
		b.Append(&recs[i])
	}
	return &intake.Passed{Ingested: &intake.Ingested{}, Records: intake.NewRecords([]*sources.Slab{b.Slab()})}
}

// Rows without an address are of no home, however many they are, and a row without a surname is of no family.
func TestWhoIsCountedAsAFamily(t *testing.T) {
	var recs []sources.Record
	add := func(surname, address string) {
		recs = append(recs, sources.Record{Kind: sources.Housing, Row: len(recs), Who: sources.Identity{Surname: surname, Forename: fmt.Sprintf("F%d", len(recs)), Address: address, Postcode: "ME4 4ZZ"}})
	}
	for i := range mostFamilies + 1 {
		add(fmt.Sprintf("Surname%c", 'A'+i), "")
		add(fmt.Sprintf("Surname%c", 'A'+i%mostFamilies), "Anchor Lodge")
		add("", "Anchor Lodge")
	}
	h := peopleOf(recs...).newHomes(nil)
	if !h.mayCompare("", "ME4 4ZZ", "") || !h.mayCompare("Anchor Lodge", "ME4 4ZZ", "") || h.spared != 0 {
		t.Errorf("addresses of too many families are %v", h.crowds)
	}
}
