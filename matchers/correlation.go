package matchers

import (
	"math"
	"slices"
)

// What may stand between two rows, or two groups of rows.
const (
	barConflict   uint8 = 1 << iota // they cannot be one person
	barVeto                         // a veto holds
	barIdentifier                   // an identifier agrees and no veto holds: overrules a veto between other rows of the groups
	barNameless                     // neither a forename nor an identifier agrees: who it is stands in other rows
)

// correlation clusters the rows of one component (Bansal, Blum and Chawla, Correlation Clustering, 2004): it looks for the
// partition with the greatest sum of weights inside its groups, by joining the best two groups for as long as that helps. It belongs to
// one goroutine and takes one component after another into the same memory.
type correlation struct {
	t      *Table
	limits *constraints
	known  *edgeIndex
	rows   []int32
	link   float64 // natural logarithms of odds
	gap    float64

	odds  []float64 // of each pair of rows: n × n
	bar   []uint8   // between each pair of rows
	group [][]int   // places in rows, by group; a group that was joined to another is empty
	alone []int     // the groups of one row at first
	of    []int     // group of each row
	fixed []bool    // rows that a judgement holds in their group
	fill  filling

	sum, best []float64 // between each pair of groups
	between   []uint8
}

// newCorrelation returns one that has taken no component yet.
func newCorrelation(t *Table, s *scorer, limits *constraints, known *edgeIndex, o ResolveOptions) *correlation {
	return &correlation{t: t, limits: limits, known: known, link: logOdds(o.Link), gap: o.Gap * math.Ln2, fill: filling{s: s}}
}

// takeRows scores all pairs of the rows of a component and groups those judged the same.
func (c *correlation) takeRows(rows []int32) *correlation {
	n := len(rows)
	c.rows = rows
	c.odds, c.bar = zeroed(c.odds, n*n), zeroed(c.bar, n*n)
	c.fill.takeRows(rows)
	for y := range n {
		for x := range y {
			odds, vector, bar := c.weighPair(x, y)
			for _, at := range [2]int{x*n + y, y*n + x} {
				c.odds[at], c.bar[at], c.fill.vectors[at] = odds, bar, vector
			}
		}
	}
	c.startGroups()
	return c
}

// zeroed returns n zeros, in the memory of a list where there is room.
func zeroed[T any](list []T, n int) []T {
	list = slices.Grow(list[:0], n)[:n]
	clear(list)
	return list
}

// weighPair returns what two rows weigh and how they compare, scored anew when they are no edge, and what stands between them.
func (c *correlation) weighPair(x, y int) (odds float64, vector Vector, bar uint8) {
	s, i, j := c.fill.s, c.rows[x], c.rows[y]
	var apart bool
	if k := c.known.find(i, j); k >= 0 {
		odds, vector, apart = natsOf(c.known.e, k), c.known.e.Gamma[k], c.limits.edgeApart(c.known.e, k)
	} else {
		pair, _ := s.scoreRows(i, j, math.Inf(-1))
		odds, vector, apart = pair.logOdds, pair.vector, c.limits.mustBeApart(i, j)
		c.fill.classes[x*len(c.rows)+y] = pair.classes
	}
	if c.limits.same.find(i) == c.limits.same.find(j) {
		return clipPositive, vector, 0
	}
	veto := s.firstVeto(i, j, vector) >= 0
	if apart || s.model.Spec.forbidsDatasets(c.t.dataset[i], c.t.dataset[j]) {
		bar |= barConflict
	}
	switch {
	case veto:
		bar |= barVeto
	case s.sameIdentifier(vector):
		bar |= barIdentifier
	case !s.samePerson(vector):
		bar |= barNameless
	}
	return odds, vector, bar
}

// sameIdentifier reports whether an identifier agrees in a vector.
func (s *scorer) sameIdentifier(v Vector) bool {
	for k, c := range s.model.Spec.Comparisons {
		if c.Measure == MeasureIdentifier && v.At(k) == identifierSame {
			return true
		}
	}
	return false
}

