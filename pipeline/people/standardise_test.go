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
	if ids := personalNumbers(&rec); len(ids) != 0 {
		t.Errorf("joined by %d numbers", len(ids))
	}
}
