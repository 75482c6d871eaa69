package matchers

import (
	"math"
	"slices"
)

// swapRows changes over two rows that cannot be one person and stand in groups that cannot be either, where each fits the other's group clearly
// better. Of two namesakes whose rows are as good as sure anywhere, the first that is joined decides where the second may go: no
// row can move alone, for the place that it belongs to is taken. It reports whether any were changed over.
func (c *correlation) swapRows() bool {
	swapped := false
	n := len(c.rows)
	for y := range n {
		for x := range y {
			a, b := c.of[x], c.of[y]
			if a == b || c.fixed[x] || c.fixed[y] || c.bar[x*n+y]&barConflict == 0 || len(c.group[a]) < 2 || len(c.group[b]) < 2 {
				continue
			}
			own, other := without(c.group[a], x), without(c.group[b], y)
			if _, _, bar := c.sumEvidence(own, other); bar&barConflict == 0 || !c.wouldFit(x, other) || !c.wouldFit(y, own) {
				continue
			}
			if gain := c.meanOdds(x, other) + c.meanOdds(y, own) - c.meanOdds(x, own) - c.meanOdds(y, other); gain >= c.gap {
				c.moveRow(x, b)
				c.moveRow(y, a)
				swapped = true
			}
		}
	}
	return swapped
}

// wouldFit reports whether row x may be joined to the rows.
func (c *correlation) wouldFit(x int, rows []int) bool {
	_, best, bar := c.sumEvidence([]int{x}, rows)
	return !math.IsInf(best, -1) && c.mayJoin(best, bar)
}

// without returns the rows but x.
func without(rows []int, x int) []int {
	return slices.DeleteFunc(slices.Clone(rows), func(y int) bool { return y == x })
}
