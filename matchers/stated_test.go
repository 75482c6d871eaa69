package matchers

import (
	"context"
	"math"
	"testing"
)

// resolved links a table and returns its edges and clusters.
func resolved(t *testing.T, table *Table, spec Spec) (*Edges, *Clusters) {
	t.Helper()
	m, e := trained(t, table, spec)
	c, err := Resolve(context.Background(), table, m, e, ResolveOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return e, c
}

// TestThirdRowsSettleWhatIsStated holds what is stated once rows are joined against what each pair says by itself, where people have a
// dozen records and errors come together.
func TestThirdRowsSettleWhatIsStated(t *testing.T) {
	for seed := range uint64(3) {
		table, who := inventDependent(t, 20+seed, 900)
		e, c := resolved(t, table, dependentSpec())
		own, _ := statedError(e, who, func(k int) float64 { return float64(e.Probability[k]) })
		off, sure := statedError(e, who, func(k int) float64 { return float64(c.Stated[k]) })
		var ownFar, far float64
		for k := range e.L {
			same := 0.0
			if who[e.L[k]] == who[e.R[k]] {
				same = 1
			}
			ownFar += (float64(e.Probability[k]) - same) * (float64(e.Probability[k]) - same)
			far += (float64(c.Stated[k]) - same) * (float64(c.Stated[k]) - same)
		}
		t.Logf("calibration error %.4f (pairs by themselves %.4f), squared distance to the truth %.1f (%.1f), right at .99 %.5f", off, own, far, ownFar, sure)
		if off > .008 || far > .5*ownFar || sure < .999 {
			t.Errorf("seed %d: calibration error %.4f, distance to the truth %.1f of %.1f, right at .99 %.4f (want at most .008 and .5 of it, and .999)", seed, off, far, ownFar, sure)
		}
	}
}

// TestFilesShareTheirClaims holds what is stated of pairs of three files that hold nobody twice and differ in what they hold to the truth: of
// two rows that claim one row one at most is right.
func TestFilesShareTheirClaims(t *testing.T) {
	for seed := range uint64(3) {
		table, who, spec := inventThreeFiles(t, 61+seed, 1100)
		e, c := resolved(t, table, spec)
		own, ownSure := statedError(e, who, func(k int) float64 { return float64(e.Probability[k]) })
		off, sure := statedError(e, who, func(k int) float64 { return float64(c.Stated[k]) })
		t.Logf("calibration error %.4f (pairs by themselves %.4f), right at .99 %.4f (%.4f)", off, own, sure, ownSure)
		if off > .007 || sure < .998 {
			t.Errorf("seed %d: calibration error %.4f, right at .99 %.4f (want at most .007, and .998)", seed, off, sure)
		}
	}
}

// TestHeardOdds sums up what third rows say by hand.
func TestHeardOdds(t *testing.T) {
	for _, c := range []struct {
		own, mean float64
		sides     int
		want      float64
	}{
		{0, 3, 1, 1.5},
		{0, -3, 2, -1.5},
		{2, 8, 2, copyRaise}, // where third rows are wrong, they are wrong together
		{6, 8, 2, 6},         // and never lower what they agree with
		{6, -4, 2, 1},
		{20, -4, 1, ownMost - 2},
	} {
		if got := heardOdds(c.own, c.mean, c.sides); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("own %v, mean %v by %d: %v (want %v)", c.own, c.mean, c.sides, got, c.want)
		}
	}
}

// TestPriorIsTheMeanOfWhatIsStated finds the prior of pairs that are as likely as not: where the model takes 40 of 100 for matches, odds x times
// as great make 100·x/(1+x) of them, which must be 40·x; x is 1.5.
func TestPriorIsTheMeanOfWhatIsStated(t *testing.T) {
	stated := make([]float32, 100)
	for k := range stated {
		stated[k] = .5
	}
	for _, c := range []struct{ matches, want float64 }{{40, .6}, {60, .5}} { // never lowered
		got, err := settlePrior(t.Context(), stated, c.matches/1e6, 1e6, 2)
		if err != nil || math.Abs(float64(got[7])-c.want) > .001 {
			t.Errorf("%v matches by the model: stated %.4f (want %v), %v", c.matches, got[7], c.want, err)
		}
	}
}

// TestErrorsExcludeEachOther learns of matches, of which three in four have one error, the forename, the surname or the birth, that one is more
// frequent than by chance and two are rarer. By chance .75³ = .42 have none, 3·.25·.75² = .42 have one and .14 have two.
func TestErrorsExcludeEachOther(t *testing.T) {
	spec := PersonSpec(PersonColumns{Forenames: []string{"forename"}, Surnames: []string{"surname"}, Birth: "birth"})
	if len(spec.Comparisons) != 3 {
		t.Fatalf("%d comparisons (want 3)", len(spec.Comparisons))
	}
	var clean Vector
	for k, c := range spec.Comparisons {
		clean = clean.set(k, int8(c.exactLevel()))
	}
	spoil := func(v Vector, k int) Vector { return (v &^ bitsOf(k)).set(k, 1) }
	e := &Edges{}
	var p []float32
	for k := range 4000 {
		v := clean
		if k%4 < 3 {
			v = spoil(clean, k%4)
		}
		e.Gamma, p = append(e.Gamma, v), append(p, 1)
	}
	twice := spoil(spoil(clean, 0), 1)
	e.Gamma, p = append(e.Gamma, clean, spoil(clean, 0), twice), append(p, .5, .5, .5)
	all, err := learnErrorsTogether(spec, e, p).weigh(t.Context(), e, p, 2)
	if err != nil {
		t.Fatal(err)
	}
	got := all[4000:]
	for k, want := range []float64{.25 / .42, .75 / .42, (.5/.14 + 20) / 4020} {
		if odds := float64(got[k] / (1 - got[k])); math.Abs(math.Log(odds/want)) > .1 {
			t.Errorf("%d errors: odds %.4f times what they were (want %.4f)", k, odds, want)
		}
	}
}

// TestWhoIsToldApartIsStatedSo wants no more stated of twins, of whom each has two rows that bear out the forename, than that a number may be
// mistyped, whatever the pair weighs.
func TestWhoIsToldApartIsStatedSo(t *testing.T) {
	v := invent(77, 900)
	table := v.table(t, inOrder(len(v.people)))
	ctx := context.Background()
	columns := inventedColumns
	columns.Identifiers = nil
	m, _, err := Train(ctx, table, PersonSpec(columns), TrainOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := Compare(ctx, table, m, CompareOptions{Floor: -12})
	if err != nil {
		t.Fatal(err)
	}
	c, err := Resolve(ctx, table, m, e, ResolveOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := newScorer(table, m)
	if err != nil {
		t.Fatal(err)
	}
	told, likelier := 0, 0
	for k := range e.L {
		if s.borneOut.tellNamesApart(e.L[k], e.R[k]) && s.borneOut.when.allHold(e.Gamma[k]) {
			told++
			if e.Probability[k] > mostApartStated {
				likelier++
			}
			if c.Stated[k] > mostApartStated+1e-6 {
				t.Errorf("rows %d and %d are told apart and stated %.4f", e.L[k], e.R[k], c.Stated[k])
			}
		}
	}
	if told < 20 || likelier < 3 {
		t.Errorf("%d pairs are told apart, %d of them likelier by themselves (want 20 and 3)", told, likelier)
	}
}
