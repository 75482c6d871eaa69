package matchers

import (
	"bytes"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// linked is everything the engine makes of a register.
type linked struct {
	table    *Table
	model    *Model
	edges    *Edges
	report   *Report
	clusters *Clusters
}

// link runs the whole engine.
func link(t testing.TB, table *Table, spec Spec, workers int, o ResolveOptions) linked {
	t.Helper()
	ctx := context.Background()
	m, _, err := Train(ctx, table, spec, TrainOptions{Seed: 5, Workers: workers, RandomPairs: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	e, report, err := Compare(ctx, table, m, CompareOptions{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	o.Workers = workers
	c, err := Resolve(ctx, table, m, e, o)
	if err != nil {
		t.Fatal(err)
	}
	return linked{table, m, e, report, c}
}

// byKey returns what is found in terms of row keys alone.
func (l linked) byKey() map[string][]string {
	out := map[string][]string{}
	first := map[int32]string{}
	for _, i := range l.table.order {
		c := l.clusters.Of[i]
		if _, ok := first[c]; !ok {
			first[c] = l.table.Key(int(i))
		}
		out[first[c]] = append(out[first[c]], l.table.Key(int(i)))
	}
	for k := range l.edges.L {
		out["edges"] = append(out["edges"], l.table.Key(int(l.edges.L[k]))+" "+l.table.Key(int(l.edges.R[k])))
	}
	for _, p := range l.clusters.Possible {
		out["possible"] = append(out["possible"], l.table.Key(int(p.L))+" "+l.table.Key(int(p.R))+" "+string(p.Why))
	}
	return out
}

func TestOrderAndWorkersChangeNothing(t *testing.T) {
	v := invent(1, 150)
	spec := PersonSpec(inventedColumns)
	order := inOrder(len(v.people))
	want := link(t, v.table(t, order), spec, 1, ResolveOptions{})
	r := rand.New(rand.NewPCG(2, 2))
	for _, workers := range []int{1, 3} {
		r.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		got := link(t, v.table(t, order), spec, workers, ResolveOptions{})
		if diff := cmp.Diff(want.byKey(), got.byKey()); diff != "" {
			t.Errorf("%d workers, rows shuffled: %s", workers, diff)
		}
		if diff := cmp.Diff(want.model, got.model); diff != "" {
			t.Errorf("%d workers, rows shuffled: model: %s", workers, diff)
		}
		if diff := cmp.Diff(want.edges.Weight, got.edges.Weight); diff != "" {
			t.Errorf("%d workers, rows shuffled: weights: %s", workers, diff)
		}
	}
}

func TestInventedRegisterIsLinked(t *testing.T) {
	v := invent(3, 300)
	got := link(t, v.table(t, inOrder(len(v.people))), PersonSpec(inventedColumns), 2, ResolveOptions{})
	l := labelled{table: got.table}
	for _, p := range v.people {
		l.truth = append(l.truth, string(rune(p.who)))
	}
	q := Judge(got.clusters.Of, l.people())
	t.Logf("%+v", q)
	if q.Precision < .99 || q.Recall < .95 {
		t.Errorf("precision %.3f, recall %.3f (want .99 and .95)", q.Precision, q.Recall)
	}
}

// TestTwinsStayApart holds the engine to what it must never do: two children with one surname, birthday and home and no
// forename in common are one only if an identifier says so. With a model of two classes, which takes twins for matches, it
// is the veto alone that keeps them apart.
func TestTwinsStayApart(t *testing.T) {
	v := invent(4, 300)
	columns := inventedColumns
	columns.ForenameNeeded = true
	got := link(t, v.table(t, inOrder(len(v.people))), PersonSpec(columns), 2, ResolveOptions{Link: .5})
	twinsApart(t, v, got)
	two := *got.model
	two.Households, two.Prior.Household = false, 0
	got.model = &two
	var err error
	if got.edges, _, err = Compare(context.Background(), got.table, got.model, CompareOptions{}); err != nil {
		t.Fatal(err)
	}
	if got.clusters, err = Resolve(context.Background(), got.table, got.model, got.edges, ResolveOptions{Link: .5}); err != nil {
		t.Fatal(err)
	}
	twinsApart(t, v, got)
	if !slices.ContainsFunc(got.clusters.Possible, func(p PossibleLink) bool { return p.Why == Vetoed }) {
		t.Error("no pair was vetoed: the two classes test nothing")
	}
}

// twinsApart demands that no twins are joined without a forename or an identifier.
func twinsApart(t *testing.T, v invented, got linked) {
	t.Helper()
	spec := got.model.Spec
	s, err := newScorer(got.table, got.model)
	if err != nil {
		t.Fatal(err)
	}
	twins := 0
	for i, p := range v.people {
		for j, q := range v.people[:i] {
			if p.house != q.house || p.who == q.who || p.birth == "" || p.birth != q.birth {
				continue
			}
			twins++
			vec := s.vectorOfRows(int32(i), int32(j))
			if vec.At(spec.Index("forename")) > forenameElse || vec.At(spec.Index("upn")) == identifierSame {
				continue
			}
			if got.clusters.Of[i] == got.clusters.Of[j] && !s.identifierJoins(got, i, j) {
				t.Errorf("rows %d and %d: twins joined", i, j)
			}
		}
	}
	if twins < 50 {
		t.Fatalf("only %d pairs of twins: the register tests nothing", twins)
	}
}

// identifierJoins reports whether an identifier agrees between two rows of the cluster of i and j.
func (s *scorer) identifierJoins(l linked, i, j int) bool {
	var rows []int32
	for k, c := range l.clusters.Of {
		if c == l.clusters.Of[i] {
			rows = append(rows, int32(k))
		}
	}
	for _, a := range rows {
		for _, b := range rows {
			if a < b && s.sameIdentifier(s.vectorOfRows(a, b)) {
				return true
			}
		}
	}
	return false
}

func TestScoreIsSymmetric(t *testing.T) {
	v := invent(5, 60)
	got := link(t, v.table(t, inOrder(len(v.people))), PersonSpec(inventedColumns), 1, ResolveOptions{})
	s, err := newScorer(got.table, got.model)
	if err != nil {
		t.Fatal(err)
	}
	for i := range int32(got.table.Len()) {
		for j := range i {
			a, _ := s.scoreRows(i, j, math.Inf(-1))
			b, _ := s.scoreRows(j, i, math.Inf(-1))
			if a.vector != b.vector || math.Abs(a.logOdds-b.logOdds) > 1e-9 {
				t.Fatalf("rows %d and %d: %v and %v", i, j, a, b)
			}
		}
	}
}

func TestScoreAllocatesNothing(t *testing.T) {
	v := invent(6, 60)
	got := link(t, v.table(t, inOrder(len(v.people))), PersonSpec(inventedColumns), 1, ResolveOptions{})
	s, err := newScorer(got.table, got.model)
	if err != nil {
		t.Fatal(err)
	}
	n := int32(got.table.Len())
	all := func() {
		for i := range n {
			for j := range i {
				s.scoreRows(i, j, math.Inf(-1))
			}
		}
	}
	all() // frequencies of fuzzy levels are summed once per value
	if allocs := testing.AllocsPerRun(3, all); allocs != 0 {
		t.Errorf("%v allocations in %d pairs (want none)", allocs, n*(n-1)/2)
	}
}

func TestExplainAddsUp(t *testing.T) {
	v := invent(7, 80)
	got := link(t, v.table(t, inOrder(len(v.people))), PersonSpec(inventedColumns), 1, ResolveOptions{})
	for k := range got.edges.L {
		w, err := Explain(got.table, got.model, int(got.edges.L[k]), int(got.edges.R[k]))
		if err != nil {
			t.Fatal(err)
		}
		sum := w.Prior + w.Household
		for _, s := range w.Steps {
			sum += s.Bits + s.TermFrequency
		}
		if math.Abs(sum-w.Weight) > 1e-9 || math.Abs(w.Weight-float64(got.edges.Weight[k])) > 1e-4 {
			t.Fatalf("edge %d: steps add up to %v, weight %v, edge %v", k, sum, w.Weight, got.edges.Weight[k])
		}
		if w.Household > 1e-9 || w.Probability < 0 || w.Probability > 1 {
			t.Fatalf("edge %d: household %v bits, probability %v", k, w.Household, w.Probability)
		}
	}
	var b bytes.Buffer
	if err := got.model.Save(&b); err != nil {
		t.Fatal(err)
	}
	saved := slices.Clone(b.Bytes())
	m, err := LoadModel(&b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got.model, m); diff != "" {
		t.Error("model saved and loaded:", diff)
	}
	for _, spoilt := range [][]byte{saved[:len(saved)/2], bytes.Replace(saved, []byte(`"version": 2`), []byte(`"version": 99`), 1), bytes.Replace(saved, []byte(`"prior"`), []byte(`"priors"`), 1)} {
		if _, err := LoadModel(bytes.NewReader(spoilt)); err == nil {
			t.Error("a spoilt model was loaded")
		}
	}
}
