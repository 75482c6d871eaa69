package people

import (
	"runtime"
	"slices"

	"github.com/sourcegraph/conc/pool"
)

// spans is over how many spans of numbers work is shared out, so that one that takes long holds nobody up.
const spans = 32

// eachSpan shares out the numbers below n over the processors.
func eachSpan(n int, do func(from, to int)) {
	gatherSpans(n, func(from, to int) []struct{} { do(from, to); return nil })
}

// gatherSpans is eachSpan of what finds something: it returns all of it, in the order of the numbers.
func gatherSpans[T any](n int, find func(from, to int) []T) []T {
	found := make([][]T, spans)
	g := pool.New().WithMaxGoroutines(runtime.GOMAXPROCS(0))
	for k := range found {
		if from, to := k*n/spans, (k+1)*n/spans; from < to {
			g.Go(func() { found[k] = find(from, to) })
		}
	}
	g.Wait()
	return slices.Concat(found...)
}
