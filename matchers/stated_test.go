package matchers

import (
	"context"
	"math"
	"testing"
)

// resolved links a table and returns its edges and clusters.
func resolved(t *testing.T, table *Table, spec Spec) (*Edges, *Clusters) {
	t.Helper()
	ctx := context.Background()
	m, _, err := Train(ctx, table, spec, TrainOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := Compare(ctx, table, m, CompareOptions{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := Resolve(ctx, table, m, e, ResolveOptions{})
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
		if off > .008 || far > .6*ownFar || sure < .999 {
			t.Errorf("seed %d: calibration error %.4f, distance to the truth %.1f of %.1f, right at .99 %.4f (want at most .008 and .6 of it, and .999)", seed, off, far, ownFar, sure)
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
