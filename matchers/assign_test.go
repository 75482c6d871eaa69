package matchers

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// matchings calls f with every way to keep claims so that no claimant and no record is in two, as bits.
func matchings(claims []Claim, f func(kept int)) {
	for kept := range 1 << len(claims) {
		claimants, records, ok := map[int32]bool{}, map[int32]bool{}, true
		for k, c := range claims {
			if kept>>k&1 == 0 {
				continue
			}
			if claimants[c.Claimant] || records[c.Record] {
				ok = false
			}
			claimants[c.Claimant], records[c.Record] = true, true
		}
		if ok {
			f(kept)
		}
	}
}

// TestAssignmentIsExactOnTrees compares messages with all matchings, each as likely as the odds of its claims say.
func TestAssignmentIsExactOnTrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var claims []Claim
		// A tree: each further node hangs on one before it, claimants and records in turn.
		side, number := []int{0}, []int32{0}
		for n := range rapid.IntRange(1, 9).Draw(t, "claims") {
			at := rapid.IntRange(0, n).Draw(t, "parent")
			side, number = append(side, 1-side[at]), append(number, int32(n+1))
			c := Claim{LogOdds: rapid.Float64Range(-6, 6).Draw(t, "odds")}
			if side[at] == 0 {
				c.Claimant, c.Record = number[at], number[n+1]
			} else {
				c.Claimant, c.Record = number[n+1], number[at]
			}
			claims = append(claims, c)
		}
		total, held := 0.0, make([]float64, len(claims))
		none := map[int32]float64{}
		matchings(claims, func(kept int) {
			w, matched := 1.0, map[int32]bool{}
			for k, c := range claims {
				if kept>>k&1 == 1 {
					w *= math.Exp(c.LogOdds)
					matched[c.Claimant] = true
				}
			}
			total += w
			for k, c := range claims {
				if kept>>k&1 == 1 {
					held[k] += w
				}
				if !matched[c.Claimant] && claims[first(claims, c.Claimant)] == c {
					none[c.Claimant] += w
				}
			}
		})
		got := Assign(claims)
		for k := range claims {
			if want := held[k] / total; math.Abs(got.Probability[k]-want) > 1e-5 {
				t.Fatalf("claim %d: %v (want %v)", k, got.Probability[k], want)
			}
			c := claims[k].Claimant
			if want := none[c] / total; math.Abs(got.None[c]-want) > 1e-5 {
				t.Fatalf("claimant %d: none %v (want %v)", c, got.None[c], want)
			}
		}
	})
}

// first returns the first claim of a claimant.
func first(claims []Claim, claimant int32) int {
	for k, c := range claims {
		if c.Claimant == claimant {
			return k
		}
	}
	return -1
}

// TestRivalsShareARecord is what assignment is for: two children may each be the one on a register, and one of them is.
func TestRivalsShareARecord(t *testing.T) {
	alone := Assign([]Claim{{1, 9, 3}})
	rivals := Assign([]Claim{{1, 9, 3}, {2, 9, 3}})
	if alone.Probability[0] < .95 || rivals.Probability[0] > .5 || rivals.None[1] < .5 {
		t.Errorf("alone %v, with a rival %v, none %v", alone.Probability, rivals.Probability, rivals.None)
	}
	if sum := rivals.Probability[0] + rivals.Probability[1] + rivals.NoneOf[9]; math.Abs(sum-1) > 1e-9 {
		t.Errorf("a record is of one, the other or neither with %v", sum)
	}
}

// twoInvented are two files of the same invented households, each person once in a file.
func twoInvented(t testing.TB, seed uint64) (*Table, []int) {
	v := invent(seed, 400)
	b := NewBuilder(inventedFields...)
	seen := map[string]bool{}
	var who []int
	r := rand.New(rand.NewPCG(seed, 7))
	for _, p := range v.people {
		d := r.IntN(2)
		if id := fmt.Sprint(d, p.who); seen[id] {
			d = 1 - d
		}
		if seen[fmt.Sprint(d, p.who)] {
			continue
		}
		seen[fmt.Sprint(d, p.who)] = true
		p.add(b, uint16(d))
		who = append(who, p.who)
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return table, who
}

// TestTwoFilesAreMatchedOneToOne links two files that hold nobody twice and demands that no row is joined twice, that what is
// found is right, and that the pairs within files tell the rate of false links.
func TestTwoFilesAreMatchedOneToOne(t *testing.T) {
	table, who := twoInvented(t, 21)
	spec := PersonSpec(inventedColumns)
	spec.Never = [][2]uint16{{0, 0}, {1, 1}}
	got := link(t, table, spec, 2, ResolveOptions{Link: .5})
	size := map[int32]int{}
	for i, c := range got.clusters.Of {
		if size[c]++; size[c] > 2 {
			t.Fatalf("cluster %d has three rows", c)
		}
		if p := got.clusters.None[i]; p < 0 || p > 1 {
			t.Fatalf("row %d: none %v", i, p)
		}
	}
	wrong, right := 0, 0
	for _, l := range got.clusters.Links {
		if table.Dataset(int(l.L)) == table.Dataset(int(l.R)) {
			t.Fatal("two rows of one file were joined")
		}
		if who[l.L] == who[l.R] {
			right++
		} else {
			wrong++
		}
	}
	if right < 100 || wrong*100 > right {
		t.Errorf("%d right and %d wrong", right, wrong)
	}
	if got.model.Within == nil || got.report.Calibration == nil {
		t.Fatal("pairs within files were not used")
	}
	edges, false_ := got.report.Calibration.RateAbove(.5)
	if edges < 100 || false_ > .05*edges {
		t.Errorf("%v edges, of which %v false", edges, false_)
	}
	if _, err := Resolve(context.Background(), table, got.model, got.edges, ResolveOptions{Judgements: []Judgement{{got.clusters.Links[0].L, got.clusters.Links[0].R, Different}}}); err != nil {
		t.Fatal(err)
	}
}

// TestCalibrationTellsTheTruth draws pairs whose stated odds are too high by one and a half, and pairs within files at the
// true rate, and demands probabilities within two hundredths.
func TestCalibrationTellsTheTruth(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	var bins tallyBins
	type pair struct {
		lo    float64
		match bool
	}
	var pairs []pair
	for range 400_000 {
		lo := r.Float64()*16 - 4
		match := r.Float64() < probabilityOf(lo-1.5)
		s := score{logOdds: lo, classes: [classes]float64{0, -1, -1}}
		pairs = append(pairs, pair{lo, match})
		bins.countEdge(s, true)
		if !match { // as many false pairs arise within files
			bins.noteApart(s, 1)
		}
	}
	c := bins.makeCalibration(1, 1)
	stated, right, n := [10]float64{}, [10]float64{}, [10]float64{}
	for _, p := range pairs {
		q := probabilityOf(p.lo + c.shiftOf(p.lo))
		if q < doubtful {
			continue
		}
		b := min(int(q*10), 9)
		stated[b] += q
		n[b]++
		if p.match {
			right[b]++
		}
	}
	for b := range n {
		if n[b] > 1000 && math.Abs(stated[b]-right[b]) > .02*n[b] {
			t.Errorf("band %d: stated %.3f, true %.3f", b, stated[b]/n[b], right[b]/n[b])
		}
	}
}