// samePerson reports whether a comparison that is personal agrees more or less in a vector; it does where there is none, or where
// there are no households to be told apart by it.
func (s *scorer) samePerson(v Vector) bool {
	if !s.model.foundHouseholds() {
		return true
	}
	for k, c := range s.model.Spec.Comparisons {
		if c.Personal && v.At(k) <= 0 {
			return false
		}
	}
	return true
}

// startGroups makes one group of each set of rows judged the same and one of every other row.
func (c *correlation) startGroups() {
	n := len(c.rows)
	c.of, c.fixed, c.alone, c.group = zeroed(c.of, n), zeroed(c.fixed, n), zeroed(c.alone, n), c.group[:0]
	for x, i := range c.rows {
		c.fixed[x] = c.limits.decided[i]
		if g := c.groupJudged(x); g >= 0 {
			c.group[g], c.of[x] = append(c.group[g], x), g
			continue
		}
		c.alone[x], c.of[x] = x, len(c.group)
		c.group = append(c.group, c.alone[x:x+1:x+1])
	}
	c.sumGroups()
}

// groupJudged returns the group of the rows before row x that were judged the same, −1 without any.
func (c *correlation) groupJudged(x int) int {
	if !c.fixed[x] {
		return -1
	}
	for y := range x {
		if c.fixed[y] && c.limits.same.find(c.rows[y]) == c.limits.same.find(c.rows[x]) {
			return c.of[y]
		}
	}
	return -1
}

// sumGroups adds up what speaks for joining each two groups.
func (c *correlation) sumGroups() {
	k := len(c.group)
	c.sum, c.best, c.between = zeroed(c.sum, k*k), zeroed(c.best, k*k), zeroed(c.between, k*k)
	for a := range k {
		for b := range k {
			if a != b {
				c.sum[a*k+b], c.best[a*k+b], c.between[a*k+b] = c.sumEvidence(c.group[a], c.group[b])
			}
		}
	}
}

// sumEvidence adds up what speaks for joining two lists of rows.
func (c *correlation) sumEvidence(a, b []int) (sum, best float64, bar uint8) {
	n := len(c.rows)
	best = math.Inf(-1)
	both := c.fill.haveAll(a) & c.fill.haveAll(b)
	for _, x := range a {
		for _, y := range b {
			if x == y {
				continue
			}
			odds := c.oddsBetween(x, y, a, b, both)
			sum += min(max(odds, clipNegative), clipPositive)
			bar |= c.bar[x*n+y]
			if c.bar[x*n+y]&barVeto == 0 {
				best = max(best, odds)
			}
		}
	}
	return sum, best, bar
}

// oddsBetween returns the natural logarithm of the odds of rows x and y of two groups, which have values in the comparisons both.
func (c *correlation) oddsBetween(x, y int, a, b []int, both uint32) float64 {
	if at := x*len(c.rows) + y; both&^(c.fill.has[x]&c.fill.has[y]) == 0 || c.odds[at] == clipPositive {
		return c.odds[at]
	}
	return c.fillPair(x, y, a, b, both)
}

// mayJoin reports whether groups with such evidence may be joined.
func (c *correlation) mayJoin(best float64, bar uint8) bool {
	return best >= c.link && bar&barConflict == 0 && (bar&barVeto == 0 || bar&barIdentifier != 0)
}

// labelRows clusters the rows and writes, for each, the first row of its cluster. It reports whether some row might as well be in another,
// which the sizes of clusters can decide once they are known.
func (c *correlation) labelRows(labels []int32, sizes []float64) (torn bool) {
	c.joinBest()
	for range 10 {
		if moved := c.moveRows(); !c.swapRows() && !moved {
			break
		}
	}
	c.attachStrays()
	torn = c.settleTorn(sizes)
	c.releaseRivals()
	for _, g := range c.group {
		if len(g) == 0 {
			continue
		}
		first := c.rows[slices.Min(g)]
		for _, x := range g {
			labels[c.rows[x]] = first
		}
	}
	return torn
}

