package matchers

import (
	"context"
	"math"
)

// scoredPairs are the scores of edges, in their order.
type scoredPairs struct {
	classes [][classes]float64
	values  []value // of each edge, one for each comparison with term frequencies
}

// add takes the score that a scorer has just found.
func (p *scoredPairs) add(s *scorer, pair score) {
	p.classes = append(p.classes, pair.classes)
	for k, f := range s.terms {
		if f != nil {
			p.values = append(p.values, s.values[k])
		}
	}
}

// append appends the scores of other edges.
func (p *scoredPairs) append(q *scoredPairs) {
	p.classes, p.values = append(p.classes, q.classes...), append(p.values, q.values...)
}

// scoreEdge returns the classes of edge n and puts the values of its comparisons with term frequencies in place: as they were found
// or, where they were not kept, by scoring it again.
func (s *scorer) scoreEdge(e *Edges, n int) [classes]float64 {
	if len(e.scored.classes) == 0 {
		pair, _ := s.scoreRows(e.L[n], e.R[n], math.Inf(-1))
		return pair.classes
	}
	each := len(e.scored.values) / len(e.scored.classes)
	values := e.scored.values[n*each : (n+1)*each]
	for k, f := range s.terms {
		if f != nil {
			s.values[k], values = values[0], values[1:]
		}
	}
	return e.scored.classes[n]
}

// refineProbabilities sets the probabilities of edges right by what weights leave out: how many people, not rows, have a value,
// and what comparisons have to do with each other among unrelated people. Weights stay as the model has them.
func (e *Edges) refineProbabilities(ctx context.Context, s *scorer, workers int) error {
	o, err := s.countOwnCopies(ctx, e, workers)
	if err != nil {
		return err
	}
	return e.refineBy(ctx, s, o, workers)
}

// refineBy is refineProbabilities by copies that are counted.
func (e *Edges) refineBy(ctx context.Context, s *scorer, o *ownCopies, workers int) error {
	lifts := s.model.bindDependence()
	err := s.shareOutRuns(ctx, workers, e.Len(), func(own *scorer, n int) {
		e.Probability[n] = float32(probabilityOf(own.refinedOdds(e, n, o, lifts)))
	})
	e.scored = scoredPairs{}
	return err
}

// refinedOdds returns the natural logarithm of the odds of edge n, refined.
func (s *scorer) refinedOdds(e *Edges, n int, o *ownCopies, lifts []boundDependence) float64 {
	sums, vector := s.scoreEdge(e, n), e.Gamma[n]
	for k, f := range s.terms {
		g, v := vector.At(k), s.values[k]
		if f == nil || g <= 0 || v.a == missing {
			continue
		}
		was, now := f.lnChance(s.frequent[k], g, v.a, v.b), o.lnChance(s, k, g, v.a, v.b)
		sums[classU] += now - was
		if s.personal[k] {
			sums[classH] += s.lnNamesakes(k, g, now) - s.lnNamesakes(k, g, was)
		}
	}
	for _, d := range lifts {
		sums[classU] += d.liftOf(vector)
	}
	return sums[classM] - logSum(sums[classH], sums[classU]) + s.borneOut.lnMoved(e.L[n], e.R[n], vector)
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
