package matchers

import (
	"context"
	"math"
	"sync/atomic"
)

// likelyMatch is the probability from which an edge counts as a copy of a row.
const likelyMatch = .5

// leastShareLeft is the share of the near values of a value that is left, at least, when those of its own copies are taken away.
const leastShareLeft = .1

// ownCopies says how often the values of rows occur among their own copies. A surname that ten rows of one person have is not
// ten times as likely among other people: frequencies must count people, and rows are people only once they are linked.
type ownCopies struct {
	near  [][]atomic.Int32 // by comparison: copies of the rows with a value that reach a level with it
	least []float64        // by comparison: other people who have a value that one person is known to have, at least
}

// newOwnCopies returns one in which no copy is counted.
func newOwnCopies(s *scorer) *ownCopies {
	o := &ownCopies{near: make([][]atomic.Int32, len(s.terms)), least: make([]float64, len(s.terms))}
	for k, f := range s.terms {
		if f != nil {
			o.near[k] = make([]atomic.Int32, nearLevels*len(f.count))
		}
	}
	return o
}

// countOwnCopies counts the values of likely matches.
func (s *scorer) countOwnCopies(ctx context.Context, e *Edges, workers int) (*ownCopies, error) {
	o := newOwnCopies(s)
	err := s.shareOutRuns(ctx, workers, e.Len(), func(own *scorer, n int) {
		own.eachCopy(e, n, func(k int, v int32, g int8) { o.near[k][nearLevels*int(v)+int(g)].Add(1) })
	})
	for k, f := range s.terms {
		if f != nil {
			o.least[k] = o.leastOthers(k, f, s.model.Spec.Comparisons[k].exactLevel())
		}
	}
	return o, err
}

// eachCopy calls f with each value by which the rows of edge n are copies of each other, when they are likely to be, its comparison and the
// level reached.
func (s *scorer) eachCopy(e *Edges, n int, f func(k int, v int32, g int8)) {
	if e.Probability[n] < likelyMatch {
		return
	}
	s.scoreEdge(e, n)
	for k, terms := range s.terms {
		if g := e.Gamma[n].At(k); terms != nil && g > 0 && s.values[k].a != missing {
			f(k, s.values[k].a, g)
			f(k, s.values[k].b, g)
		}
	}
}

// ofRow returns how many copies of a row with value v are near it at level g, on average.
func (o *ownCopies) ofRow(k int, f *termFrequency, v int32, g int8) float64 {
	return float64(o.near[k][nearLevels*int(v)+int(g)].Load()) / max(f.count[v], 1)
}

// leastOthers returns how many other people have a value that is known of one person, by how many values are known of one and of
// two people (Good, The Population Frequencies of Species, 1953).
func (o *ownCopies) leastOthers(k int, f *termFrequency, exact int) float64 {
	people := newPeopleCount()
	for v, n := range f.count {
		if n > 0 {
			people.add(n, o.ofRow(k, f, int32(v), int8(exact)))
		}
	}
	return people.leastOthers()
}

// peopleCount counts the values that one person has, and two.
type peopleCount struct{ once, twice float64 }

func newPeopleCount() peopleCount { return peopleCount{1, 1} }

// add counts a value of so many rows, each of which has so many copies.
func (c *peopleCount) add(rows, copies float64) {
	switch people := rows / (1 + copies); {
	case people < 1.5:
		c.once++
	case people < 2.5:
		c.twice++
	}
}

// leastOthers is how many others have a value of one person.
func (c peopleCount) leastOthers() float64 { return min(2*c.twice/c.once, 1) }

// lnChance returns the natural logarithm of the probability that two unrelated rows agree on values like a and b at level g, their own
// copies not counted.
func (o *ownCopies) lnChance(s *scorer, k int, g int8, a, b int32) float64 {
	f, c := s.terms[k], s.frequent[k]
	if a == b {
		others := f.count[a] - 1 - o.ofRow(k, f, a, g)
		return math.Log(max(max(others, o.least[k])/f.all, leastChance))
	}
	share := func(v int32) float64 {
		all := f.shareNear(c, v)[g]
		return max(all-o.ofRow(k, f, v, g)/f.all, leastShareLeft*all)
	}
	return math.Log(max(math.Sqrt(share(a)*share(b)), leastChance))
}
