package matchers

import (
	"cmp"
	"math"
	"slices"
)

// bounds say, of two packed rows, the most that the odds of a match can be, without measuring any value. Most pairs of a
// block are turned away by it: they could not reach the floor were every value that is yet to be measured to agree.
//
// Weights against unrelated people and against one household are added up apart; the odds of a match are below both.
type bounds struct {
	order []int // comparisons, the one that is expected to fall shortest of its most first
	slow  []int // those that are measured, the slowest last
	first []int
	maybe []bool // by comparison: it may be null after all, for the sake of another
	prior gain
	// What a comparison adds at most, less the most that it can add whatever is seen: every pair begins with the most of all.
	levels [][16]gain   // by comparison and what compareAtSight returns, plus one
	rare   [][16]gain   // by comparison and level as measured, plus one: on the rarest values
	values [][]gain     // by comparison with term frequencies and value: of agreement on it
	exact  []int8       // by comparison with term frequencies: the exact level; −1 without
	most   []gain       // by comparison: the most that it can add
	all    [2][256]gain // the most that comparisons add together, as bits, those of the lower byte and of the upper one
}

// gain is what a level adds to the natural logarithm of the odds of a match: against unrelated people, and against two people
// of one household.
type gain struct{ u, h float64 }

func (g gain) plus(x gain) gain { return gain{g.u + x.u, g.h + x.h} }
func (g gain) less(x gain) gain { return gain{g.u - x.u, g.h - x.h} }

// isBelow reports whether the odds that come of it are below a floor.
func (g gain) isBelow(floor float64) bool { return g.u < floor || g.h < floor }
func (g gain) most(x gain) gain           { return gain{max(g.u, x.u), max(g.h, x.h)} }

// newBounds prepares the bounds of a scorer.
func newBounds(s *scorer) *bounds {
	n := len(s.comparers)
	b := &bounds{first: s.first, levels: make([][16]gain, n), rare: make([][16]gain, n), exact: make([]int8, n), values: make([][]gain, n),
		most: make([]gain, n), maybe: make([]bool, n)}
	b.prior = gain{s.prior[classM] - s.prior[classU], s.prior[classM] - s.prior[classH]}
	for k := range s.comparers {
		b.exact[k] = -1
		b.maybe[k] = s.unless[k] != nil
		b.bindLevels(s, k)
	}
	b.addUp()
	b.orderComparisons(s)
	b.countFromMost()
	return b
}

// bindLevels finds what each level of comparison k can add at most.
func (b *bounds) bindLevels(s *scorer, k int) {
	c := s.model.Spec.Comparisons[k]
	exact, levels := c.exactLevel(), c.baseLevels()
	least := gain{math.Inf(-1), math.Inf(-1)}
	below, free, any := least, least, gain{}
	for g, l := range c.Levels() {
		x := gain{s.theta[classM][k][g] - s.theta[classU][k][g], s.theta[classM][k][g] - s.theta[classH][k][g]}
		if k == s.days.personal && s.days.exact >= 0 { // a pair of one birthday is none of namesakes
			x.h -= lnWithoutNamesakes(s.model.Namesakes, math.Exp(s.theta[classM][k][g]), math.Exp(s.theta[classU][k][g]))
			x.h -= s.days.lnTwinsAt(g)
		}
		var doubt gain // a pair that no other rows tell apart
		if k == s.days.personal {
			doubt = gain{-s.lnTold, -s.lnTold}
		}
		b.levels[k][g+1] = x.plus(doubt)
		if s.terms[k] != nil && g > 0 {
			x = x.most(s.gainOfRarest(k, g))
		}
		x = x.plus(doubt)
		any = any.most(x)
		b.rare[k][g+1] = x
		if g >= len(levels) { // of pairs that meet the comparison's Given
			b.levels[k][g-len(levels)+1] = b.levels[k][g-len(levels)+1].most(x)
			b.rare[k][g-len(levels)+1] = b.rare[k][g-len(levels)+1].most(x)
			below = below.most(x)
			continue
		}
		if g < exact {
			below = below.most(x)
		}
		if l.Free {
			free = free.most(x)
		}
	}
	b.levels[k][open+1], b.levels[k][openFree+1], b.levels[k][openAny+1] = below, below.most(free), any
	if s.terms[k] == nil {
		return
	}
	b.exact[k] = int8(exact)
	for _, f := range s.terms[k].exact {
		b.values[k] = append(b.values[k], s.gainOfAgreement(k, exact, f))
	}
}

