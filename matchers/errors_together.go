package matchers

import (
	"context"
	"math"
)

// errorsTogether is how much oftener matches differ in so many comparisons together than if each were wrong by itself. Where a copy has one
// error, whoever made it, two are rarer than chance would have them; where some records are careless in everything, four are more frequent.
// Which comparisons they are is not asked: there is one number to be learnt for each count, where there would be one for each pair of levels.
type errorsTogether struct {
	of    []int // comparisons that are not learnt given another one
	exact []int8
	lift  map[Vector][]float64 // by the comparisons that are null: natural logarithm, by how many differ
}

// believedErrors is how many matches of each shape err as if by chance, beside those that are seen.
const believedErrors = 20.0

// learnErrorsTogether counts errors in edges, each taken for a match by its probability.
func learnErrorsTogether(spec Spec, e *Edges, p []float32) *errorsTogether {
	x := &errorsTogether{lift: map[Vector][]float64{}}
	for k, c := range spec.Comparisons {
		if c.Given == nil {
			x.of, x.exact = append(x.of, k), append(x.exact, int8(c.exactLevel()))
		}
	}
	wrong, all := make([]float64, len(x.of)), make([]float64, len(x.of))
	seen := map[Vector][]float64{}
	for n, v := range e.Gamma {
		shape, errors := x.countErrors(v)
		if seen[shape] == nil {
			seen[shape] = make([]float64, len(x.of)+1)
		}
		seen[shape][errors] += float64(p[n])
		for c, k := range x.of {
			if g := v.At(k); g >= 0 {
				all[c] += float64(p[n])
				if g != x.exact[c] {
					wrong[c] += float64(p[n])
				}
			}
		}
	}
	for shape, counts := range seen {
		byChance := []float64{1}
		for c, k := range x.of {
			if shape&bitsOf(k) != 0 {
				byChance = oneMore(byChance, (wrong[c]+.5)/(all[c]+1))
			}
		}
		sum := 0.0
		for _, n := range counts {
			sum += n
		}
		lift := make([]float64, len(byChance))
		for k, chance := range byChance {
			lift[k] = math.Log((counts[k]/chance + believedErrors) / (sum + believedErrors))
		}
		x.lift[shape] = lift
	}
	return x
}

// oneMore returns the probabilities of 0, 1, 2 … errors when one more comparison errs with a probability.
func oneMore(byChance []float64, wrong float64) []float64 {
	out := make([]float64, len(byChance)+1)
	for k, p := range byChance {
		out[k] += p * (1 - wrong)
		out[k+1] += p * wrong
	}
	return out
}

// countErrors returns which comparisons are not null in a vector, and in how many of them its rows do not agree entirely.
func (x *errorsTogether) countErrors(v Vector) (shape Vector, errors int) {
	for c, k := range x.of {
		if g := v.At(k); g >= 0 {
			shape |= bitsOf(k)
			if g != x.exact[c] {
				errors++
			}
		}
	}
	return shape, errors
}

// weigh returns the probabilities of edges with what their errors have to do with each other.
func (x *errorsTogether) weigh(ctx context.Context, e *Edges, p []float32, workers int) ([]float32, error) {
	out := make([]float32, len(p))
	err := shareOutPieces(ctx, workers, len(out), func(k int) {
		shape, errors := x.countErrors(e.Gamma[k])
		out[k] = float32(probabilityOf(logOdds(clampStated(p[k])) + x.lift[shape][errors]))
	})
	return out, err
}