// joinBest joins the two groups with the greatest sum, again and again; of two as great, those with the better best pair.
func (c *correlation) joinBest() {
	k := len(c.group)
	for {
		bestA, bestB, most, surest := -1, -1, 0.0, math.Inf(-1)
		for a := range k {
			if len(c.group[a]) == 0 {
				continue
			}
			for b := a + 1; b < k; b++ {
				at := a*k + b
				if len(c.group[b]) > 0 && (c.sum[at] > most || c.sum[at] == most && most > 0 && c.best[at] > surest) && c.mayJoin(c.best[at], c.between[at]) {
					bestA, bestB, most, surest = a, b, c.sum[at], c.best[at]
				}
			}
		}
		if bestA < 0 {
			return
		}
		c.joinGroups(bestA, bestB)
	}
}

// joinGroups puts group b into group a.
func (c *correlation) joinGroups(a, b int) {
	k := len(c.group)
	c.moveGroup(b, a)
	whole := c.fill.isWhole(c.group[a])
	for g := range k {
		if g == a {
			continue
		}
		if whole && c.fill.isWhole(c.group[g]) {
			c.sum[a*k+g] += c.sum[b*k+g]
			c.best[a*k+g] = max(c.best[a*k+g], c.best[b*k+g])
			c.between[a*k+g] |= c.between[b*k+g]
		} else { // what the rows of one lack the others may say now
			c.sum[a*k+g], c.best[a*k+g], c.between[a*k+g] = c.sumEvidence(c.group[a], c.group[g])
		}
		c.sum[g*k+a], c.best[g*k+a], c.between[g*k+a] = c.sum[a*k+g], c.best[a*k+g], c.between[a*k+g]
	}
}

// moveGroup puts the rows of group a into group b.
func (c *correlation) moveGroup(a, b int) {
	for _, x := range c.group[a] {
		c.of[x] = b
	}
	c.group[b] = append(c.group[b], c.group[a]...)
	c.group[a] = nil
}

// moveRows moves each row to the group that wants it most, when its own wants it less and holds no better match for it, and
// reports whether any moved. Greedy joining is led astray by the first pair it takes; this undoes it. The sum alone does not
// move a row: two rows of a twin with a middle name in common would outvote one that agrees entirely.
func (c *correlation) moveRows() bool {
	moved := false
	for x := range c.rows {
		own := c.group[c.of[x]]
		if c.fixed[x] || len(own) < 2 {
			continue
		}
		stay, match, _ := c.sumEvidence([]int{x}, own)
		to, most := -1, max(stay, 0)
		for g, rows := range c.group {
			if g == c.of[x] || len(rows) == 0 {
				continue
			}
			sum, best, bar := c.sumEvidence([]int{x}, rows)
			if sum > most+1e-9 && (best >= match || stay < 0) && c.mayJoin(best, bar) {
				to, most = g, sum
			}
		}
		if to >= 0 || stay < 0 {
			c.moveRow(x, to)
			moved = true
		}
	}
	return moved
}

// moveRow puts row x into group g, or into a group of its own when g is negative.
func (c *correlation) moveRow(x, g int) {
	own := c.of[x]
	c.group[own] = slices.DeleteFunc(c.group[own], func(y int) bool { return y == x })
	if g < 0 {
		g = len(c.group)
		c.group = append(c.group, nil)
	}
	c.group[g] = append(c.group[g], x)
	c.of[x] = g
}

// releaseRivals takes out each row that is about as likely in another group that cannot be the same person as its own: a
// record with an initial only, between twins. A person must say whose it is. A row that is clearly likelier there moves.
func (c *correlation) releaseRivals() {
	for x := range c.rows {
		own := without(c.group[c.of[x]], x)
		if c.fixed[x] || len(own) == 0 {
			continue
		}
		_, stay, bar := c.sumEvidence([]int{x}, own)
		if bar&barIdentifier != 0 {
			continue
		}
		rival, most := -1, math.Inf(-1)
		for g, rows := range c.group {
			if g == c.of[x] || len(rows) == 0 {
				continue
			}
			_, best, bar := c.sumEvidence([]int{x}, rows)
			if !c.mayJoin(best, bar) || best <= most || stay-best >= c.gap {
				continue
			}
			if _, between, bar := c.sumEvidence(own, rows); !c.mayJoin(max(between, c.link), bar) {
				rival, most = g, best
			}
		}
		switch {
		case rival < 0:
		case most-stay >= c.gap:
			c.moveRow(x, rival)
		default:
			c.moveRow(x, -1)
		}
	}
}
