package matchers

import "math"

// tolerance is the change in one round of what is believed of matches, M and the share of λ, below which fitting has
// converged. What tells households from unrelated people creeps on for hundreds of rounds where little does; links were the
// same after 25 rounds as after 300.
const tolerance = 2e-4

// leastRounds are run in any case.
const leastRounds = 25

// fitMixture runs expectation–maximisation until matches move by no more than tolerance, at most so many rounds, and returns the
// rounds run and whether it converged.
//
// The likelihood is a composite of one mixture per blocking rule over the comparisons that the rule does not rest on, with
// the shares of the classes free for each rule and the probabilities of levels common to all. What is learnt of a
// comparison then never comes from pairs that were chosen to agree on it. What errors have to do with each other is seen in all pairs
// together, to which it is fitted last (fitWhole).
func (x *mixture) fitMixture(o *observed, rounds int) (int, bool) {
	x.startShares(len(o.rules))
	f := fitting{mixture: x, seen: o, rounds: rounds}
	settled := f.settle()
	if !x.foundHouseholds() {
		x.fitWhole(o)
	}
	return f.round, settled
}

// startShares gives each rule the shares that its classes would have were all its keys to agree.
func (x *mixture) startShares(rules int) {
	x.blocked, x.apart = make([][classes]float64, rules), make([][classes]float64, rules)
	for r := range x.blocked {
		mask := x.spec.restsOn(x.spec.Blocking[r])
		s := x.lambda
		for k, c := range x.spec.Comparisons {
			if mask&bitsOf(k) == 0 {
				continue
			}
			for class := range classes {
				s[class] *= x.theta[class][k][c.exactLevel()]
			}
		}
		normaliseGroup(s[:])
		x.blocked[r] = s
		s[classM] = 0
		normaliseGroup(s[:])
		x.apart[r] = s
	}
}

// fitRound is one round of expectation and maximisation; it returns the greatest change of M or of the share of λ of matches.
func (x *mixture) fitRound(o *observed) float64 {
	sums, within := x.believedTally(), x.believedTally()
	for r, cells := range o.apart {
		x.expectClasses(&x.apart[r], within, cells, nil, nil)
	}
	for r, cells := range o.rules {
		x.expectClasses(&x.blocked[r], sums, cells, o.toldOf(r), x.spec.notTold(x.spec.restsOn(x.spec.Blocking[r])))
		x.countUnrelated(r, o)
	}
	x.takeWithin(sums, within, o.twoFiles)
	x.learnLabels(o.labels, sums)
	x.namesakes = sums.same / sums.of
	if x.birthsByChance {
		x.namesakes = min(x.namesakes, mostNamesakes)
	}
	change := x.maximiseLikelihood(sums)
	before := x.lambda[classM]
	x.learnPrior(o)
	x.purifyChance()
	return max(change, math.Abs(x.lambda[classM]/before-1))
}

// expectClasses adds the expected classes of cells to sums and learns the shares of the classes among them. A share of 0 stays.
// Those told apart are no matches where there are households.
func (x *mixture) expectClasses(shares *[classes]float64, sums *tally, cells, told []cell, when matcher) {
	var share [classes]float64
	total := 0.0
	take := func(cells []cell, shares [classes]float64, when matcher) {
		for _, cell := range cells {
			w := x.posteriorOf(cell.vector, x.withoutTold(shares, cell.vector, when))
			for c := range w {
				w[c] *= cell.n
				share[c] += w[c]
			}
			total += cell.n
			sums.add(cell.vector, w)
			a, b := x.namesakesIn(cell.vector, w[classH])
			sums.same, sums.of = sums.same+a, sums.of+b
		}
	}
	take(cells, *shares, when)
	take(told, x.toldShares(*shares), nil)
	if total == 0 {
		return
	}
	for c := range share { // one pair's worth of what was believed at the start keeps every class alive
		share[c] = (share[c] + shares[c]) / (total + 1)
	}
	*shares = share
}

