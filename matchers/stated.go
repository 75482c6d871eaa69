package matchers

import (
	"context"
	"maps"
	"math"
	"slices"
)

// What third rows say of a pair. Whole numbers and halves: on sets that were looked at the outcome hardly moved with any of them.
const (
	copySure  = .99  // probability from which a row is a copy of another
	copyMost  = 8    // copies of a row that are heard, at most
	copyFar   = -5.0 // natural logarithm of the odds of two rows that were not compared, or not kept
	copyNear  = 8.0  // and the most that one pair of rows says
	copyTrust = .5   // what their mean counts for, beside the pair's own odds
	copyRaise = 4.0  // up to which they raise a pair, a probability of .98: where they are wrong, they are wrong together
	ownMost   = 10.0 // of the pair's own odds
)

// How the prior of what is stated is found.
const (
	priorStep   = .05 // of natural logarithms of odds
	priorRounds = 50
)

// settlePrior returns the probabilities of edges by the prior that is their own mean. The model's prior was learnt of levels; what is known
// of values and dependences since makes other pairs likely, and where most rows are copies of some other more of them than it says. It is never lowered: matches that are no edges count too. Where
// files hold nobody twice the claims on a row settle it (fitShare).
func settlePrior(ctx context.Context, stated []float32, prior, pairs float64, workers int) ([]float32, error) {
	of := map[int]float64{} // edges, by their odds in steps
	for _, p := range stated {
		of[int(math.Round(logOdds(clampStated(p))/priorStep))]++
	}
	steps := slices.Sorted(maps.Keys(of))
	shift := 0.0
	for range priorRounds {
		sum := 0.0
		for _, step := range steps {
			sum += of[step] * probabilityOf(priorStep*float64(step)+shift)
		}
		shift = max(math.Log(sum/(prior*pairs)), 0)
	}
	out := make([]float32, len(stated))
	err := shareOutPieces(ctx, workers, len(out), func(k int) {
		out[k] = float32(probabilityOf(logOdds(clampStated(stated[k])) + shift))
	})
	return out, err
}

// stateProbabilities returns, for each edge, the probability that its rows are one person: what the pair says by itself, how errors come
// together, how many matches there are, who else claims its rows, and what other rows say. Weights and who is joined rest on none of it.
func stateProbabilities(ctx context.Context, t *Table, s *scorer, limits *constraints, e *Edges, workers int) ([]float32, error) {
	m := s.model
	stated, err := learnErrorsTogether(m.Spec, e, e.Probability).weigh(ctx, e, e.Probability, workers)
	switch {
	case err != nil:
	case m.Within == nil:
		stated, err = settlePrior(ctx, stated, m.Prior.Match, pairsOf(t, m.Spec), workers)
	default:
		stated = assignBetweenFiles(t, m.Spec, limits, e, stated)
	}
	if err != nil {
		return nil, err
	}
	s.stateApart(limits, e, stated)
	stated, err = hearCopies(ctx, e, stated, t.Len(), workers)
	s.stateApart(limits, e, stated)
	return stated, err
}

// stateApart lowers what is stated of rows that are kept apart, which copies that were joined to both do not raise.
func (s *scorer) stateApart(limits *constraints, e *Edges, stated []float32) {
	homes := s.model.foundHouseholds() // or two careless rows of one person bear each other out
	for k, p := range stated {
		told := homes && s.borneOut.tellNamesApart(e.L[k], e.R[k]) && s.borneOut.when.allHold(e.Gamma[k])
		if p > mostApartStated && (told || limits.edgeApart(e, k)) {
			stated[k] = mostApartStated
		}
	}
}

// mostApartStated is what is stated, at most, of two rows that a constraint or the names of other rows keep apart: training takes them for no
// match at all, and a number may be mistyped.
const mostApartStated = .01

// hearCopies returns what is stated of edges, other rows taken into account.
//
// Of two rows one or both may have sure copies. How well the copies of one agree with the other, and with the other's, on average, says
// of the pair what its own values do not: a pair of two poor rows is likely when a third is surely both, and one that agrees by chance is
// unlikely when no copy of either agrees with a copy of the other. Where both have copies the mean of those pairs counts as much as the
// pair itself; where one row is alone, the copies say how well it agrees with one person, and half of that is added.
func hearCopies(ctx context.Context, e *Edges, p []float32, rows, workers int) ([]float32, error) {
	out := slices.Clone(p)
	g := newWitnesses(e.L, e.R, p, rows, 0)
	err := shareOut(ctx, workers, (e.Len()+statedPiece-1)/statedPiece, func() func(int) {
		h := g.newHearing()
		return func(piece int) {
			for k := piece * statedPiece; k < min((piece+1)*statedPiece, e.Len()); k++ {
				own := logOdds(clampStated(p[k]))
				if mean, sides := h.meanOfCopies(e.L[k], e.R[k]); sides > 0 {
					out[k] = float32(probabilityOf(heardOdds(own, mean, sides)))
				}
			}
		}
	})
	return out, err
}

// statedPiece is how many edges a worker takes at a time.
const statedPiece = 4096

// heardOdds returns the odds of a pair of such odds of its own when the mean of the pairs with copies of one or both of its rows is known;
// natural logarithms all.
func heardOdds(own, mean float64, sides int) float64 {
	v := min(own, ownMost) + copyTrust*mean
	if sides == 2 {
		v = copyTrust*min(own, ownMost) + copyTrust*mean
	}
	if v > own {
		return max(own, min(v, copyRaise))
	}
	return v
}

// meanOfCopies returns the mean odds of the pairs between row i with its copies and row j with its own, the pair itself left out, and how
// many of the two have copies. A row that is surely a copy of both says as much as can be said.
func (h *hearing) meanOfCopies(i, j int32) (mean float64, sides int) {
	h.left, h.right = h.copiesOf(i, j, h.left[:0]), h.copiesOf(j, i, h.right[:0])
	for _, side := range [2][]int32{h.left, h.right} {
		if len(side) > 0 {
			sides++
		}
	}
	if sides == 0 {
		return 0, 0
	}
	h.number++
	for _, y := range h.right {
		h.side[y] = h.number
	}
	for _, x := range h.left {
		if h.side[x] == h.number {
			return copyNear, sides
		}
	}
	h.side[j] = h.number
	sum, seen := 0.0, 0
	for _, x := range append(h.left, i) {
		for k := h.start[x]; k < h.start[x+1]; k++ {
			if y := h.of[k]; h.side[y] == h.number && !(x == i && y == j) {
				sum += min(max(logOdds(clampStated(h.p[k])), copyFar), copyNear)
				seen++
			}
		}
	}
	all := (len(h.left)+1)*(len(h.right)+1) - 1
	return (sum + copyFar*float64(all-seen)) / float64(all), sides
}

// copiesOf appends the surest copies of a row, but for one.
func (g *witnesses) copiesOf(i, but int32, out []int32) []int32 {
	var p [copyMost]float32
	for k := g.start[i]; k < g.start[i+1]; k++ {
		if g.p[k] < copySure || g.of[k] == but {
			continue
		}
		if len(out) < copyMost {
			out = append(out, g.of[k])
		} else if g.p[k] <= p[copyMost-1] {
			continue
		}
		at := len(out) - 1
		for ; at > 0 && p[at-1] < g.p[k]; at-- {
			out[at], p[at] = out[at-1], p[at-1]
		}
		out[at], p[at] = g.of[k], g.p[k]
	}
	return out
}

// clampStated keeps the odds of a stated probability finite: nothing stored in 32 bits is nearer to 1.
func clampStated(p float32) float64 { return min(max(float64(p), 1e-9), 1-1e-7) }