// gainOfAgreement is what agreement at level g adds when chance is the natural logarithm of how often unrelated rows agree so.
func (s *scorer) gainOfAgreement(k, g int, chance float64) gain {
	x := gain{u: s.theta[classM][k][g] - chance, h: s.theta[classM][k][g] - s.theta[classH][k][g]}
	c := s.model.Spec.Comparisons[k]
	if !c.Personal {
		return x
	}
	h := (1 - s.model.Namesakes) * math.Exp(chance)
	if s.days.exact < 0 { // a pair of one birthday is none of namesakes
		h += s.model.Namesakes * math.Exp(s.theta[classM][k][g])
	}
	x.h = s.theta[classM][k][g] - math.Log(h) - s.days.lnTwinsAt(g)
	return x
}

// gainOfRarest is what agreement at level g on the rarest values adds.
func (s *scorer) gainOfRarest(k, g int) gain {
	f := s.terms[k]
	least := max(f.tail*f.u[g], leastChance)
	if g == s.model.Spec.Comparisons[k].exactLevel() {
		least = max(1/max(f.all, 1), leastChance)
	}
	return s.gainOfAgreement(k, g, math.Log(least))
}

// addUp adds up the most that comparisons can add together.
func (b *bounds) addUp() {
	for k := range b.levels {
		b.most[k] = b.levels[k][openAny+1].most(gain{}) // a comparison may be null
	}
	for half := range b.all {
		for said := range b.all[half] {
			for k := 8 * half; k < min(8*half+8, len(b.most)); k++ {
				if said>>(k%8)&1 != 0 {
					b.all[half][said] = b.all[half][said].plus(b.most[k])
				}
			}
		}
	}
}

// orderComparisons puts first what unrelated people can be expected to fall shortest in: most pairs are theirs. Of what is measured
// forenames come last, which take longest.
func (b *bounds) orderComparisons(s *scorer) {
	short := make([]float64, len(b.levels))
	for k := range b.levels {
		b.order = append(b.order, k)
		for g, u := range s.theta[classU][k] {
			short[k] += math.Exp(u) * (b.most[k].u - b.rare[k][g+1].u)
		}
	}
	slices.SortStableFunc(b.order, func(x, y int) int { return cmp.Compare(short[y], short[x]) })
	b.slow = slices.Clone(b.order)
	slices.SortStableFunc(b.slow, func(x, y int) int {
		if s.personal[x] == s.personal[y] {
			return 0
		} else if s.personal[x] {
			return 1
		}
		return -1
	})
}

// mayReach reports whether the odds of two packed rows may come up to the floor; then they have been looked at, and what had to be was
// measured. Rounding may let a pair through that does not; the score decides.
func (s *scorer) mayReach(x, y []uint32, floor float64) bool {
	b := s.bounds
	floor -= 1e-6
	said := x[rowSaid] & y[rowSaid]
	sum := b.prior.plus(b.all[0][said&255]).plus(b.all[1][said>>8&255])
	if sum.isBelow(floor) {
		return false
	}
	s.measured = 0
	unknown := uint32(0)
	for _, k := range b.order {
		if s.seen[k] = -1; said>>k&1 == 0 {
			continue
		}
		g := s.comparers[k].compareAtSight(x, y)
		s.seen[k] = g
		add := &b.levels[k][g+1]
		if g == b.exact[k] && g >= 0 {
			if w := x[b.first[k]]; w == y[b.first[k]] {
				add = &b.values[k][w]
			}
		} else if g >= open {
			unknown |= 1 << k
		}
		if sum = sum.plus(*add); sum.isBelow(floor) {
			return false
		}
	}
	if unknown == 0 {
		return true
	}
	for _, k := range b.slow {
		if unknown>>k&1 == 0 {
			continue
		}
		sum = sum.less(b.levels[k][s.seen[k]+1])
		if sum = sum.plus(b.rare[k][s.measure(k, x, y)+1]); sum.isBelow(floor) {
			return false
		}
	}
	return true
}

// countFromMost counts what levels add from the most that their comparison can add, which may be null after all.
func (b *bounds) countFromMost() {
	count := func(k int, gains []gain) {
		for g, add := range gains {
			if b.maybe[k] {
				add = add.most(gain{})
			}
			gains[g] = add.less(b.most[k])
		}
	}
	for k := range b.levels {
		count(k, b.levels[k][:])
		count(k, b.rare[k][:])
		count(k, b.values[k])
	}
}
