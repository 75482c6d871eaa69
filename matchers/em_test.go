package matchers

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// recoverySpec is a Spec of comparisons whose vectors a test draws; its one rule rests on none of them.
func recoverySpec() Spec {
	return Spec{
		Comparisons: []Comparison{
			{Name: "forename", Measure: MeasureText, Columns: []string{"a"}, Personal: true},
			{Name: "surname", Measure: MeasureSurname, Columns: []string{"b"}, Shared: true},
			{Name: "birth", Measure: MeasureText, Columns: []string{"c"}},
			{Name: "place", Measure: MeasureSurname, Columns: []string{"d"}, Shared: true},
			{Name: "sex", Measure: MeasureCategory, Columns: []string{"e"}},
		},
		Blocking: []BlockingRule{{Name: "drawn", Keys: []Key{{Columns: []string{"f"}}}}},
	}
}

// drawn are the true probabilities of a recovery test.
var drawnTheta = [classes][][]float64{
	classM: {{.1, .05, .05, .8}, {.05, .02, .02, .01, .1, .8}, {.05, .05, .05, .85}, {.2, .02, .05, .1, .13, .5}, {.02, .98}},
	classH: {{.95, .02, .01, .02}, {.05, .03, .02, .03, .07, .8}, {.9, .06, .02, .02}, {.05, .02, .05, .1, .08, .7}, {.5, .5}},
	classU: {{.95, .02, .01, .02}, {.95, .01, .01, .005, .005, .02}, {.9, .06, .02, .02}, {.96, .01, .01, .01, .005, .005}, {.5, .5}},
}

// draw draws a vector of a class, one level in twenty lost.
func draw(r *rand.Rand, theta [][]float64) Vector {
	var v Vector
	for k, p := range theta {
		if r.Float64() < .05 {
			continue
		}
		x, g := r.Float64(), 0
		for x >= p[g] && g < len(p)-1 {
			x -= p[g]
			g++
		}
		v = v.set(k, int8(g))
	}
	return v
}

// TestFittingRecoversWhatWasDrawn draws the 200,000 pairs of a blocking rule, of which 20 % are matches and 15 % of one
// household, among ten million, and demands every probability back within five standard errors of the draw and the little
// that beliefs add.
func TestFittingRecoversWhatWasDrawn(t *testing.T) {
	const pairs, total = 200_000, 10_000_000.0
	share := [classes]float64{.2, .15, .65}
	r := rand.New(rand.NewPCG(11, 1))
	seen, population := newPatternCounts(), newPatternCounts()
	for range pairs {
		x, c := r.Float64(), 0
		for x >= share[c] && c < classU {
			x -= share[c]
			c++
		}
		v := draw(r, drawnTheta[c])
		seen.add(v, 1)
		if c == classU { // each unrelated pair that was drawn stands for many that were not
			population.add(v, (total-(1-share[classU])*pairs)/(share[classU]*pairs))
		} else {
			population.add(v, 1)
		}
	}
	union := sumCells(population)
	x := newMixture(recoverySpec(), union, 50_000, total, true)
	if _, ok := x.fitMixture(&observed{rules: [][]cell{sumCells(seen)}, union: union}, 500); !ok {
		t.Error("fitting did not converge")
	}
	for c := range classes {
		n := share[c] * pairs * .95
		if got := x.blocked[0][c]; math.Abs(got-share[c]) > .01 {
			t.Errorf("share of class %d: %.4f (want %.2f)", c, got, share[c])
		}
		for k := range drawnTheta[c] {
			for g, want := range drawnTheta[c][k] {
				// Which class a pair is of is not seen: it costs about as much again as the draw itself.
				error5 := 5*2*math.Sqrt(want*(1-want)/n) + (believedPairs+1)/n
				if got := x.theta[c][k][g]; math.Abs(got-want) > error5 {
					t.Errorf("class %d, comparison %d, level %d: %.4f (want %.4f ± %.4f)", c, k, g, got, want, error5)
				}
			}
		}
	}
	for _, c := range []int{classM, classH} {
		if want := share[c] * pairs / total; math.Abs(x.lambda[c]-want) > .05*want {
			t.Errorf("λ of class %d: %.5f (want %.5f)", c, x.lambda[c], want)
		}
	}
}

