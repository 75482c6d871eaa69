package matchers

import (
	"cmp"
	"slices"
)

// assignOneToOne returns the edges with the probabilities that they have when a row is matched with at most one row of the other
// file, and for each row the probability that it is matched with none.
func assignOneToOne(t *Table, limits *constraints, e *Edges, first uint16) (*Edges, []float64) {
	var list []Claim
	var edges []int
	for k := range e.L {
		lo := natsOf(e, k)
		c := Claim{e.L[k], e.R[k], lo + e.Calibration.shiftOf(lo)}
		if t.dataset[c.Claimant] != first {
			c.Claimant, c.Record = c.Record, c.Claimant
		}
		switch {
		case limits.same.find(c.Claimant) == limits.same.find(c.Record):
			c.LogOdds = mostOdds
		case limits.mustBeApart(c.Claimant, c.Record): // a veto only keeps from joining: a person may still say that they are one
			continue
		}
		list, edges = append(list, c), append(edges, k)
	}
	claimants := 0.0
	for _, d := range t.dataset {
		if d == first {
			claimants++
		}
	}
	g := newClaims(list)
	g.fitShare(claimants, float64(t.Len())-claimants)
	found := g.readMarginals()
	out := *e
	out.Probability = slices.Clone(e.Probability)
	for n, k := range edges {
		out.Probability[k] = float32(found.Probability[n])
	}
	none := make([]float64, t.Len())
	for i := range none {
		none[i] = 1
	}
	for i, p := range found.None {
		none[i] = p
	}
	for i, p := range found.NoneOf {
		none[i] = p
	}
	return &out, none
}

// leastLeft is the natural logarithm of odds (a probability of .05) below which a pair is not joined although each row may be all
// that is left to the other: that nobody else is there makes two strangers no one person. It is possible still.
var leastLeft = logOdds(.05)

// leastLeftApart is the same (.25) for a pair that differs both in forename and in birthday, as two people of one home do, who may both be left:
// a name written otherwise is one thing and a slip in a date another.
var leastLeftApart = logOdds(.25)

// leastLeft is the least of the two that holds for a pair of some levels.
func (s *scorer) leastLeft(v Vector) float64 {
	k, b := s.days.personal, s.days.birth
	if k >= 0 && b >= 0 && v.At(k) == 0 && v.At(b) >= 0 && v.At(b) < dateExact {
		return leastLeftApart
	}
	return leastLeft
}

// tossUp is how many times as likely as its rival a pair must be, at least: a coin joins nobody.
const tossUp = 1.1

// secondBest returns for each row the probability of its second best edge, next to none where it has one.
func secondBest(e *Edges, rows int) []float32 {
	best, second := make([]float32, rows), make([]float32, rows)
	for k, p := range e.Probability {
		for _, i := range [2]int32{e.L[k], e.R[k]} {
			best[i], second[i] = max(best[i], p), max(second[i], min(best[i], p))
		}
	}
	return second
}

// pairUp joins each row with at most one row of the other file, the likeliest first, and returns for each row a row that
// stands for its cluster.
func pairUp(t *Table, s *scorer, limits *constraints, e *Edges, o ResolveOptions) []int32 {
	labels := make([]int32, t.Len())
	taken := make([]bool, t.Len())
	for i := range labels {
		labels[i] = limits.same.find(int32(i))
		taken[i] = limits.decided[i]
	}
	rival := secondBest(e, t.Len())
	order := make([]int32, e.Len())
	for k := range order {
		order[k] = int32(k)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(e.Probability[b], e.Probability[a]) })
	for _, k := range order {
		i, j := e.L[k], e.R[k]
		if float64(e.Probability[k]) < o.Link {
			break
		}
		if lo := natsOf(e, int(k)); lo+e.Calibration.shiftOf(lo) < s.leastLeft(e.Gamma[k]) {
			continue
		}
		if float64(e.Probability[k]) < tossUp*float64(max(rival[i], rival[j])) {
			continue
		}
		if taken[i] || taken[j] || limits.mustBeApart(i, j) || s.firstVeto(i, j, e.Gamma[k]) >= 0 {
			continue
		}
		taken[i], taken[j] = true, true
		labels[j] = labels[i]
	}
	return labels
}
