package matchers

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"
)

// observed is what training sees of the pairs that blocking makes.
type observed struct {
	rules [][]cell // of all pairs in the blocks of each rule, with the comparisons that the rule rests on null
	union []cell   // of the pairs of all rules, each once
	pairs int64    // compared
}

// trainingPairs is how many pairs of a rule training looks at, at most: beyond, every so many blocks are taken.
const trainingPairs = 250_000

// observe counts the vectors of the pairs in blocks.
func observe(ctx context.Context, t *Table, v *vectorer, spec Spec, b *blocks, workers int) (*observed, error) {
	out := &observed{rules: make([][]cell, len(spec.Blocking))}
	var unions []*patternCounts
	for r, rule := range spec.Blocking {
		every := int32(1 + b.reports[r].Pairs/trainingPairs)
		mask := spec.restsOn(rule)
		own := make([]*patternCounts, workers)
		union := make([]*patternCounts, workers)
		compared := make([]int64, workers)
		g, ctx := errgroup.WithContext(ctx)
		for w := range workers {
			own[w], union[w] = newPatternCounts(), newPatternCounts()
			g.Go(func() error {
				mine := v.fresh()
				for k := b.first[r] + int32(w)*every; k < b.first[r+1]; k += int32(workers) * every {
					if err := ctx.Err(); err != nil {
						return err
					}
					b.eachPair(t, spec, k, b.first[r], func(i, j int32) {
						compared[w]++
						vec := mine.vector(i, j)
						own[w].add(vec&^mask, float64(every))
						if !b.together(i, j, 0, b.first[r]) {
							union[w].add(vec, float64(every))
						}
					})
				}
				return nil
			})
		}
		if err := g.Wait(); err != nil {
			return nil, err
		}
		out.rules[r] = cells(own...)
		unions = append(unions, union...)
		for _, n := range compared {
			out.pairs += n
		}
	}
	out.union = cells(unions...)
	return out, nil
}

// eachPair calls f with the pairs of block k that no block from lo up to k has.
func (b *blocks) eachPair(t *Table, spec Spec, k, lo int32, f func(i, j int32)) {
	rows := b.of(k)
	for x := 1; x < len(rows); x++ {
		for _, j := range rows[:x] {
			i := rows[x]
			if spec.Across && t.dataset[i] == t.dataset[j] || b.together(i, j, lo, k) {
				continue
			}
			f(j, i)
		}
	}
}

// restsOn returns the fields of the comparisons that read a column on which the rule's pairs agree by construction.
func (s Spec) restsOn(rule BlockingRule) Vector {
	var mask Vector
	for k, c := range s.Comparisons {
		for _, key := range rule.Keys {
			for _, name := range slices.Concat(c.Columns, c.Postcodes, c.Former) {
				if slices.Contains(key.Columns, name) {
					mask |= field(k)
				}
			}
		}
	}
	return mask
}
