package sources

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/sources/cells"
	"rollcall/sources/xmlscan"
)

// TestFieldsAreSeenAsDeclared changes one value of a row at a time and looks which part of the Record changes with it: who
// it is about, which the matcher sees, or what it says, which rules see. A field must reach no more than it declares, and
// all that it declares. Of the person's fields the value alone is changed, since every row may say that the child lives at
// its address.
func TestFieldsAreSeenAsDeclared(t *testing.T) {
	for _, s := range inOrder {
		for _, tab := range s.tables {
			if tab.emit != nil || tab.places {
				continue // no row about a person
			}
			t.Run(string(s.kind)+tab.name, func(t *testing.T) {
				fields := slices.Concat(person, tab.fields, s.apart)
				dice := rand.New(rand.NewPCG(1, uint64(len(fields))))
				seen := make([]sight, len(fields))
				for range 60 {
					base := make([]string, len(fields))
					for i := range fields {
						base[i] = sometimes(dice, &fields[i], base)
					}
					before := recordOf(t, s, fields, base)
					for i := range fields {
						from, changed := before, slices.Clone(base)
						if i == slotFullName { // which counts where names have no columns of their own
							changed[slotSurname], changed[slotForename] = "", ""
							from = recordOf(t, s, fields, changed)
						}
						changed[i] = another(dice, &fields[i], base[i], i >= len(person))
						seen[i] |= difference(from, recordOf(t, s, fields, changed))
					}
				}
				for i := range fields {
					f := &fields[i]
					want := f.seenBy()
					switch {
					case f.name == "dob":
						seen[i] |= byRules // by the child's age, not by a claim
					case f.name == tab.native && seen[i] == 0:
						seen[i] = byOfficer // the row's own key, by which it is looked up
					}
					if seen[i] != want {
						t.Errorf("%s: declared to be for %s, and a changed value changes what is for %s", f.name, want, seen[i])
					}
				}
			})
		}
	}
}

// TestMessagesSayWhatTheirElementsAre wants every field that a national message gives a row to be declared, by name: as one
// of the person, of a table, or of the message.
func TestMessagesSayWhatTheirElementsAre(t *testing.T) {
	for _, of := range []struct {
		source *source
		scopes []*xmlscan.Scope
	}{
		{schoolCensus, []*xmlscan.Scope{censusOnRoll, censusLeft, censusExclusion, censusTermly, censusSecond, censusSession}},
		{rollChanges, []*xmlscan.Scope{transferPupil}},
	} {
		declared := map[string]bool{}
		for _, f := range slices.Concat(person, of.source.message, of.source.allFields(), lostPupils.apart) {
			declared[f.name] = true
		}
		for _, scope := range of.scopes {
			for _, name := range scope.Names {
				if !declared[name] {
					t.Errorf("%s: the field %s of %s is not declared", of.source.kind, name, scope.Name)
				}
			}
		}
	}
}

// sometimes gives a field a value three times out of four, and always one that the row needs or by which the child lives somewhere.
func sometimes(dice *rand.Rand, f *field, before []string) string {
	if f.fill || f.name == "surname" || f.name == "address1" || dice.IntN(4) > 0 {
		return invented(dice, f)
	}
	return ""
}

// another returns another value than the one before, or nothing when the field may be empty.
func another(dice *rand.Rand, f *field, before string, mayBeEmpty bool) string {
	if mayBeEmpty && !f.fill && before != "" && dice.IntN(4) == 0 {
		return ""
	}
	for {
		if v := invented(dice, f); v != before {
			return v
		}
	}
}

