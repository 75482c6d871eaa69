package matchers

import (
	"context"
	"math"
)

// Score scores the pairs in some blocks of rule r, all rows of which are in the shard, that no earlier rule brings together, and returns the
// edges above the floor and how many pairs were compared. Rows of edges are places in the shard.
func (s *Shard) Score(m *Model, r int, blocksOf []int32, o CompareOptions) (*Edges, int64, error) {
	scorer, err := newScorer(s.t, m)
	if err != nil {
		return nil, 0, err
	}
	if o.Floor == 0 {
		o.Floor = DefaultFloor(s.t, m.Spec)
	}
	b := s.bindBlocks(r, blocksOf)
	w := newPairWorker(scorer, b.blocks, o)
	w.refines = false
	for _, k := range b.own {
		w.compareChunk(chunk{r, k, k + 1})
	}
	found := &Edges{}
	found.gather([]*pairWorker{w})
	return found, w.compared[r], nil
}

// Pair is an edge of two rows on its way between shards.
type Pair struct {
	L, R        int32 // rows
	Weight      float32
	Probability float32
	Gamma       Vector
	Rule        uint8
}

// edgesOf returns pairs as edges of the shard.
func (s *Shard) edgesOf(pairs []Pair) (*Edges, error) {
	e := &Edges{}
	for _, p := range pairs {
		i, err := s.indexOf(p.L)
		if err != nil {
			return nil, err
		}
		j, err := s.indexOf(p.R)
		if err != nil {
			return nil, err
		}
		e.L, e.R, e.Rule = append(e.L, i), append(e.R, j), append(e.Rule, p.Rule)
		e.Weight, e.Probability, e.Gamma = append(e.Weight, p.Weight), append(e.Probability, p.Probability), append(e.Gamma, p.Gamma)
	}
	return e, nil
}

// PairsOf returns edges of the shard as pairs of rows, the lesser first.
func (s *Shard) PairsOf(e *Edges) []Pair {
	out := make([]Pair, e.Len())
	for k := range out {
		i, j := min(e.L[k], e.R[k]), max(e.L[k], e.R[k])
		out[k] = Pair{s.rows[i].Row, s.rows[j].Row, e.Weight[k], e.Probability[k], e.Gamma[k], e.Rule[k]}
	}
	return out
}

// EachCopy calls take with each value by which rows are likely copies of each other: its comparison, and the level reached.
func (s *Shard) EachCopy(m *Model, pairs []Pair, take func(comparison, value string, level int)) error {
	scorer, e, err := s.scorePairs(m, pairs)
	if err != nil {
		return err
	}
	for n := range pairs {
		scorer.eachCopy(e, n, func(k int, v int32, g int8) { take(m.Spec.Comparisons[k].Name, scorer.frequent[k].textOf(v), int(g)) })
	}
	return nil
}

// scorePairs binds a model, and pairs as edges.
func (s *Shard) scorePairs(m *Model, pairs []Pair) (*scorer, *Edges, error) {
	scorer, err := newScorer(s.t, m)
	if err != nil {
		return nil, nil, err
	}
	e, err := s.edgesOf(pairs)
	return scorer, e, err
}

// Refine sets the probabilities of pairs right by the copies that values have among all rows, and says of each whether its rows may be held
// together by it.
func (s *Shard) Refine(ctx context.Context, m *Model, pairs []Pair) (joins []bool, err error) {
	scorer, e, err := s.scorePairs(m, pairs)
	if err != nil {
		return nil, err
	}
	if err := e.refineBy(ctx, scorer, s.copiesFor(scorer), 1); err != nil {
		return nil, err
	}
	limits, err := newConstraints(s.t, scorer, ResolveOptions{})
	if err != nil {
		return nil, err
	}
	joins, definite := make([]bool, len(pairs)), m.Spec.compileDefinite()
	for k := range pairs {
		pairs[k].Probability = e.Probability[k]
		joins[k] = limits.mayHold(e, k) || holdsAny(definite, e.Gamma[k])
	}
	return joins, nil
}

// copiesFor returns the copies that values have among all rows.
func (s *Shard) copiesFor(x *scorer) *ownCopies {
	o := newOwnCopies(x)
	for k, f := range x.terms {
		if f == nil {
			continue
		}
		name, exact := x.model.Spec.Comparisons[k].Name, x.model.Spec.Comparisons[k].exactLevel()
		copies := s.sums.Copies[name]
		for v := range f.count {
			for g, n := range copies[x.frequent[k].textOf(int32(v))] {
				o.near[k][nearLevels*v+g].Store(int32(min(n, math.MaxInt32)))
			}
		}
		people := newPeopleCount()
		for word, n := range s.sums.Terms[name] {
			of := 0.0
			if near := copies[word]; exact < len(near) {
				of = float64(near[exact])
			}
			people.add(float64(n), of/max(float64(n), 1))
		}
		o.least[k] = people.leastOthers()
	}
	return o
}

// Calibrate sets the probabilities of all pairs right by what third rows say, in the order of their rows.
func Calibrate(ctx context.Context, m *Model, rows int, pairs []Pair) error {
	e := &Edges{L: make([]int32, len(pairs)), R: make([]int32, len(pairs)), Probability: make([]float32, len(pairs)), Weight: make([]float32, len(pairs))}
	for k, p := range pairs {
		e.L[k], e.R[k], e.Probability[k] = p.L, p.R, p.Probability
	}
	if err := e.calibrateByWitnesses(ctx, rows, 1, m.Within != nil); err != nil {
		return err
	}
	for k := range pairs {
		pairs[k].Probability = e.Probability[k]
	}
	return nil
}
