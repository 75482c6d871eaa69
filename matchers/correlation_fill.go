package matchers

import "math"

// What a row lacks its mates say: a row without a date of birth that stands with the rows of one child is no bridge to the rows of
// another, of another birthday, although it says nothing against them itself.

// filling is what the rows of a component have and lack, and how their pairs compare.
type filling struct {
	s       *scorer
	vectors []Vector           // of each pair of rows: n × n
	classes [][classes]float64 // likewise, of those that were scored; the lesser row first
	has     []uint32           // of each row: the comparisons in which it has a value
}

// takeRows takes the rows of a component.
func (f *filling) takeRows(rows []int32) {
	n := len(rows)
	f.vectors, f.classes, f.has = zeroed(f.vectors, n*n), zeroed(f.classes, n*n), zeroed(f.has, n)
	for x, i := range rows {
		own := f.s.vectorOfRows(i, i)
		for k := range f.s.comparers {
			if own.At(k) >= 0 && !f.s.model.Spec.Comparisons[k].Shared { // a home may change
				f.has[x] |= 1 << k
			}
		}
	}
}

// classesOf returns what rows x and y weigh in each class. Few edges are asked for it, and none of a group that lacks nothing.
func (c *correlation) classesOf(x, y int) [classes]float64 {
	at := &c.fill.classes[min(x, y)*len(c.rows)+max(x, y)]
	if *at == ([classes]float64{}) {
		pair, _ := c.fill.s.scoreRows(c.rows[x], c.rows[y], math.Inf(-1))
		*at = pair.classes
	}
	return *at
}

// haveAll returns the comparisons in which some row of a group has a value.
func (f *filling) haveAll(group []int) (all uint32) {
	for _, x := range group {
		all |= f.has[x]
	}
	return all
}

// isWhole reports whether every row of a group has all that any of the group has.
func (f *filling) isWhole(group []int) bool {
	all := f.haveAll(group)
	for _, x := range group {
		if f.has[x] != all {
			return false
		}
	}
	return true
}

// fillPair returns the natural logarithm of the odds of rows x and y of groups a and b, of which one lacks some of what both groups have:
// there the rows of the groups that agree best speak against them, if they do; what they say for them they say themselves.
func (c *correlation) fillPair(x, y int, a, b []int, both uint32) float64 {
	w := c.classesOf(x, y)
	for k := range c.fill.s.theta[classM] {
		if lack := both &^ (c.fill.has[x] & c.fill.has[y]); lack>>k&1 == 0 {
			continue
		}
		if g := c.bestLevel(k, a, b); g >= 0 {
			for class := range w {
				w[class] += c.fill.s.theta[class][k][g]
			}
		}
	}
	return min(w[classM]-logSum(w[classH], w[classU]), c.odds[x*len(c.rows)+y])
}

// bestLevel returns the level of comparison k that speaks most for one person among the pairs of two groups, −1 for none.
func (c *correlation) bestLevel(k int, a, b []int) int8 {
	best, most := int8(-1), math.Inf(-1)
	for _, x := range a {
		for _, y := range b {
			g := c.fill.vectors[x*len(c.rows)+y].At(k)
			if g < 0 {
				continue
			}
			if gain := c.fill.s.theta[classM][k][g] - c.fill.s.theta[classU][k][g]; gain > most {
				best, most = g, gain
			}
		}
	}
	return best
}