// invented returns a value that the field's type takes.
func invented(dice *rand.Rand, f *field) string {
	one := func(of ...string) string { return of[dice.IntN(len(of))] }
	switch f.is {
	case cells.EmailValue:
		return one("ash@example.org", "beech@example.org", "elm@example.org")
	case cells.NameValue:
		return one("Alder", "Birch", "Cedar") + " " + one("Ash", "Beech", "Elm")
	case cells.DateValue:
		return fmt.Sprintf("2026-%02d-%02d", 1+dice.IntN(9), 1+dice.IntN(28))
	case cells.BirthValue:
		return fmt.Sprintf("2016-%02d-%02d", 1+dice.IntN(12), 1+dice.IntN(28))
	case cells.CountValue:
		return itoa(dice.IntN(30))
	case cells.EthnicValue:
		return one("asian", "black", "mixed", "not_known")
	case cells.WordValue:
		return one(f.canonicalWords()...)
	case cells.YesNoValue:
		return one("Y", "N")
	case cells.SexValue:
		return one("M", "F")
	case cells.UPNValue:
		return checked(fmt.Sprintf("%%c88729991500%d", dice.IntN(9)), "ABCDEFGHJKLMNPQRTUVWXYZ", cells.ValidUPN)
	case cells.NHSValue:
		return checked(fmt.Sprintf("943%d76%d9%%c%d", dice.IntN(9), dice.IntN(9), dice.IntN(9)), "0123456789", cells.ValidNHSNumber)
	case cells.ULNValue:
		return checked(fmt.Sprintf("1%d34%d6789%%c", dice.IntN(9), dice.IntN(9)), "0123456789", cells.ValidULN)
	case cells.PostcodeValue:
		return one("ME4 9ZZ", "ME5 8AB", "ME7 1LX")
	case cells.UPRNValue:
		return itoa(100062000 + dice.IntN(9))
	case cells.SchoolValue, cells.DestinationValue:
		return itoa(8872001 + dice.IntN(9))
	case cells.AuthorityValue:
		return itoa(880 + dice.IntN(9))
	}
	if f.name == "gp_practice" {
		return one("A10001", "B20002", "C30003")
	}
	if f.sees == byNobody {
		return one("tenant", "daughter")
	}
	return one("R3", "Oak", "T-77", "Ivy")
}

// checked fills the gap of a number so that its check is right. Not every number has such a digit; then another is tried.
func checked(shape, of string, valid func(string) bool) string {
	for _, c := range of {
		if n := fmt.Sprintf(shape, c); valid(n) {
			return n
		}
	}
	return checked(strings.Replace(shape, "6", "3", 1), of, valid)
}

// rowRead is what became of a row: a Record, unless it was rejected, and what is held apart.
type rowRead struct {
	record *Record
	apart  HeldApart
}

// recordOf reads one row.
func recordOf(t *testing.T, s *source, fields []field, texts []string) rowRead {
	t.Helper()
	header := make([]string, len(fields))
	for i := range fields {
		header[i] = fields[i].name
	}
	x := Extract{Kind: s.kind, AsOf: sampleDay}
	var got collector
	o := newOut(context.Background(), s, &x, "f", &got)
	r, err := newTableReader(header, &x, o, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.readRow(1, texts, ""); err != nil {
		t.Fatal(err)
	}
	for _, bad := range got.rejections {
		if bad.Field != "relationship" {
			t.Fatalf("the invented value is none: %v", bad)
		}
	}
	if len(got.records) == 0 {
		return rowRead{}
	}
	return rowRead{&got.records[0], got.apart[got.records[0].ID]}
}

// difference says who sees what is different between two rows.
func difference(before, after rowRead) (seen sight) {
	a, b := before.record, after.record
	if a == nil || b == nil {
		if a != b {
			seen = byNobody
		}
		return seen
	}
	if before.apart != after.apart {
		seen |= byFairness
	}
	if !cmp.Equal(a.Claims, b.Claims) {
		seen |= byRules
	}
	ours, theirs := a.Who, b.Who
	for _, w := range []*Identity{&ours, &theirs} {
		w.ParentSurname, w.ParentForename, w.ParentPhone, w.ParentEmail = "", "", "", ""
	}
	if ours != theirs {
		seen |= byMatcher
	}
	if ours == theirs && a.Who != b.Who {
		seen |= byOfficer
	}
	return seen
}
