package matchers

import "math"

// strayRows is how many rows a group may have at most to be attached to another by its best pair alone.
const strayRows = 3

// attachStrays joins a small group to the group that one of its rows matches well, although the sum of evidence between them
// is against it. A person who changed name and address is in a group with several rows of each state: a row that knows the
// old state matches those outright and disagrees with each of the new, and the sum counts every repetition of that
// disagreement as if it were news. The best pair is taken instead when nothing bars the two, no more pairs between them
// are vetoed than match by more than their home, and no third group comes within the gap of it.
//
// Every choice is made before any is carried out: a group never follows another through a row that has just been attached.
func (c *correlation) attachStrays() {
	home := make([]int, len(c.group))
	for a, rows := range c.group {
		home[a] = -1
		if len(rows) > 0 && len(rows) <= strayRows {
			home[a] = c.bestHome(a)
		}
	}
	for a, b := range home {
		// Two small groups must choose each other, or one row between two people would draw both together.
		if b >= 0 && len(c.group[b]) <= strayRows && home[b] != a {
			home[a] = -1
		}
	}
	for a, b := range home {
		if b < 0 || len(c.group[b]) == 0 {
			continue // or the other has been attached to this one
		}
		c.moveGroup(a, b)
	}
}

// bestHome returns the group that group a matches best by a pair, negative when nothing is likely enough, something bars it,
// or another group is about as likely.
func (c *correlation) bestHome(a int) int {
	home, best, second := -1, math.Inf(-1), math.Inf(-1)
	for b, rows := range c.group {
		if b == a || len(rows) == 0 {
			continue
		}
		_, odds, _ := c.sumEvidence(c.group[a], rows)
		switch {
		case odds > best:
			home, best, second = b, odds, best
		case odds > second:
			second = odds
		}
	}
	if home < 0 || best < c.link || best-second < c.gap || !c.mayAttach(c.group[a], c.group[home]) {
		return -1
	}
	return home
}

// mayAttach reports whether nothing makes the rows of two groups different people, and as many pairs match, by a forename or an
// identifier too, as are vetoed.
func (c *correlation) mayAttach(a, b []int) bool {
	n := len(c.rows)
	match, veto := 0, 0
	both := c.fill.haveAll(a) & c.fill.haveAll(b)
	for _, x := range a {
		for _, y := range b {
			bar := c.bar[x*n+y]
			switch {
			case bar&barConflict != 0 || c.fixed[x] && c.fixed[y]:
				return false
			case bar&barVeto != 0:
				veto++
			case bar&barNameless == 0 && c.oddsBetween(x, y, a, b, both) >= c.link:
				match++
			}
		}
	}
	return match > 0 && match >= veto
}
