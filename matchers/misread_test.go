package matchers

import (
	"fmt"
	"testing"
)

func TestLettersTakenForOneAnother(t *testing.T) {
	for _, c := range []struct {
		a, b               string
		misread, scrambled bool
	}{
		{"HANNAH", "MAWWAM", true, false},
		{"ISLA", "LSLA", true, false},
		{"COLIN", "GQIIN", true, false},
		{"IAN", "LAN", false, false},     // too short to tell from another name
		{"MARIA", "MARIE", false, false}, // another letter
		{"DANIEL", "DAINEL", false, true},
		{"MICHAEL", "MLEAHCI", false, true},
		{"ALICE", "CELIA", false, false}, // another name of the same letters
		{"AMY", "AYM", false, false},
		{"ROSE", "ROSEE", false, false},
	} {
		if m, s := misread(c.a, c.b), scrambled(c.a, c.b); m != c.misread || s != c.scrambled || misread(c.b, c.a) != m || scrambled(c.b, c.a) != s {
			t.Errorf("%s and %s: misread %v, scrambled %v; want %v, %v, both ways", c.a, c.b, m, s, c.misread, c.scrambled)
		}
	}
}

// Names that were misread or scrambled reach a level of forenames and of surnames, at sight and in full.
func TestMisreadNamesReachALevel(t *testing.T) {
	b := NewBuilder(Field{"forename", Names}, Field{"surname", Names})
	for k, r := range [][2]string{{"WILLIAM", "MCCOWAN"}, {"MIIIJAN", "HCGQWAM"}, {"MAILLIW", "MCNACWO"}} {
		b.Row(fmt.Sprint(k), 0)
		b.Add(0, r[0])
		b.Add(1, r[1])
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	spec := Spec{Comparisons: []Comparison{
		{Name: "forename", Measure: MeasureForename, Columns: []string{"forename"}}, {Name: "surname", Measure: MeasureSurname, Columns: []string{"surname"}},
	}}
	v, err := table.prepareVectors(spec)
	if err != nil {
		t.Fatal(err)
	}
	v = v.forWorker()
	for k, want := range [][2]int8{{forenameClose, surnameClose}, {forenameElse, surnameNear}} {
		got := v.vectorOf(v.packed.of(0), v.packed.of(int32(k+1)))
		if got.At(0) != want[0] || got.At(1) != want[1] {
			t.Errorf("row %d: levels %d and %d, want %v", k+1, got.At(0), got.At(1), want)
		}
	}
}