// TestHouseholdClassThatTakesMatchesIsGivenUp trains on a register without households whose records fall into clean and
// dirty ones.
func TestHouseholdClassThatTakesMatchesIsGivenUp(t *testing.T) {
	x := newMixture(PersonSpec(inventedColumns), nil, 100, 4950, true)
	if x.householdsCollapsed() {
		t.Error("the start is taken for collapsed")
	}
	k := x.spec.Index("birth")
	x.theta[classH][k] = []float64{.05, .05, .1, .1, .05, .05, .05, .05, .5}
	if !x.householdsCollapsed() {
		t.Error("a household class of which half share a date of birth is kept")
	}
}

func TestSmallRegistersGiveSaneModels(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		v := invent(rapid.Uint64().Draw(rt, "seed"), rapid.IntRange(0, 6).Draw(rt, "households"))
		table := v.table(t, inOrder(len(v.people)))
		m, _, err := Train(context.Background(), table, PersonSpec(inventedColumns), TrainOptions{Workers: 2})
		if err != nil {
			rt.Fatal(err)
		}
		if err := m.checkModel(); err != nil { // every probability is above 0 and at most 1, so none is NaN
			rt.Fatal(err)
		}
		for _, p := range m.Parameters {
			for name, list := range map[string][]float64{"m": p.M, "h": p.H, "u": p.U} {
				for _, g := range m.Spec.Comparisons[m.Spec.Index(p.Comparison)].levelGroups() {
					sum := 0.0
					for _, q := range list[g.from:g.to] {
						sum += q
					}
					if math.Abs(sum-1) > 1e-6 {
						rt.Fatalf("%s: %s adds up to %v", p.Comparison, name, sum)
					}
				}
			}
		}
		orderedWeights(rt, m)
		e, _, err := Compare(context.Background(), table, m, CompareOptions{})
		if err != nil {
			rt.Fatal(err)
		}
		for _, w := range e.Weight {
			if math.IsNaN(float64(w)) || math.IsInf(float64(w), 0) {
				rt.Fatalf("weight %v", w)
			}
		}
	})
}

// orderedWeights holds a model to weights that rise with the levels.
func orderedWeights(t *rapid.T, m *Model) {
	for k, p := range m.Parameters {
		last := math.Inf(-1)
		c := m.Spec.Comparisons[k]
		for g, l := range c.Levels() {
			if g == c.levelGroups()[0].to { // pairs that meet the comparison's Given are a scale of their own
				last = math.Inf(-1)
			}
			if l.Free {
				continue
			}
			w := math.Log2(p.M[g] / p.U[g])
			if w < last-1e-9 {
				t.Fatalf("%s: %s weighs %.3f bits, less than the level below (%.3f)", p.Comparison, l.Name, w, last)
			}
			last = w
		}
	}
}

func TestMonotonePoolsViolators(t *testing.T) {
	levels := []Level{{Name: "else"}, {Name: "near"}, {Name: "free", Free: true}, {Name: "close"}, {Name: "exact"}}
	m := []float64{.1, .2, .01, .1, .59}
	u := []float64{.5, .1, .3, .08, .02} // near 2, close 1.25: out of order
	if !poolLevels(levels, m, u) {
		t.Fatal("nothing was pooled")
	}
	want := []float64{.5, .18 * 2 / 3, .3, .18 / 3, .02}
	for g := range want {
		if math.Abs(u[g]-want[g]) > 1e-12 {
			t.Errorf("u %v (want %v)", u, want)
			break
		}
	}
	if poolLevels(levels, m, u) {
		t.Error("what is in order was pooled again")
	}
}

