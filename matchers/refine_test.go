package matchers

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// inventDependent invents people with up to a dozen records each, most of whom live in the town where they were born, some of whose
// records are careless in everything. It returns the table and the person of each row.
func inventDependent(t *testing.T, seed uint64, n int) (*Table, []int32) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 9))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	b := NewBuilder(Field{"forename", Names}, Field{"surname", Names}, Field{"birth", Dates}, Field{"town", Categories}, Field{"born_in", Categories})
	var who []int32
	for p := range n {
		home := fmt.Sprintf("TOWN %c%c", 'A'+r.IntN(8), 'A'+r.IntN(6))
		born := home
		if r.IntN(5) == 0 {
			born = fmt.Sprintf("TOWN %c%c", 'A'+r.IntN(8), 'A'+r.IntN(6))
		}
		person := []string{pick(inventedStart) + pick(inventedEnd), pick(inventedStart) + pick(inventedEnd)[:2],
			fmt.Sprintf("%d-%02d-01", 1900+r.IntN(30), 1+r.IntN(12)), home, born}
		for range 1 + r.IntN(1+r.IntN(12)) {
			slips := .1
			if r.IntN(3) == 0 {
				slips = .5
			}
			b.Row(fmt.Sprintf("r%06d", len(who)), 0)
			for c, s := range person {
				switch {
				case r.Float64() >= slips:
				case r.IntN(3) == 0:
					s = ""
				case c == 2:
					s = fmt.Sprintf("%s%02d", s[:8], 1+r.IntN(28))
				case c < 2:
					k := r.IntN(len(s))
					s = s[:k] + string('A'+rune(r.IntN(26))) + s[k+1:]
				}
				b.Add(c, s)
			}
			who = append(who, int32(p))
		}
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return table, who
}

// dependentSpec compares the invented people.
func dependentSpec() Spec {
	spec := PersonSpec(PersonColumns{Forenames: []string{"forename"}, Surnames: []string{"surname"}, Birth: "birth"})
	spec.Comparisons = append(spec.Comparisons,
		Comparison{Name: "town", Measure: MeasureCategory, Columns: []string{"town"}},
		Comparison{Name: "born_in", Measure: MeasureCategory, Columns: []string{"born_in"}})
	return spec
}

// statedError returns the calibration error of the edges and the share of those at .99 or more that are right.
func statedError(e *Edges, who []int32, probability func(k int) float64) (err, sure float64) {
	var pairs []Labelled
	right, all := 0.0, 0.0
	for k := range e.L {
		p := Labelled{Probability: probability(k), Same: who[e.L[k]] == who[e.R[k]]}
		pairs = append(pairs, p)
		if p.Probability >= .99 {
			all++
			if p.Same {
				right++
			}
		}
	}
	_, err = Bands(pairs)
	return err, right / max(all, 1)
}