// toldShares are the shares of the classes among pairs that other rows tell apart.
func (x *mixture) toldShares(shares [classes]float64) [classes]float64 {
	if x.foundHouseholds() {
		shares[classM] = 0
	}
	return shares
}

// namesakesIn returns the pairs of one household in w that have the same forename beyond chance, and those that have
// forenames at all, of another birthday.
func (x *mixture) namesakesIn(v Vector, w float64) (same, of float64) {
	if x.days.isShared(v) {
		return 0, 0
	}
	for k, c := range x.spec.Comparisons {
		if !c.Personal || v.At(k) < 0 {
			continue
		}
		g := v.At(k)
		return w * (1 - withoutNamesakes(x.namesakes, x.theta[classM][k][g], x.theta[classU][k][g])), w
	}
	return 0, 0
}

// tally adds up the pairs of M and H at each level.
type tally struct {
	at       [2][][]float64
	same, of float64 // pairs of one household with one forename beyond chance, and those with forenames at all
}

// takeWithin adds up what was seen across two files and within them. Within a file that holds nobody twice no match can pass for
// two of one household, as a namesake or a name in another order does elsewhere: where such pairs are enough, H is theirs alone.
func (x *mixture) takeWithin(sums, within *tally, twoFiles bool) {
	x.round++
	if x.round == decideWithin {
		x.withinOnly = twoFiles && within.of >= leastMatches && within.of >= leastWithin*sums.of
	}
	if x.withinOnly {
		sums.at[classH], sums.same, sums.of = within.at[classH], within.same, within.of
		return
	}
	believed := x.believedTally()
	for k, levels := range sums.at[classH] {
		for g := range levels {
			levels[g] += within.at[classH][k][g] - believed.at[classH][k][g]
		}
	}
	sums.same, sums.of = sums.same+within.same-believed.same, sums.of+within.of-believed.of
}

// The round in which it is settled whether pairs within files teach H alone, and the share of what all pairs teach that they must
// bring: fewer are the households of another kind of file.
const (
	decideWithin = 5
	leastWithin  = .1
)

// believedTally returns the tally with what is believed before anything is learnt.
func (x *mixture) believedTally() *tally {
	t := tally{same: .01 * believedPairs, of: believedPairs}
	for k, c := range x.spec.Comparisons {
		levels := c.Levels()
		m, h := make([]float64, len(levels)), make([]float64, len(levels))
		for g, l := range levels {
			m[g] = .5 + believedPairs*l.M
			h[g] = .5 + believedPairs*x.chance[k][g]
			if c.Shared {
				h[g] = .5
			}
		}
		t.at[classM], t.at[classH] = append(t.at[classM], m), append(t.at[classH], h)
	}
	return &t
}

// add counts a vector's weights.
func (t *tally) add(v Vector, w [classes]float64) {
	for k := range t.at[classM] {
		if g := v.At(k); g >= 0 {
			t.at[classM][k][g] += w[classM]
			t.at[classH][k][g] += w[classH]
		}
	}
}

// maximiseLikelihood sets M and H from a tally and returns the greatest change of M.
func (x *mixture) maximiseLikelihood(t *tally) float64 {
	change := 0.0
	x.seen = t.at[classM]
	for k, c := range x.spec.Comparisons {
		m, h := append([]float64(nil), t.at[classM][k]...), t.at[classH][k]
		c.normaliseLevels(m)
		c.normaliseLevels(h)
		for _, g := range c.levelGroups() {
			atLeast(m[g.from:g.to], 0, leastDiffer)
		}
		if c.Personal {
			x.setPersonal(h, m, x.theta[classU][k])
		}
		if c.Shared {
			atMost(h, 0, mostApart)
		}
		if c.Measure == MeasureDate && x.foundHouseholds() {
			atMost(m, int(dateFar), mostFar)
		}
		if c.Measure == MeasureDate && x.birthsByChance {
			copy(h, x.theta[classU][k])
		}
		if c.Measure == MeasureIdentifier {
			atLeast(m, 0, 2*leastDiffer)
			atLeast(h, int(identifierSame), leastShared)
			atMost(h, int(identifierSame), mostShared)
		}
		change = max(change, greatestChange(m, x.theta[classM][k]))
		x.theta[classM][k], x.theta[classH][k] = m, h
	}
	return change
}

