package matchers

import "math"

// strayRows is how many rows a group may have at most to be attached to another by its best pair alone.
const strayRows = 3

// attachStrays joins a small group to the group that one of its rows matches well, although the sum of evidence between them
// is against it. A person who changed name and address is in a group with several rows of each state: a row that knows the
// old state matches those outright and disagrees with each of the new, and the sum counts every repetition of that
// disagreement as if it were news. The best pair is taken instead when nothing bars the two, no more pairs between them
// are vetoed than match, and no third group comes within the gap of it.
func (c *correlation) attachStrays() {
	for {
		stray, to, most := -1, -1, c.link
		for a, rows := range c.group {
			if len(rows) == 0 || len(rows) > strayRows {
				continue
			}
			if b, best := c.bestHome(a); b >= 0 && best > most {
				stray, to, most = a, b, best
			}
		}
		if stray < 0 {
			return
		}
		for _, x := range c.group[stray] {
			c.of[x] = to
		}
		c.group[to] = append(c.group[to], c.group[stray]...)
		c.group[stray] = nil
	}
}

// bestHome returns the group that group a matches best, and the odds of the best pair between them; a negative group when
// nothing is likely enough, something bars it, or another group is about as likely.
func (c *correlation) bestHome(a int) (home int, best float64) {
	home, best = -1, math.Inf(-1)
	second := math.Inf(-1)
	for b, rows := range c.group {
		if b == a || len(rows) == 0 {
			continue
		}
		_, odds, _ := c.evidence(c.group[a], rows)
		switch {
		case odds > best:
			home, best, second = b, odds, best
		case odds > second:
			second = odds
		}
	}
	if home < 0 || best < c.link || best-second < c.gap || !c.mayAttach(c.group[a], c.group[home]) {
		return -1, math.Inf(-1)
	}
	return home, best
}

// mayAttach reports whether nothing makes the rows of two groups different people, and as many pairs match as are vetoed.
func (c *correlation) mayAttach(a, b []int) bool {
	n := len(c.rows)
	match, veto := 0, 0
	for _, x := range a {
		for _, y := range b {
			bar := c.bar[x*n+y]
			switch {
			case bar&barConflict != 0 || c.fixed[x] && c.fixed[y]:
				return false
			case bar&barVeto != 0:
				veto++
			case c.odds[x*n+y] >= c.link:
				match++
			}
		}
	}
	return match >= veto
}
