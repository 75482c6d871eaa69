package matchers

import "math"

// bounds say, of two packed rows, the most that the odds of a match can be, without measuring any value. Most pairs of a
// block are turned away by it: they could not reach the floor were every value that is yet to be measured to agree.
//
// Weights against unrelated people and against one household are added up apart; the odds of a match are below both.
type bounds struct {
	order  []int // comparisons, the one that can add most first
	first  []int
	prior  gain
	levels [][16]gain // by comparison and what compareAtSight returns, plus one
	exact  []int8     // by comparison with term frequencies: the exact level; −1 without
	values [][]gain   // by comparison with term frequencies and value: of agreement on it
	rest   []gain     // by place in order: the most that the comparisons after it can add
	maybe  []bool     // by comparison: it may be null after all, for the sake of another
}

// gain is what a level adds to the natural logarithm of the odds of a match: against unrelated people, and against two people
// of one household.
type gain struct{ u, h float64 }

func (g gain) plus(x gain) gain { return gain{g.u + x.u, g.h + x.h} }
func (g gain) most(x gain) gain { return gain{max(g.u, x.u), max(g.h, x.h)} }

// newBounds prepares the bounds of a scorer.
func newBounds(s *scorer) *bounds {
	n := len(s.comparers)
	b := &bounds{first: s.first, levels: make([][16]gain, n), exact: make([]int8, n), values: make([][]gain, n),
		rest: make([]gain, n), maybe: make([]bool, n)}
	b.prior = gain{s.prior[classM] - s.prior[classU], s.prior[classM] - s.prior[classH]}
	for k := range s.comparers {
		b.exact[k] = -1
		b.maybe[k] = s.unless[k] != nil
		b.bindLevels(s, k)
	}
	b.orderComparisons()
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
		if g >= len(levels) { // of pairs that meet the comparison's Given
			b.levels[k][g-len(levels)+1] = b.levels[k][g-len(levels)+1].most(x)
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

// orderComparisons orders the comparisons, and adds up what is to come.
func (b *bounds) orderComparisons() {
	best := make([]gain, len(b.levels))
	for k := range b.levels {
		best[k] = b.levels[k][openAny+1].most(gain{}) // a comparison may be null
		b.order = append(b.order, k)
	}
	for x := range b.order {
		for y := x; y > 0 && best[b.order[y]].u > best[b.order[y-1]].u; y-- {
			b.order[y], b.order[y-1] = b.order[y-1], b.order[y]
		}
	}
	for x := len(b.order) - 2; x >= 0; x-- {
		b.rest[x] = b.rest[x+1].plus(best[b.order[x+1]])
	}
}

// mayReach reports whether the odds of two packed rows may come up to the floor; then they have been looked at. Rounding may let a
// pair through that does not; the score decides.
func (s *scorer) mayReach(x, y []uint32, floor float64) bool {
	b := s.bounds
	sum := b.prior
	floor -= 1e-6
	for at, k := range b.order {
		g := s.comparers[k].compareAtSight(x, y)
		s.seen[k] = g
		add := b.levels[k][g+1]
		if g == b.exact[k] && g >= 0 {
			if w := x[b.first[k]]; w == y[b.first[k]] {
				add = b.values[k][w]
			}
		}
		if b.maybe[k] {
			add = add.most(gain{})
		}
		sum.u += add.u
		sum.h += add.h
		rest := &b.rest[at]
		if sum.u+rest.u < floor || sum.h+rest.h < floor {
			return false
		}
	}
	return true
}
