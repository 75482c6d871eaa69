package matchers

import (
	"context"
	"math/rand/v2"

	"github.com/sourcegraph/conc/pool"
)

// chanceChunk is how many random pairs one generator draws, so that the draw does not depend on the number of workers.
const chanceChunk = 1 << 15

// chancePatterns counts the vectors of pairs drawn at random, or of all pairs when there are no more than wanted.
func chancePatterns(ctx context.Context, t *Table, v *vectorer, spec Spec, want int, seed uint64, workers int) ([]cell, error) {
	n := int64(t.Len())
	all := n * (n - 1) / 2
	if n < 2 {
		return nil, nil
	}
	g := pool.New().WithContext(ctx).WithCancelOnError().WithFirstError()
	tables := make([]*patternCounts, workers)
	for w := range workers {
		g.Go(func(ctx context.Context) error {
			own, counts := v.forWorker(), newPatternCounts()
			tables[w] = counts
			if all <= int64(want) {
				return everyPair(ctx, t, own, spec, counts, w, workers)
			}
			for chunk := w; chunk*chanceChunk < want; chunk += workers {
				if err := ctx.Err(); err != nil {
					return err
				}
				drawPairs(t, own, spec, counts, rand.New(rand.NewPCG(seed, uint64(chunk))), chunk, want)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return sumCells(tables...), nil
}

// everyPair counts the vectors of all pairs whose first row falls to worker w.
func everyPair(ctx context.Context, t *Table, v *vectorer, spec Spec, counts *patternCounts, w, workers int) error {
	for x := w; x < t.Len(); x += workers {
		if err := ctx.Err(); err != nil {
			return err
		}
		for y := range x {
			countVector(t, v, spec, counts, t.order[x], t.order[y])
		}
	}
	return nil
}

// drawPairs counts the vectors of one chunk of random pairs, by position in the order of keys: first rows spread evenly over the
// table, which lie near each other in memory, each with a row drawn at random.
func drawPairs(t *Table, v *vectorer, spec Spec, counts *patternCounts, r *rand.Rand, chunk, want int) {
	pairs := make([]int32, 0, rowsReady)
	measure := func() {
		v.fetchRows(pairs...)
		for at := 0; at < len(pairs); at += 2 {
			countVector(t, v, spec, counts, pairs[at], pairs[at+1])
		}
		pairs = pairs[:0]
	}
	eachDrawn(r, t.Len(), chunk, want, func(x, y int32) {
		if pairs = append(pairs, t.order[x], t.order[y]); len(pairs) >= rowsReady {
			measure()
		}
	})
	measure()
}

// eachDrawn calls take with the pairs of one chunk, of so many rows.
func eachDrawn(r *rand.Rand, n, chunk, want int, take func(x, y int32)) {
	for k := chunk * chanceChunk; k < (chunk+1)*chanceChunk; k++ {
		x, y := int(int64(k)*int64(n)/int64(want))%n, r.IntN(n-1)
		if y >= x {
			y++
		}
		take(int32(x), int32(y))
	}
}

// countVector counts the vector of a pair that the Spec allows.
func countVector(t *Table, v *vectorer, spec Spec, counts *patternCounts, i, j int32) {
	if spec.forbidsDatasets(t.dataset[i], t.dataset[j]) {
		return
	}
	counts.add(v.vectorOfRows(i, j), 1)
}
