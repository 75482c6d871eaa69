package matchers

import (
	"context"
	"math"
)

// refineProbabilities sets the probabilities of edges right by what weights leave out: how many people, not rows, have a value,
// and what comparisons have to do with each other among unrelated people. Weights stay as the model has them.
func (e *Edges) refineProbabilities(ctx context.Context, s *scorer, workers int) error {
	o, err := s.countOwnCopies(ctx, e, workers)
	if err != nil {
		return err
	}
	lifts := s.model.bindDependence()
	return s.shareOutRuns(ctx, workers, e.Len(), func(own *scorer, k int) {
		e.Probability[k] = float32(probabilityOf(own.refinedOdds(e.L[k], e.R[k], o, lifts)))
	})
}

// refinedOdds returns the natural logarithm of the odds of two rows, refined.
func (s *scorer) refinedOdds(i, j int32, o *ownCopies, lifts []boundDependence) float64 {
	pair, _ := s.scoreRows(i, j, math.Inf(-1))
	for k, f := range s.terms {
		g, v := pair.vector.At(k), s.values[k]
		if f == nil || g <= 0 || v.a == missing {
			continue
		}
		was, now := f.lnChance(s.comparers[k].(frequent), g, v.a, v.b), o.lnChance(s, k, g, v.a, v.b)
		pair.classes[classU] += now - was
		if s.model.Spec.Comparisons[k].Personal {
			pair.classes[classH] += s.lnNamesakes(k, g, now) - s.lnNamesakes(k, g, was)
		}
	}
	for _, d := range lifts {
		pair.classes[classU] += d.liftOf(pair.vector)
	}
	return pair.classes[classM] - logSum(pair.classes[classH], pair.classes[classU])
}

// shareOutRuns gives the numbers below n to workers, many at a time.
func (s *scorer) shareOutRuns(ctx context.Context, workers, n int, do func(own *scorer, k int)) error {
	const many = 1024
	return s.shareOut(ctx, workers, (n+many-1)/many, func(own *scorer, run int) {
		for k := run * many; k < min((run+1)*many, n); k++ {
			do(own, k)
		}
	})
}