func TestTrainRefusesASpecThatDoesNotFit(t *testing.T) {
	v := invent(1, 3)
	table := v.table(t, inOrder(len(v.people)))
	for name, spoil := range map[string]func(*Spec){
		"no column":     func(s *Spec) { s.Comparisons[0].Columns = []string{"nowhere"} },
		"no measure":    func(s *Spec) { s.Comparisons[0].Measure = "guess" },
		"no level":      func(s *Spec) { s.Vetoes[0].When[0].Levels = []string{"perhaps"} },
		"twice":         func(s *Spec) { s.Comparisons = append(s.Comparisons, s.Comparisons[0]) },
		"empty rule":    func(s *Spec) { s.Blocking[0].Keys = nil },
		"part":          func(s *Spec) { s.Blocking[0].Keys[0].Part = "half" },
		"no comparison": func(s *Spec) { s.Comparisons = nil; s.Vetoes = nil },
	} {
		spec := PersonSpec(inventedColumns)
		spoil(&spec)
		if _, _, err := Train(context.Background(), table, spec, TrainOptions{}); err == nil {
			t.Errorf("%s: trained", name)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := Train(ctx, table, PersonSpec(inventedColumns), TrainOptions{}); err == nil {
		t.Error("trained in spite of a cancelled context")
	}
}

// ExamplePersonSpec shows the whole way from rows to people.
func ExamplePersonSpec() {
	b := NewBuilder(Field{"forename", Names}, Field{"surname", Names}, Field{"dob", Dates}, Field{"postcode", Postcodes}, Field{"upn", Identifiers})
	for n, row := range [][]string{
		{"Zoë", "O'Neill", "2014-03-02", "qx1 1aa", "A000"},
		{"ZOE", "ONEILL", "2014-02-03", "QX1 1AA", "A000"},
		{"Finn", "O’Neill", "2014-03-02", "QX1 1AA", "A001"},
	} {
		b.Row(fmt.Sprintf("health:list.csv#%d", n+1), 0)
		for k, v := range row {
			b.Add(k, v)
		}
	}
	table, _ := b.Table()
	spec := PersonSpec(PersonColumns{
		Forenames: []string{"forename"}, Surnames: []string{"surname"}, Birth: "dob", Postcodes: []string{"postcode"},
		Identifiers: []IdentifierColumns{{Name: "upn", Columns: []string{"upn"}}},
	})
	ctx := context.Background()
	model, _, _ := Train(ctx, table, spec, TrainOptions{Seed: 1})
	edges, _, _ := Compare(ctx, table, model, CompareOptions{})
	clusters, _ := Resolve(ctx, table, model, edges, ResolveOptions{})
	fmt.Println(clusters.N, clusters.Of)
	// Output: 2 [0 0 1]
}

// TestLabelsTeach draws the pairs of TestFittingRecovers a thousand times fewer, so that beliefs outweigh them, and demands that
// a few hundred labels bring m back.
func TestLabelsTeach(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 1))
	seen := newPatternCounts()
	for range 100 {
		seen.add(draw(r, drawnTheta[classU]), 1)
	}
	var labels []label
	for range 2000 {
		labels = append(labels, label{draw(r, drawnTheta[classM]), true}, label{draw(r, drawnTheta[classU]), false})
	}
	fit := func(labels []label) float64 {
		x := newMixture(recoverySpec(), sumCells(seen), 1000, 500_000, true)
		x.fitMixture(&observed{rules: [][]cell{sumCells(seen)}, apart: [][]cell{nil}, union: sumCells(seen), labels: labels}, 200)
		far := 0.0
		for k, want := range drawnTheta[classM] {
			far = max(far, greatestChange(x.theta[classM][k], want))
		}
		return far
	}
	without, with := fit(nil), fit(labels)
	if with > .04 || without < 2*with {
		t.Errorf("m is off by %.3f with labels and %.3f without", with, without)
	}
}
