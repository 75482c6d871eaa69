package matchers

import (
	"context"
	"math"
)

// What rows that are surely one of a pair's say of the pair.
const (
	witnessSure   = .999 // probability from which a row is a witness of another
	witnessAgrees = .99  // of a witness with the other side, from which the pair is taken for a match
	witnessMost   = 16   // witnesses of a row that are heard, at most
	witnessTrust  = 10.0 // pairs of the model's own opinion beside those of a bin that are known by witnesses
)

// What is known of a pair by witnesses.
const (
	witnessNone int8 = iota
	witnessSame
	witnessOther
)

// calibrateByWitnesses sets the probabilities of unlikely edges right by third rows. A row that is surely the same person as one of
// two says, by how well it agrees with the other, whether the two are one person; it does not know how well they agree themselves.
// Among pairs stated less than .5 the share of those that are one person can so be counted, without labels. It cannot be among likely
// pairs: where they are wrong, their witnesses are often wrong with them, and those without witnesses are poorer rows. Pairs without witnesses are
// lowered only when lowerAll says so: a row that nothing else is joined to is likelier to belong to what is near it, but where files hold
// nobody twice most rows have few others.
func (e *Edges) calibrateByWitnesses(ctx context.Context, rows, workers int, lowerAll bool) error {
	known := make([]int8, e.Len())
	g := newWitnesses(e.L, e.R, e.Probability, rows, likelyMatch)
	err := shareOut(ctx, workers, e.Len(), func() func(int) {
		h := g.newHearing()
		return func(k int) {
			if e.Probability[k] < likelyMatch {
				known[k] = h.hear(e.L[k], e.R[k])
			}
		}
	})
	if err != nil {
		return err
	}
	var same, all, stated, pairs [witnessBins]float64
	for k, said := range known {
		b := witnessBin(float64(e.Probability[k]))
		if b < 0 {
			continue
		}
		pairs[b]++
		stated[b] += float64(e.Probability[k])
		switch said {
		case witnessSame:
			same[b]++
			all[b]++
		case witnessOther:
			all[b]++
		}
	}
	shift := witnessShifts(same, all, stated, pairs)
	for k, p := range e.Probability {
		b := witnessBin(float64(p))
		if b < 0 || known[k] == witnessNone && shift[b] < 0 && !lowerAll {
			continue
		}
		e.Probability[k] = min(float32(probabilityOf(logOdds(float64(p))+shift[b])), likelyMatch)
	}
	return nil
}

// witnessBins is how many ranges of odds below even are told apart.
const witnessBins = 7

// witnessBin returns the bin of a probability, −1 when it is likely or below all bins.
func witnessBin(p float64) int {
	if p >= likelyMatch || p <= 0 {
		return -1
	}
	b := witnessBins + int(math.Floor(logOdds(p)/calibrationStep))
	return max(b, -1)
}

// witnessShifts returns what is added to the natural logarithm of the odds of each bin. Shares rise with the odds.
func witnessShifts(same, all, stated, pairs [witnessBins]float64) (shift [witnessBins]float64) {
	share, weight := make([]float64, witnessBins), make([]float64, witnessBins)
	for b := range share { // turned round, for poolRising wants what falls
		k := witnessBins - 1 - b
		if pairs[k] == 0 {
			continue
		}
		share[b] = (same[k] + witnessTrust*stated[k]/pairs[k]) / (all[k] + witnessTrust)
		weight[b] = all[k] + witnessTrust
	}
	poolRising(share, weight)
	for b := range shift {
		if pairs[b] > 0 {
			shift[b] = logOdds(min(share[witnessBins-1-b], likelyMatch)) - logOdds(stated[b]/pairs[b])
		}
	}
	return shift
}

// witnesses are the likely matches of every row.
type witnesses struct {
	start []int32   // by row and one more
	of    []int32   // rows
	p     []float32 // their probabilities
}

// newWitnesses gathers, for each row, the edges of at least a probability, in the order of edges.
func newWitnesses(left, right []int32, probability []float32, rows int, least float32) *witnesses {
	g := &witnesses{start: make([]int32, rows+1)}
	each := func(do func(i, j int32, p float32)) {
		for k, p := range probability {
			if p >= least {
				do(left[k], right[k], p)
				do(right[k], left[k], p)
			}
		}
	}
	each(func(i, _ int32, _ float32) { g.start[i+1]++ })
	for i := range rows {
		g.start[i+1] += g.start[i]
	}
	g.of, g.p = make([]int32, g.start[rows]), make([]float32, g.start[rows])
	next := append([]int32(nil), g.start...)
	each(func(i, j int32, p float32) {
		g.of[next[i]], g.p[next[i]] = j, p
		next[i]++
	})
	return g
}

// hearing asks witnesses. It belongs to one goroutine.
type hearing struct {
	*witnesses
	side        []int32 // by row: the number of the hearing in which it stands for the other side
	number      int32
	left, right []int32
}

// newHearing makes one.
func (g *witnesses) newHearing() *hearing {
	return &hearing{witnesses: g, side: make([]int32, len(g.start)-1)}
}

// sureOf appends the first sure matches of a row.
func (g *witnesses) sureOf(i int32, out []int32) []int32 {
	for k := g.start[i]; k < g.start[i+1] && len(out) < witnessMost; k++ {
		if g.p[k] >= witnessSure {
			out = append(out, g.of[k])
		}
	}
	return out
}

// hear says what witnesses of both rows know of them. Both must have some: a pair of which one row is alone is another kind of pair.
func (h *hearing) hear(i, j int32) int8 {
	h.left, h.right = h.sureOf(i, h.left[:0]), h.sureOf(j, h.right[:0])
	if len(h.left) == 0 || len(h.right) == 0 {
		return witnessNone
	}
	h.number++
	for _, y := range h.right {
		h.side[y] = h.number
	}
	h.side[j] = h.number
	best := float32(0)
	for _, x := range append(h.left, i) {
		if h.side[x] == h.number {
			return witnessSame // one row is surely both
		}
		for k := h.start[x]; k < h.start[x+1]; k++ {
			if h.side[h.of[k]] == h.number {
				best = max(best, h.p[k])
			}
		}
	}
	switch {
	case best >= witnessAgrees:
		return witnessSame
	case best < likelyMatch:
		return witnessOther
	}
	return witnessNone
}
