package people

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"rollcall/sources"
)

// Rows that differ in anything the matcher compares are two identities; parents, whom it does not compare, and numbers that fail
// their check, which it must not, make no difference.
func TestAnIdentityIsAllThatIsCompared(t *testing.T) {
	base := &sources.Record{Kind: sources.Health, Who: sources.Identity{Surname: "Quayle", Forename: "Alma", DOB: 16000}}
	plain := identityBytes(nil, base)
	fields := reflect.TypeFor[sources.Identity]()
	for i := range fields.NumField() {
		name := fields.Field(i).Name
		changed := *base
		v := reflect.ValueOf(&changed.Who).Elem().Field(i)
		if v.Kind() == reflect.String {
			v.SetString(v.String() + "x")
		} else {
			v.SetInt(v.Int() + 1)
		}
		same := bytes.Equal(plain, identityBytes(nil, &changed))
		if compared := !strings.HasPrefix(name, "Parent") && name != "Unverified"; same == compared {
			t.Errorf("%s: same identity %v when it differs", name, same)
		}
	}
	other := *base
	other.Kind = sources.Housing
	if bytes.Equal(plain, identityBytes(nil, &other)) {
		t.Error("two extracts share an identity")
	}
}

// Rows that say too little of a child are never one identity, however alike.
func TestThinRowsAreNotOneIdentity(t *testing.T) {
	row := func(w sources.Identity) sources.Record { return sources.Record{Kind: sources.Housing, Who: w} }
	thin := sources.Identity{Surname: "Quayle", Forename: "Alma", DOB: 16000}
	full := thin
	full.Postcode = "FW1 1AA"
	numbered := thin
	numbered.NHSNumber = "9990000018"
	check := func(what string, w sources.Identity, want int) {
		t.Helper()
		p := peopleOf(row(w), row(w))
		if got := p.Identities(); got != want {
			t.Errorf("%s: %d identities, want %d", what, got, want)
		}
	}
	check("names and a birthday", thin, 2)
	check("and a postcode", full, 1)
	check("and a number", numbered, 1)
}

// A number that fails its check is in no column of the table.
func TestUnverifiedNumbersAreNotCompared(t *testing.T) {
	who := sources.Identity{Surname: "Quayle", Forename: "Alma", DOB: 16000, Unverified: "upn=A801200000001 nhs_number=9434765918"}
	rec := sources.Record{Kind: sources.Health, Who: who}
	p := peopleOf(rec, rec)
	if got := p.Identities(); got != 2 {
		t.Errorf("%d identities (want 2: the numbers make none)", got)
	}
	for _, id := range personalNumbers(&rec.Who) {
		if id.number != "" {
			t.Errorf("joined by a number of kind %s", id.kind)
		}
	}
}

// An identity is written whatever its letters' case, and what stands in one field is never taken for what stands in the next.
func TestAnIdentityIsWrittenUnambiguously(t *testing.T) {
	write := func(surname, forename string) string {
		b := identityBytes(nil, &sources.Record{Kind: sources.Health, Who: sources.Identity{Surname: surname, Forename: forename}})
		foldASCII(b)
		return string(b)
	}
	for _, c := range []struct {
		a, b [2]string
		same bool
	}{
		{[2]string{"azAZ", "Q"}, [2]string{"AZaz", "q"}, true}, {[2]string{"AB", "C"}, [2]string{"A", "BC"}, false}, {[2]string{"a{", ""}, [2]string{"a[", ""}, false}, {[2]string{"`", ""}, [2]string{"@", ""}, false}, {[2]string{"A1", ""}, [2]string{"A2", ""}, false},
	} {
		if got := write(c.a[0], c.a[1]) == write(c.b[0], c.b[1]); got != c.same {
			t.Errorf("%q and %q are written alike: %v", c.a, c.b, got)
		}
	}
}
