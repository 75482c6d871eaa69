package matchers

import "math"

// fitting is the rounds of expectation–maximisation that a mixture goes through.
type fitting struct {
	*mixture
	seen   *observed
	rounds int     // at most
	round  int     // run
	change float64 // of the last one
}

// settle runs rounds until matches move by no more than tolerance, and reports whether they came to.
//
// What the rows hardly tell creeps for thousands of rounds. After the first rounds every third one starts where the last two
// lead to, and counts only when they led there: Varadhan and Roland, Simple and Globally Convergent Methods for Accelerating the
// Convergence of Any EM Algorithm (2008), step S3. The likelihood is a composite one and no measure of progress; the length of a
// step is.
func (f *fitting) settle() bool {
	far := shortestLeap
	for !f.isOver() {
		if f.round < leastRounds {
			f.runRound()
			continue
		}
		from := f.point()
		if f.runRound(); f.isOver() {
			break
		}
		first := f.point()
		if f.runRound(); f.isOver() {
			break
		}
		second := f.point()
		to, step := leapFrom(from, first, second, far)
		f.moveTo(to)
		if f.runRound(); distance(f.point(), to) <= loosestStep*step {
			far = min(2*far, longestLeap)
			continue
		}
		f.moveTo(second)
		f.change = math.Inf(1)
		far = max(far/2, 1)
	}
	return f.change < tolerance
}

// How many rounds a leap is worth, at first and at most, and how much longer the step after it may be than the one before.
const (
	shortestLeap = 4.0
	longestLeap  = 64.0
	loosestStep  = 5.0
)

// isOver reports whether matches have come to rest, or the rounds are used up.
func (f *fitting) isOver() bool {
	return f.round >= f.rounds || f.round >= leastRounds && f.change < tolerance
}

// runRound runs one round.
func (f *fitting) runRound() {
	f.round++
	f.change = f.fitRound(f.seen)
}

// leapFrom returns where three points lead that rounds made one after the other, at most so many rounds away, and the length of
// the first step.
func leapFrom(from, first, second []float64, most float64) (to []float64, step float64) {
	var r2, v2 float64
	for k := range from {
		r, v := first[k]-from[k], second[k]-2*first[k]+from[k]
		r2, v2 = r2+r*r, v2+v*v
	}
	far := most
	if v2 > 0 {
		far = min(max(math.Sqrt(r2/v2), 1), most)
	}
	to = make([]float64, len(from))
	for k := range to {
		r, v := first[k]-from[k], second[k]-2*first[k]+from[k]
		to[k] = from[k] + 2*far*r + far*far*v
	}
	return to, math.Sqrt(r2)
}

// distance is how far two points are apart.
func distance(a, b []float64) float64 {
	sum := 0.0
	for k := range a {
		sum += (a[k] - b[k]) * (a[k] - b[k])
	}
	return math.Sqrt(sum)
}

// point returns all that a round changes, as square roots, so that what is rare counts for what it is worth.
func (x *mixture) point() []float64 {
	var p []float64
	x.eachFree(func(group []float64) {
		for _, v := range group {
			p = append(p, math.Sqrt(v))
		}
	})
	return append(p, math.Sqrt(x.namesakes))
}

// moveTo moves the fit to a point. A share of 0 stays, and what follows from the others is worked out anew.
func (x *mixture) moveTo(p []float64) {
	at := 0
	x.eachFree(func(group []float64) {
		for k := range group {
			if group[k] > 0 {
				group[k] = max(p[at+k]*p[at+k], leastChance*leastChance)
			}
		}
		normaliseGroup(group)
		at += len(group)
	})
	x.namesakes = min(p[at]*p[at], .999)
	x.purifyChance()
}

// eachFree visits the groups of probabilities that a round changes, each of which adds up to 1.
func (x *mixture) eachFree(visit func(group []float64)) {
	for _, class := range [2]int{classM, classH} {
		for k, c := range x.spec.Comparisons {
			for _, g := range c.levelGroups() {
				visit(x.theta[class][k][g.from:g.to])
			}
		}
	}
	visit(x.lambda[:])
	for _, shares := range [2][][classes]float64{x.blocked, x.apart} {
		for r := range shares {
			visit(shares[r][:])
		}
	}
}
