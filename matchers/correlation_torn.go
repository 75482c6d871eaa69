package matchers

import (
	"math"
	"slices"
)

// A row that lacks what tells two people apart fits both as well: a boy without a date of birth, and his father of one name at one home.
// How many rows people have decides then. Where hardly anybody has three and most have two, it belongs to who has one other.

// mostLean is how much sizes may say, in natural logarithms of odds.
const mostLean = 3.0

// countSizes counts the clusters of each number of rows.
func countSizes(labels []int32) []float64 {
	rows := make([]int32, len(labels))
	for _, l := range labels {
		rows[l]++
	}
	sizes := make([]float64, slices.Max(rows)+2)
	for _, n := range rows {
		if n > 0 {
			sizes[n]++
		}
	}
	return sizes
}

// leanTo is the natural logarithm of how much likelier people are to have n+1 rows than n.
func leanTo(sizes []float64, n int) float64 {
	if n+1 >= len(sizes) {
		return -mostLean
	}
	return min(max(math.Log((sizes[n+1]+1)/(sizes[n]+1)), -mostLean), mostLean)
}

// settleTorn moves each row that lacks something, and fits two groups that are two people about as well, to the one that sizes speak for. It
// reports whether there is such a row; without sizes none is moved.
func (c *correlation) settleTorn(sizes []float64) (torn bool) {
	for x := range c.rows {
		own := without(c.group[c.of[x]], x)
		if c.fixed[x] || len(own) == 0 || c.fill.haveAll(own)&^c.fill.has[x] == 0 {
			continue
		}
		to, most := -1, 0.0
		stay := c.meanOdds(x, own)
		for g, rows := range c.group {
			if g == c.of[x] || len(rows) == 0 {
				continue
			}
			_, best, bar := c.sumEvidence([]int{x}, rows)
			fit := c.meanOdds(x, rows)
			if !c.mayJoin(best, bar) || math.Abs(fit-stay) >= c.gap {
				continue
			}
			if sum, _, _ := c.sumEvidence(own, rows); sum >= 0 {
				continue
			}
			torn = true
			if sizes == nil {
				continue
			}
			if lean := fit - stay + leanTo(sizes, len(rows)) - leanTo(sizes, len(own)); lean > most {
				to, most = g, lean
			}
		}
		if to >= 0 {
			c.moveRow(x, to)
		}
	}
	return torn
}

// meanOdds is how well a row fits a group, as the mean of natural logarithms of odds.
func (c *correlation) meanOdds(x int, rows []int) float64 {
	sum := 0.0
	for _, y := range rows {
		sum += c.odds[x*len(c.rows)+y]
	}
	return sum / float64(len(rows))
}
