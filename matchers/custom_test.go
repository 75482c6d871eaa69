package matchers

import (
	"slices"
	"testing"
)

// TestCustomLevelsAreComposed compares by levels put together of and, or and not over arrays, sounds and parts of postcodes.
func TestCustomLevelsAreComposed(t *testing.T) {
	same := func(part Part, columns ...string) Predicate {
		return Predicate{Same: &Key{Columns: columns, Part: part}}
	}
	c := Comparison{Name: "x", Measure: MeasureCustom, Columns: []string{"name", "code"}, Custom: []CustomLevel{
		{"both", Predicate{All: []Predicate{same(Whole, "name"), same(Whole, "code")}}},
		{"sound", Predicate{All: []Predicate{same(Sound, "name"), {Not: &Predicate{Any: []Predicate{same(Area, "code"), same(Whole, "name")}}}}}},
		{"district", Predicate{Any: []Predicate{same(District, "code"), {Edits: &Closeness{[]string{"name"}, 1}}}}},
		{"like", Predicate{JaroWinkler: &Closeness{[]string{"name"}, .85}}},
	}}
	fields := []Field{{"name", Names}, {"code", Postcodes}}
	row := func(code string, names ...string) map[string][]string {
		return map[string][]string{"name": names, "code": {code}}
	}
	home := row("ME4 9ZZ", "ROBERT", "MOSS")
	checkLevels(t, c, fields, []levelCheck{
		{home, row("ME4 9ZZ", "VALE", "ROBERT"), "both"}, // arrays: any two values
		{home, row("TN1 1AA", "RUPERT"), "sound"},
		{home, row("ME9 1AA", "RUPERT"), "else"}, // the sound, but the area as well
		{home, row("ME4 1AA", "VALE"), "district"},
		{home, row("TN1 1AA", "MOSSE"), "sound"},
		{home, row("ME9 1AA", "MOSSE"), "district"},
		{row("", "MARTHA"), row("", "MARHTAS"), "like"},
		{home, row(""), "null"},
	})
	spec := Spec{Comparisons: []Comparison{c}}
	if err := spec.Validate(fields); err != nil {
		t.Error(err)
	}
	wrong := c
	wrong.Custom = append(slices.Clone(c.Custom), CustomLevel{"else", Predicate{}})
	if err := (Spec{Comparisons: []Comparison{wrong}}).Validate(fields); err == nil {
		t.Error("a level called else without a condition is accepted")
	}
}
