package matchers

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// oneErrorEach is a table of people of whom every sixth is written twice, with one error: in the forename, the surname or the birthday.
func oneErrorEach(t *testing.T) *Table {
	t.Helper()
	r := rand.New(rand.NewPCG(4, 4))
	letters := "ABCDEFGHIKLMNOPRSTUVWY"
	name := func() string {
		b := make([]byte, 6+r.IntN(4))
		for k := range b {
			b[k] = letters[r.IntN(len(letters))]
		}
		return string(b)
	}
	names := make([]string, 400)
	for k := range names {
		names[k] = name()
	}
	b := NewBuilder(Field{"forename", Names}, Field{"surname", Names}, Field{"birth", Dates})
	row := func(key, forename, surname, birth string) {
		b.Row(key, 0)
		for k, v := range []string{forename, surname, birth} {
			b.Add(k, v)
		}
	}
	wrong := func(s string) string {
		at := 1 + r.IntN(len(s)-1)
		return s[:at] + string(letters[r.IntN(len(letters))]) + s[at+1:]
	}
	for k := range 6000 {
		forename, surname := names[r.IntN(200)], names[200+r.IntN(200)]
		year, month, day := 1950+r.IntN(60), 1+r.IntN(12), 1+r.IntN(28)
		row(fmt.Sprint(k), forename, surname, fmt.Sprintf("%d-%02d-%02d", year, month, day))
		if k%6 != 0 {
			continue
		}
		switch k / 6 % 3 {
		case 0:
			forename = wrong(forename)
		case 1:
			surname = wrong(surname)
		default:
			day = day%28 + 1
		}
		row(fmt.Sprint(k, " again"), forename, surname, fmt.Sprintf("%d-%02d-%02d", year, month, day))
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// Where every copy has one error, each blocking rule shows only copies whose error is elsewhere; M is what it is among all of them.
func TestErrorsThatExcludeEachOther(t *testing.T) {
	spec := PersonSpec(PersonColumns{Forenames: []string{"forename"}, Surnames: []string{"surname"}, Birth: "birth"})
	m, _, err := Train(t.Context(), oneErrorEach(t), spec, TrainOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for k, c := range spec.Comparisons {
		if got := m.Parameters[k].M[c.exactLevel()]; got < .6 || got > .75 {
			t.Errorf("%s: M of an entire agreement is %.3f, and two thirds of the copies agree in it", c.Name, got)
		}
	}
}

// A fit to all pairs that finds far more matches than the rules did is not taken.
func TestAFitThatIsLedAstrayIsNotTaken(t *testing.T) {
	spec := PersonSpec(PersonColumns{Forenames: []string{"forename"}, Surnames: []string{"surname"}, Birth: "birth"})
	x := newMixture(spec, nil, 1000, 1e6, false)
	x.lambda[classM] = 1e-5
	x.lambda[classU] = 1 - x.lambda[classM]
	var same Vector
	for k, c := range spec.Comparisons {
		same = same.set(k, int8(c.exactLevel()))
	}
	fits := func(n float64) bool {
		before := x.snapshot()
		x.fitWhole(&observed{union: []cell{{vector: same, n: n}}})
		return cmp.Diff(before.lambda, x.lambda)+cmp.Diff(before.theta, x.theta) != ""
	}
	if fits(14) {
		t.Error("a fit that shows no matches which the rules hid is taken")
	}
	for k, c := range spec.Comparisons {
		setLevel(x.theta[classM][k], c.exactLevel(), .1)
	}
	if fits(1000) {
		t.Error("a fit that finds 1,000 matches of 10 is taken")
	}
	if !fits(14) {
		t.Error("a fit that finds 14 matches of 10 is not taken")
	}
}
