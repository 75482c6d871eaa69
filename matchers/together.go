package matchers

import (
	"math"
	"slices"
)

// members lists the rows of each cluster: those of cluster g are rows[start[g]:start[g+1]].
type members struct {
	start []int32
	rows  []int32
}

func membersOf(c *Clusters) *members {
	m := &members{start: make([]int32, c.N+1), rows: make([]int32, len(c.Of))}
	for _, g := range c.Of {
		m.start[g+1]++
	}
	for g := range c.N {
		m.start[g+1] += m.start[g]
	}
	next := make([]int32, c.N)
	copy(next, m.start)
	for i, g := range c.Of {
		m.rows[next[g]] = int32(i)
		next[g]++
	}
	return m
}

func (m *members) of(g int32) []int32 { return m.rows[m.start[g]:m.start[g+1]] }

// bestWithin returns the probability of the best pair of row i with another row of its own cluster.
func (m *members) bestWithin(s *scorer, i, g int32) float64 {
	return probabilityOf(s.bestOdds(i, m.of(g)))
}

// bestOdds returns the greatest natural logarithm of odds of row i with another of some rows.
func (s *scorer) bestOdds(i int32, rows []int32) float64 {
	best := math.Inf(-1)
	for _, j := range rows {
		if j != i {
			pair, _ := s.scoreRows(i, j, math.Inf(-1))
			best = max(best, pair.logOdds)
		}
	}
	return best
}

// clusterChance is the probability that two clusters are one person as wholes, whatever one thin pair of their rows says: each
// row of the smaller is held against the row of the other that it matches best, and the log odds are averaged, so that a
// row without a date of birth does not join two people of whom every other row disagrees. It is 0 when any two of their rows
// cannot be one person.
func (m *members) clusterChance(s *scorer, limits *constraints, a, b int32) float64 {
	few, many := m.of(a), m.of(b)
	if len(few) > len(many) {
		few, many = many, few
	}
	sum := 0.0
	for _, i := range few {
		if slices.ContainsFunc(many, func(j int32) bool { return limits.mustBeApart(i, j) }) {
			return 0
		}
		sum += min(s.bestOdds(i, many), clipPositive)
	}
	return probabilityOf(sum / float64(len(few)))
}