// TestProbabilitiesKnowOfDependence holds probabilities to the truth where people live where they were born: of the pairs that
// weights alone state at .99 or more, half as many again are wrong.
func TestProbabilitiesKnowOfDependence(t *testing.T) {
	ctx := context.Background()
	wrongBefore, wrongAfter := 0.0, 0.0
	for seed := range uint64(3) {
		table, who := inventDependent(t, seed, 900)
		m, _, err := Train(ctx, table, dependentSpec(), TrainOptions{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(m.Dependence, func(d Dependence) bool { return d.A == "town" && d.B == "born_in" && d.Lift[1][1] > 2 }) {
			t.Errorf("seed %d: the model does not know that people live where they were born: %+v", seed, m.Dependence)
		}
		e, _, err := Compare(ctx, table, m, CompareOptions{})
		if err != nil {
			t.Fatal(err)
		}
		_, before := statedError(e, who, func(k int) float64 { return probabilityOf(natsOf(e, k)) })
		off, after := statedError(e, who, func(k int) float64 { return float64(e.Probability[k]) })
		wrongBefore, wrongAfter = wrongBefore+1-before, wrongAfter+1-after
		if off > .015 {
			t.Errorf("seed %d: calibration error %.4f (want at most .015)", seed, off)
		}
	}
	if t.Logf("wrong at .99: %.5f by weights, %.5f as stated", wrongBefore/3, wrongAfter/3); wrongAfter > wrongBefore/1.5 {
		t.Errorf("wrong of those stated .99: %.5f, by weights alone %.5f (want two thirds at most)", wrongAfter/3, wrongBefore/3)
	}
}

// TestWitnessesAreHeard asks third rows of pairs: 0, 1 and 2 are surely one person, 3, 4 and 5 another, and 6 is alone.
func TestWitnessesAreHeard(t *testing.T) {
	edges := func(p float32) *Edges {
		return &Edges{L: []int32{0, 1, 3, 4, 1, 2, 0}, R: []int32{1, 2, 4, 5, 4, 5, 6}, Probability: []float32{.9999, .9999, .9999, .9999, p, .3, .3}}
	}
	for _, c := range []struct {
		p    float32
		i, j int32
		want int8
	}{
		{.1, 2, 5, witnessOther},  // nothing likely joins their people
		{.7, 2, 5, witnessNone},   // 1 and 4, who know them, may be one
		{.995, 2, 5, witnessSame}, // and now are
		{.1, 0, 2, witnessSame},   // 1 is surely both
		{.1, 0, 6, witnessNone},   // nobody knows 6
	} {
		e := edges(c.p)
		h := newWitnesses(e.L, e.R, e.Probability, 7, likelyMatch).newHearing()
		if got := h.hear(c.i, c.j); got != c.want {
			t.Errorf("rows %d and %d, their people joined at %v: heard %d (want %d)", c.i, c.j, c.p, got, c.want)
		}
	}
}

// TestOwnCopiesAreNotOthers counts a surname that is ten rows of one person, and one that ten people have.
func TestOwnCopiesAreNotOthers(t *testing.T) {
	b := NewBuilder(Field{"forename", Names}, Field{"surname", Names}, Field{"birth", Dates})
	for k := range 20 {
		row := []string{"GILHILD", "OFTENSON", "1950-01-02"}
		if k >= 10 {
			row = []string{"FORENAME" + string(rune('A'+k)), "MANYSON", fmt.Sprintf("19%02d-01-02", 50+k)}
		}
		b.Row(fmt.Sprintf("r%02d", k), 0)
		for c, s := range row {
			b.Add(c, s)
		}
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	m, _, err := Train(ctx, table, PersonSpec(PersonColumns{Forenames: []string{"forename"}, Surnames: []string{"surname"}, Birth: "birth"}), TrainOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	s, err := newScorer(table, m)
	if err != nil {
		t.Fatal(err)
	}
	e := &Edges{}
	for j := range int32(10) {
		for i := range j {
			pair, _ := s.scoreRows(i, j, -100)
			e.add(i, j, pair, 0)
			e.Probability[e.Len()-1] = 1
		}
	}
	o, err := s.countOwnCopies(ctx, e, 2)
	if err != nil {
		t.Fatal(err)
	}
	k := m.Spec.Index("surname")
	exact := int8(m.Spec.Comparisons[k].exactLevel())
	chance := func(i, j int32) float64 {
		s.vectorOfRows(i, j)
		return o.lnChance(s, k, exact, s.values[k].a, s.values[k].b)
	}
	if once, many := chance(0, 1), chance(10, 11); !(once < many-1) || s.terms[k].exact[s.values[k].a] > many+.2 {
		t.Errorf("ln chance of one person's surname %.2f, of ten people's %.2f (want the first far below, the second as it was)", once, many)
	}
}

// Probabilities are the same whether edges keep their scores or are scored again, and an edge is found with its weight.
func TestEdgesKeepWhatWasFound(t *testing.T) {
	v := invent(4, 500)
	got := link(t, v.table(t, inOrder(len(v.people))), PersonSpec(inventedColumns), 2, ResolveOptions{})
	s, err := newScorer(got.table, got.model)
	if err != nil {
		t.Fatal(err)
	}
	kept, again, known := &Edges{}, &Edges{}, newEdgeIndex(got.table, got.edges)
	for k, i := range got.edges.L {
		j := got.edges.R[k]
		pair, _ := s.scoreRows(i, j, -100)
		kept.add(i, j, pair, 0)
		kept.scored.add(s, pair)
		again.add(i, j, pair, 0)
		if n := known.find(i, j); n != k || got.edges.Gamma[n] != pair.vector || math.Abs(natsOf(got.edges, n)-pair.logOdds) > 1e-4 {
			t.Fatalf("rows %d and %d are edge %d (want %d) and weigh %g", i, j, n, k, pair.logOdds)
		}
		if known.find(j, i) >= 0 {
			t.Fatalf("rows %d and %d are an edge both ways", i, j)
		}
	}
	for _, e := range []*Edges{kept, again} {
		if err := e.refineProbabilities(context.Background(), s, 2); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(kept.Probability, again.Probability) {
		t.Error("scores that were kept refine probabilities to others")
	}
}
