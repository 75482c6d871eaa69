package matchers

import (
	"context"
	"math"
	"runtime"
	"slices"
	"sync/atomic"
)

// CompareOptions say how to compare. Zero values stand for the defaults.
type CompareOptions struct {
	Workers    int     // default GOMAXPROCS; the result does not depend on it
	Floor      float64 // bits; edges below are dropped; default −5
	BlockLimit int     // rows in a block at most; default 500
}

// Report says what was compared and what was not.
type Report struct {
	Pairs int64 // compared, each once
	Rules []RuleReport
}

// RuleReport counts a blocking rule's work.
type RuleReport struct {
	Rule    string
	Blocks  int
	Pairs   int64 // in its blocks, known before anything is compared
	First   int64 // compared here first
	Largest int   // rows in its largest block, split or not
	Split   int   // blocks split by the further keys
	Skipped int   // blocks or parts left out because they were too large
	Unseen  int64 // pairs of the rule that this left out
}

// chunkPairs is about how many pairs are compared between two looks at the context.
const chunkPairs = 1 << 16

// Compare scores every pair that a blocking rule makes, each once, and keeps those above the floor. Memory grows with rows
// and with edges kept, never with pairs.
func Compare(ctx context.Context, t *Table, m *Model, o CompareOptions) (*Edges, *Report, error) {
	fill(&o.Workers, runtime.GOMAXPROCS(0))
	fill(&o.Floor, -5)
	fill(&o.BlockLimit, defaultBlockLimit)
	s, err := newScorer(t, m)
	if err != nil {
		return nil, nil, err
	}
	b, err := t.prepareBlocks(ctx, m.Spec.Blocking, o.BlockLimit, o.Workers, false)
	if err != nil {
		return nil, nil, err
	}
	edges, compared, err := compareBlocks(ctx, t, s, b, o)
	if err != nil {
		return nil, nil, err
	}
	report := &Report{Rules: slices.Clone(b.reports)}
	for r, n := range compared {
		report.Rules[r].First = n
		report.Pairs += n
	}
	edges.sort(t)
	return edges, report, nil
}

// Blocks counts, without comparing anything, what each blocking rule of a Spec would compare.
func Blocks(ctx context.Context, t *Table, spec Spec, limit int) ([]RuleReport, error) {
	fill(&limit, defaultBlockLimit)
	if err := spec.Validate(t.fields); err != nil {
		return nil, err
	}
	b, err := buildBlocks(ctx, t, spec.Blocking, limit, runtime.GOMAXPROCS(0))
	if err != nil {
		return nil, err
	}
	return b.reports, nil
}

// chunk is a run of blocks of one rule.
type chunk struct {
	rule     int
	from, to int32
}

// chunks divides the blocks into runs of about chunkPairs pairs.
func (b *blocks) chunks() []chunk {
	var out []chunk
	for r := range len(b.first) - 1 {
		from, pairs := b.first[r], 0
		for k := b.first[r]; k < b.first[r+1]; k++ {
			n := len(b.of(k))
			pairs += n * (n - 1) / 2
			if pairs >= chunkPairs || k == b.first[r+1]-1 {
				out = append(out, chunk{r, from, k + 1})
				from, pairs = k+1, 0
			}
		}
	}
	return out
}

// compareBlocks scores the pairs of all blocks and returns the edges and, for each rule, the pairs compared.
func compareBlocks(ctx context.Context, t *Table, s *scorer, b *blocks, o CompareOptions) (*Edges, []int64, error) {
	work := b.chunks()
	found := make([]Edges, len(work))
	compared := make([]int64, len(b.first)-1)
	err := s.share(ctx, o.Workers, len(work), func(own *scorer, k int) {
		n := compareChunk(t, own, b, work[k], o.Floor*math.Ln2, &found[k])
		atomic.AddInt64(&compared[work[k].rule], n)
	})
	if err != nil {
		return nil, nil, err
	}
	all := &Edges{}
	for k := range found {
		all.append(&found[k])
		found[k] = Edges{}
	}
	return all, compared, nil
}

// compareChunk scores the pairs of a run of blocks that no earlier block has and returns how many they were.
func compareChunk(t *Table, s *scorer, b *blocks, c chunk, floor float64, to *Edges) int64 {
	var compared int64
	for k := c.from; k < c.to; k++ {
		rows := b.of(k)
		for y := 1; y < len(rows); y++ {
			for _, i := range rows[:y] {
				j := rows[y]
				if s.model.Spec.Across && t.dataset[i] == t.dataset[j] || b.together(i, j, 0, k) {
					continue
				}
				compared++
				if pair, ok := s.score(i, j, floor); ok {
					to.add(i, j, pair, uint8(c.rule))
				}
			}
		}
	}
	return compared
}

// Edges are the pairs kept. The row L precedes the row R in the order of keys, and pairs are in that order too.
type Edges struct {
	L, R        []int32
	Weight      []float32 // log₂ of the odds of a match, the prior included
	Probability []float32 // that the pair is a match
	Gamma       []Vector
	Rule        []uint8 // the blocking rule that made the pair first
}

// Len returns the number of edges.
func (e *Edges) Len() int { return len(e.L) }

// add appends an edge.
func (e *Edges) add(i, j int32, s score, rule uint8) {
	e.L, e.R = append(e.L, i), append(e.R, j)
	e.Weight = append(e.Weight, float32(inBits(s.logOdds)))
	e.Probability = append(e.Probability, float32(probability(s.logOdds)))
	e.Gamma = append(e.Gamma, s.vector)
	e.Rule = append(e.Rule, rule)
}

// append appends the edges of another.
func (e *Edges) append(f *Edges) {
	e.L, e.R = append(e.L, f.L...), append(e.R, f.R...)
	e.Weight, e.Probability = append(e.Weight, f.Weight...), append(e.Probability, f.Probability...)
	e.Gamma, e.Rule = append(e.Gamma, f.Gamma...), append(e.Rule, f.Rule...)
}

// sort puts the edges in the order of their rows' keys.
func (e *Edges) sort(t *Table) {
	order := make([]int32, e.Len())
	for k := range order {
		order[k] = int32(k)
	}
	place := func(k int32) uint64 { return uint64(t.rank[e.L[k]])<<32 | uint64(t.rank[e.R[k]]) }
	slices.SortFunc(order, func(a, b int32) int {
		if place(a) < place(b) {
			return -1
		}
		return 1
	})
	e.L, e.R = permuted(e.L, order), permuted(e.R, order)
	e.Weight, e.Probability = permuted(e.Weight, order), permuted(e.Probability, order)
	e.Gamma, e.Rule = permuted(e.Gamma, order), permuted(e.Rule, order)
}

// permuted returns values in a new order.
func permuted[T any](values []T, order []int32) []T {
	out := make([]T, len(values))
	for k, from := range order {
		out[k] = values[from]
	}
	return out
}