// foundHouseholds reports whether there is a pair of one household for every hundred matches, by what is believed now.
func (x *mixture) foundHouseholds() bool {
	return x.households && x.lambda[classH] > .01*x.lambda[classM]
}

// setPersonal sets H of a comparison on which people of one household agree by chance, but for namesakes, whose one name is written as
// well and as badly as anybody's.
func (x *mixture) setPersonal(h, m, chance []float64) {
	for g, u := range chance {
		h[g] = (1-x.namesakes)*u + x.namesakes*m[g]
	}
}

// atLeast raises p[g] to a least value and scales the others.
func atLeast(p []float64, g int, least float64) { setLevel(p, g, max(p[g], least)) }

// atMost lowers p[g] to a greatest value and scales the others.
func atMost(p []float64, g int, most float64) { setLevel(p, g, min(p[g], most)) }

// setLevel gives p[g] a value and scales the others.
func setLevel(p []float64, g int, value float64) {
	if p[g] == value {
		return
	}
	scale := (1 - value) / (1 - p[g])
	for k := range p {
		p[k] *= scale
	}
	p[g] = value
}

// learnPrior sets λ from the posteriors of all pairs that any rule makes: the rest are unrelated.
func (x *mixture) learnPrior(o *observed) {
	var sum [classes]float64
	x.learnTold(o)
	add := func(cells []cell, shares [classes]float64, when matcher) {
		for _, cell := range cells {
			w := x.posteriorOf(cell.vector, x.withoutTold(shares, cell.vector, when))
			for c := range w {
				sum[c] += cell.n * w[c]
			}
		}
	}
	add(o.union, x.lambda, x.spec.notTold(0))
	add(o.unionTold, x.toldShares(x.lambda), nil)
	least := .5 / x.total
	x.lambda[classM] = min(max(sum[classM]/x.total, least), .5)
	x.lambda[classH] = 0
	if x.households {
		x.lambda[classH] = min(max(sum[classH]/x.total, least), .4)
	}
	x.lambda[classU] = 1 - x.lambda[classM] - x.lambda[classH]
}

// purifyChance takes the matches and households among random pairs out of U. They hardly matter among millions of rows; in a
// small register most random pairs with one identifier are one person.
func (x *mixture) purifyChance() {
	for k := range x.spec.Comparisons {
		u := x.theta[classU][k]
		for g := range u {
			foreign := x.lambda[classM]*x.theta[classM][k][g] + x.lambda[classH]*x.theta[classH][k][g]
			u[g] = max(leastChance, x.chance[k][g]-foreign)
		}
		x.spec.Comparisons[k].normaliseLevels(u)
	}
}

// greatestChange returns the greatest difference of two lists.
func greatestChange(a, b []float64) float64 {
	far := 0.0
	for k := range a {
		far = max(far, math.Abs(a[k]-b[k]))
	}
	return far
}

// learnLabels adds labelled pairs to the sums: as a match or, when they are not, as far as they are of one household. Labels are
// chosen and no fair sample of pairs, so that shares and λ learn nothing from them.
func (x *mixture) learnLabels(labels []label, sums *tally) {
	for _, l := range labels {
		w := [classes]float64{classM: 1}
		if !l.same {
			apart := x.lambda
			apart[classM] = 0
			w = x.posteriorOf(l.vector, apart)
		}
		sums.add(l.vector, w)
	}
}
