package people

import (
	"reflect"
	"strings"
	"testing"

	"rollcall/sources"
)

// What is compared has another digest when anybody is otherwise called, to the letter, when a row stands in another return, and when a
// school is elsewhere; whatever else a row says, how often it comes, and who the parents are, change nothing.
func TestADigestOfAllThatIsCompared(t *testing.T) {
	pupil := func() sources.Record {
		return sources.Record{Kind: sources.SchoolCensus, AsOf: 20000, Who: sources.Identity{Surname: "Quayle", Forename: "Alma", DOB: 16000, Postcode: "FW1 1AA"},
			Claims: []sources.Claim{{Kind: sources.Roll, Place: "8872001", From: 19000}}}
	}
	school := sources.School{Name: "Ash", Street: "Elm Road", Postcode: "FW1 1AB", UPRN: "10"}
	other := sources.Record{Kind: sources.Housing, Who: sources.Identity{Surname: "Kerr", Forename: "Bram", DOB: 16001, Postcode: "FW1 1AC"}}
	digest := func(s sources.School, rows ...sources.Record) string {
		return peopleOf(rows...).ComparedDigest([]sources.School{s})
	}
	plain := digest(school, pupil(), other)
	hold := func(what string, same bool, got string) {
		t.Helper()
		if (got == plain) != same {
			t.Errorf("%s: the same digest %v", what, got == plain)
		}
	}
	with := func(change func(*sources.Record)) string {
		r := pupil()
		change(&r)
		return digest(school, r, other)
	}
	hold("the same rows", true, digest(school, pupil(), other))
	hold("a small letter", false, with(func(r *sources.Record) { r.Who.Surname = "quayle" }))
	hold("another extract", false, with(func(r *sources.Record) { r.Kind = sources.Health }))
	hold("another day of a return", false, with(func(r *sources.Record) { r.AsOf++ }))
	hold("another school", false, with(func(r *sources.Record) { r.Claims[0].Place = "8872002" }))
	hold("a second school", false, with(func(r *sources.Record) {
		r.Claims = append(r.Claims, sources.Claim{Kind: sources.Roll, Place: "8872002"})
	}))
	hold("another day of entry", true, with(func(r *sources.Record) { r.Claims[0].From-- }))
	hold("an exclusion", true, with(func(r *sources.Record) { r.Claims = append(r.Claims, sources.Claim{Kind: sources.Exclusion}) }))
	hold("a row again that says the same", true, digest(school, pupil(), other, other))
	hold("another order", false, digest(school, other, pupil()))
	for name, s := range map[string]sources.School{"name": {Name: "Oak", Street: "Elm Road", Postcode: "FW1 1AB", UPRN: "10"},
		"street": {Name: "Ash", Street: "Oak Road", Postcode: "FW1 1AB", UPRN: "10"}, "postcode": {Name: "Ash", Street: "Elm Road", Postcode: "FW1 1AC", UPRN: "10"},
		"UPRN": {Name: "Ash", Street: "Elm Road", Postcode: "FW1 1AB", UPRN: "11"}} {
		hold("another "+name+" of a school", false, digest(s, pupil(), other))
	}
	fields := reflect.TypeFor[sources.Identity]()
	for i := range fields.NumField() {
		name := fields.Field(i).Name
		got := with(func(r *sources.Record) {
			if v := reflect.ValueOf(&r.Who).Elem().Field(i); v.Kind() == reflect.String {
				v.SetString(v.String() + "x")
			} else {
				v.SetInt(v.Int() + 1)
			}
		})
		hold("another "+name, strings.HasPrefix(name, "Parent") || name == "Unverified", got)
	}
}
