package matchers

import (
	"math"
	"slices"
)

// What a fit to all rules together may change, and how long it may take.
const (
	wholeRounds = 100
	mostMoved   = 1.5 // times as many matches as before, either way
	leastHidden = .25 // of the matches, that agree in a comparison and that the rules did not show, at least
)

// fitWhole learns M once more, from the pairs of all rules together, those that none brings together being no matches.
//
// A rule that joins by surname and birth shows of matches only those whose surname and birth are right. Where errors are one to a record,
// each of them has its error elsewhere: M of a forename that agrees is then learnt as .16 and is .67. All pairs together are chosen by
// nothing but that some rule brings them together, which hardly any match fails. But rules choose pairs of unrelated people who are alike,
// so that what is learnt here may be led astray where little is compared: the rules' own fit is where it starts, H stays as the rules found
// it, and it is taken where it shows matches that the rules hid, and leaves their number about as it was. Where there are households
// it is not asked: M would take namesakes of one home, of other birthdays.
func (x *mixture) fitWhole(o *observed) {
	from := x.snapshot()
	for range wholeRounds {
		sums := x.believedTally()
		x.expectWhole(sums, o.union, x.lambda)
		x.expectWhole(sums, o.unionTold, x.toldShares(x.lambda))
		x.learnLabels(o.labels, sums)
		households := slices.Clone(x.theta[classH])
		change := x.maximiseLikelihood(sums)
		x.theta[classH] = households
		before := x.lambda[classM]
		x.learnPrior(o)
		x.purifyChance()
		if max(change, math.Abs(x.lambda[classM]/before-1)) < tolerance {
			break
		}
	}
	if !x.showsHidden(from) || hasMoved(from.lambda[classM], x.lambda[classM]) || x.findAilment() != "" {
		from.restore(x)
	}
}

// showsHidden reports whether far more matches agree entirely in some comparison than an earlier fit said.
func (x *mixture) showsHidden(before fitted) bool {
	for k, c := range x.spec.Comparisons {
		if exact := c.exactLevel(); x.theta[classM][k][exact] > before.theta[classM][k][exact]+leastHidden {
			return true
		}
	}
	return false
}

// expectWhole adds the expected classes of cells to sums, given the shares of the classes among all pairs.
func (x *mixture) expectWhole(sums *tally, cells []cell, shares [classes]float64) {
	for _, cell := range cells {
		w := x.posteriorOf(cell.vector, shares)
		for c := range w {
			w[c] *= cell.n
		}
		sums.add(cell.vector, w)
	}
}

// hasMoved reports whether a share became much greater or smaller.
func hasMoved(from, to float64) bool { return to > mostMoved*from || from > mostMoved*to }

// fitted is what fitting has found so far.
type fitted struct {
	theta  [classes][][]float64
	lambda [classes]float64
	seen   [][]float64
}

// snapshot returns what was found, which later rounds do not change.
func (x *mixture) snapshot() fitted {
	f := fitted{lambda: x.lambda, seen: x.seen}
	for c := range f.theta {
		for _, p := range x.theta[c] {
			f.theta[c] = append(f.theta[c], slices.Clone(p))
		}
	}
	return f
}

// restore puts back what was found.
func (f fitted) restore(x *mixture) { x.theta, x.lambda, x.seen = f.theta, f.lambda, f.seen }
