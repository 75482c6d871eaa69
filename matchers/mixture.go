package matchers

// What is believed before anything is learnt, in pairs: a register of a few hundred rows still gives a sane model, and a
// few thousand pairs outweigh it.
const (
	believedPairs  = 10.0   // behind the M and H of each comparison
	believedChance = 1000.0 // behind U, of which millions of pairs are seen
)

// What no clean file may teach the model never to happen: any field may be wrong (sex and date of birth are in about one
// hospital record in a thousand), and identifiers are copied between brothers and sisters, swapped between twins, and
// issued twice.
const (
	leastDiffer = .001 // share of matches that differ entirely in a comparison, at least; twice that for identifiers
	leastShared = .001 // share of pairs of one household with one identifier, at least
	mostShared  = .02  // and at most: more are one person under two names
	// mostApart is the share of pairs of one household that differ entirely in what a household shares, at most. Without it
	// the class creeps over to unrelated families of one surname.
	mostApart = .2
	// mostFar is the share of matches with dates of birth a generation apart, at most, where there are households. Without it the
	// matches take father and son of one name at one address, who differ in nothing else.
	mostFar = .002
	// mostNamesakes is the share of pairs of one household with one forename, at most, where births are held to chance.
	mostNamesakes = .02
)

// mixture is the model while it is fitted.
type mixture struct {
	spec       Spec
	households bool
	// birthsByChance holds H to people who have neither forename nor birth in common but by chance.
	birthsByChance bool
	theta          [classes][][]float64 // by class, comparison and level
	chance         [][]float64          // U as drawn, matches and households still among it
	namesakes      float64
	lambda         [classes]float64
	blocked        [][classes]float64 // share of each class among the pairs of each rule
	apart          [][classes]float64 // and among those of them known not to be matches
	days           birthdays
	round          int
	withinOnly     bool        // H is learnt from pairs within files alone
	total          float64     // pairs there are
	told           float64     // of the pairs of two people that a veto's other rows may tell apart, the share that they do
	seen           [][]float64 // expected matches at each level in the last round
}

// newMixture returns the mixture from which fitting starts: M and U as believed, H like U but for what households share.
// Fitting must start here and never at random: other optima with a higher likelihood divide the matches in two.
func newMixture(spec Spec, chance []cell, n, total float64, households bool) *mixture {
	x := &mixture{spec: spec, households: households, namesakes: .01, total: max(total, 1), days: newBirthdays(spec)}
	x.chance = learnChance(spec, chance)
	for k, c := range spec.Comparisons {
		levels := c.Levels()
		m, h := make([]float64, len(levels)), append([]float64(nil), x.chance[k]...)
		for g, l := range levels {
			m[g] = l.M
			if c.Shared {
				h[g] = .2 / float64(len(levels)-1)
			}
		}
		if c.Shared {
			h[c.exactLevel()] = .8
		}
		c.normaliseLevels(m)
		x.theta[classM] = append(x.theta[classM], m)
		x.theta[classH] = append(x.theta[classH], h)
		x.theta[classU] = append(x.theta[classU], append([]float64(nil), x.chance[k]...))
	}
	x.lambda = [classes]float64{min(.5*n/x.total, .4), min(n/x.total, .4), 0}
	if !households {
		x.lambda[classH] = 0
	}
	x.lambda[classU] = 1 - x.lambda[classM] - x.lambda[classH]
	return x
}

// learnChance returns U of every comparison from random pairs.
func learnChance(spec Spec, random []cell) [][]float64 {
	out := make([][]float64, len(spec.Comparisons))
	for k, c := range spec.Comparisons {
		u := make([]float64, len(c.Levels()))
		for g, l := range c.Levels() {
			u[g] = l.U * believedChance
			if g >= c.levelGroups()[0].to { // such pairs are rare, and their chance is what is to be learnt
				u[g] = l.M * believedPairs
			}
		}
		for _, cell := range random {
			if g := cell.vector.At(k); g >= 0 {
				u[g] += cell.n
			}
		}
		c.normaliseLevels(u)
		for g := range u {
			u[g] = max(u[g], leastChance)
		}
		c.normaliseLevels(u)
		out[k] = u
	}
	return out
}

// normaliseLevels scales the probabilities of a comparison's levels to add up to 1.
func (c Comparison) normaliseLevels(p []float64) {
	for _, g := range c.levelGroups() {
		normaliseGroup(p[g.from:g.to])
	}
}

// normaliseGroup scales p to add up to 1.
func normaliseGroup(p []float64) {
	sum := 0.0
	for _, v := range p {
		sum += v
	}
	for k := range p {
		p[k] /= sum
	}
}

// weighVector returns the joint probability of each class and the levels of v, given the shares of the classes.
func (x *mixture) weighVector(v Vector, share [classes]float64) [classes]float64 {
	for k := range x.spec.Comparisons {
		g := v.At(k)
		if g < 0 {
			continue
		}
		for c := range classes {
			share[c] *= x.theta[c][k][g]
		}
	}
	if k := x.days.personal; x.days.isShared(v) && v.At(k) >= 0 {
		share[classH] *= withoutNamesakes(x.namesakes, x.theta[classM][k][v.At(k)], x.theta[classU][k][v.At(k)])
	}
	return share
}

// posteriorOf returns the probability of each class given the levels of v.
func (x *mixture) posteriorOf(v Vector, share [classes]float64) [classes]float64 {
	w := x.weighVector(v, share)
	sum := w[classM] + w[classH] + w[classU]
	if sum <= 0 {
		return [classes]float64{classU: 1}
	}
	for c := range w {
		w[c] /= sum
	}
	return w
}

// mostTold is the share of the pairs of two people that other rows tell apart, at most.
const mostTold = .9

// leastTold is the share of the rows that could tell people apart from which it says something that they do not. Where a whole file lacks the
// birthday its people stand alone in the others, and would pass for misspelt matches.
const leastTold = .9

// withoutTold returns the shares of the classes of a pair that would be told apart, were it of two people, oftener than not.
func (x *mixture) withoutTold(shares [classes]float64, v Vector, when matcher) [classes]float64 {
	if x.told > 0 && when != nil && when.allHold(v) {
		shares[classH] *= 1 - x.told
		shares[classU] *= 1 - x.told
	}
	return shares
}

// learnTold learns how many of the pairs of two people that meet the veto's conditions other rows tell apart.
func (x *mixture) learnTold(o *observed) {
	x.told = 0
	if !x.foundHouseholds() || o.mayBeTold < leastTold {
		return
	}
	when, told, left := x.spec.notTold(0), 0.0, 0.0
	for _, cell := range o.unionTold {
		if when != nil && when.allHold(cell.vector) {
			told += cell.n
		}
	}
	for _, cell := range o.union {
		if when != nil && when.allHold(cell.vector) {
			left += cell.n * (1 - x.posteriorOf(cell.vector, x.withoutTold(x.lambda, cell.vector, when))[classM])
		}
	}
	x.told = min(told/(told+left+believedPairs), mostTold)
}
