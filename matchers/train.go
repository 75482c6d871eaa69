package matchers

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
)

// TrainOptions say how to train. Zero values stand for the defaults.
type TrainOptions struct {
	Seed        uint64 // of the random pairs that U is learnt from
	RandomPairs int    // default 1,000,000; all pairs when there are no more
	Rounds      int    // of expectation–maximisation at most; default 200
	Workers     int    // default GOMAXPROCS; the result does not depend on it
	BlockLimit  int    // rows in a block at most; default 500, fewer beyond 2,000,000 rows
	TwoClasses  bool   // no household class
	// Labels are pairs that a person decided. Each counts as one pair of its class beside those that are weighed.
	Labels []Judgement
}

// Training reports how a Model came about.
type Training struct {
	Pairs     int64 // compared for training
	Rounds    int
	Converged bool
	Collapsed bool // the household class took matches and was given up
	// Nobody says that next to no pair was taken for a match, whichever way the model was fitted; Alike is how many pairs agree
	// entirely in whatever is compared, and how many would by chance.
	Nobody          bool
	Alike, ByChance float64
	Rules           []RuleTraining
	Untrained       []string // levels never seen in a match, which keep what was believed before
	Repaired        []string // comparisons whose levels came out of order and were pooled
	LeftOut         []string `json:",omitempty"` // blocking rules that a trial found next to no new match by
	Warnings        []string // in words
}

// RuleTraining is what a blocking rule's pairs were found to be.
type RuleTraining struct {
	Rule                        string
	Pairs                       float64
	Match, Household, Unrelated float64 // shares of its pairs
	// Estimates are M as this rule's pairs alone give it, of each comparison that the rule does not rest on: rules that
	// disagree show where errors depend on each other.
	Estimates []Estimate `json:",omitempty"`
}

// Estimate is M of one comparison from worst level to best, and the expected matches that it rests on.
type Estimate struct {
	Comparison string
	M          []float64
	Matches    float64
}

// Train learns a Model from the rows alone: U from random pairs, M, H and the prior by expectation–maximisation on the
// vectors of the pairs that blocking makes. It fails when the Spec does not fit the table; whatever the rows, the model's
// probabilities are above 0 and below 1.
func Train(ctx context.Context, t *Table, spec Spec, o TrainOptions) (*Model, *Training, error) {
	o.fillDefaults()
	o.BlockLimit = t.blockLimit(o.BlockLimit)
	v, err := t.prepareVectors(spec)
	if err != nil {
		return nil, nil, err
	}
	begin := spec.putOff(t.Len())
	chance, err := chancePatterns(ctx, t, v, spec, o.RandomPairs, o.Seed, o.Workers)
	if err != nil {
		return nil, nil, err
	}
	b, err := t.prepareBlocks(ctx, begin, o.BlockLimit, o.Workers, true)
	if err != nil {
		return nil, nil, err
	}
	w := t.prepareBorneOut(spec, v)
	seen, err := observePatterns(ctx, v, begin, b, w, o.Workers)
	if err != nil {
		return nil, nil, err
	}
	if w != nil {
		seen.mayBeTold = w.could
	}
	if seen.labels, err = labelsOf(t, v.forWorker(), o.Labels); err != nil {
		return nil, nil, err
	}
	_, _, seen.twoFiles = twoFiles(t, spec)
	seen.stands = standsOf(t, spec)
	m, training := learnModel(begin, chance, seen, t, o)
	if len(begin.Blocking) < len(spec.Blocking) {
		if training.LeftOut, err = t.tryRules(ctx, m, spec, b, o); err != nil {
			return nil, nil, err
		}
	}
	return m, training, nil
}

// manyRows is from how many rows on training looks at fewer pairs of a rule, and tries loose rules before it asks them. Smaller tables take
// no time.
const manyRows = 250_000

// fillDefaults fills in what the caller left out.
func (o *TrainOptions) fillDefaults() {
	o.RandomPairs = cmp.Or(o.RandomPairs, 1_000_000)
	o.Rounds = cmp.Or(o.Rounds, 10_000)
	o.Workers = cmp.Or(o.Workers, runtime.GOMAXPROCS(0))
}

// learnModel fits the mixture, and in other ways when what came of it cannot be.
func learnModel(spec Spec, chance []cell, seen *observed, t *Table, o TrainOptions) (*Model, *Training) {
	training := &Training{Pairs: seen.pairs}
	begin := func(households bool) *mixture {
		return newMixture(spec, chance, float64(t.Len()), pairsOf(t, spec), households)
	}
	x := training.fitHealthy(begin, seen, !o.TwoClasses && spec.hasHouseholds(), o.Rounds)
	if !training.Converged {
		training.Warnings = append(training.Warnings, fmt.Sprintf("fitting had not converged after %d rounds", training.Rounds))
	}
	m := x.toModel(training, seen, t.Len())
	m.Dependence = x.learnDependence(chance)
	if pairs, _ := pairsForbidden(t, spec); pairs > 0 {
		m.Within = &Within{pairs, x.householdsWithin(seen.unionApart, pairs)}
	}
	return m, training
}

// hasHouseholds reports whether the Spec can tell a household from a match: something is shared and something is not, a forename
// or a date of birth.
func (s Spec) hasHouseholds() bool {
	shared, personal := false, false
	for _, c := range s.Comparisons {
		shared, personal = shared || c.Shared, personal || c.Personal || c.Measure == MeasureDate
	}
	return shared && personal
}

// estimatesOf returns M of every comparison as the pairs of one rule give it.
func (x *mixture) estimatesOf(cells []cell, share [classes]float64) []Estimate {
	var out []Estimate
	for k, c := range x.spec.Comparisons {
		e := Estimate{Comparison: c.Name, M: make([]float64, len(c.Levels()))}
		for _, cell := range cells {
			if g := cell.vector.At(k); g >= 0 {
				w := cell.n * x.posteriorOf(cell.vector, share)[classM]
				e.M[g] += w
				e.Matches += w
			}
		}
		if e.Matches < leastMatches {
			continue
		}
		for g := range e.M {
			e.M[g] /= e.Matches
		}
		out = append(out, e)
	}
	return out
}

// leastMatches is how many expected matches a rule's own estimate must rest on to be told.
const leastMatches = 50

// householdsWithin returns the probability that a pair within files that hold nobody twice is of one household.
func (x *mixture) householdsWithin(cells []cell, pairs float64) float64 {
	if !x.households {
		return 0
	}
	share := [classes]float64{classH: x.lambda[classH], classU: 1 - x.lambda[classH]}
	for range 30 {
		sum := 0.0
		for _, c := range cells {
			sum += c.n * x.posteriorOf(c.vector, share)[classH]
		}
		share[classH] = min(max(sum/pairs, .5/pairs), .4)
		share[classU] = 1 - share[classH]
	}
	return share[classH]
}

// toModel returns the mixture as a Model and completes the report.
func (x *mixture) toModel(training *Training, seen *observed, rows int) *Model {
	m := &Model{
		Version: ModelVersion, Spec: x.spec, Rows: rows, Namesakes: x.namesakes, Told: x.told, Households: x.households,
		Prior: Prior{Match: x.lambda[classM], Household: x.lambda[classH]},
	}
	for k, c := range x.spec.Comparisons {
		p := Parameters{Comparison: c.Name, M: x.theta[classM][k], H: x.theta[classH][k], U: x.theta[classU][k]}
		for g, l := range c.Levels() {
			p.Levels = append(p.Levels, l.Name)
			if x.seen != nil && x.seen[k][g]-believedPairs*l.M-.5 < 1 {
				training.Untrained = append(training.Untrained, c.Name+": "+l.Name)
			}
		}
		repaired := false
		for _, s := range c.levelGroups() {
			repaired = poolLevels(c.Levels()[s.from:s.to], p.M[s.from:s.to], p.U[s.from:s.to]) || repaired
		}
		if repaired {
			training.Repaired = append(training.Repaired, c.Name)
		}
		if c.Personal {
			x.setPersonal(p.H, p.M, p.U)
		}
		m.Parameters = append(m.Parameters, p)
	}
	for r, rule := range x.spec.Blocking {
		pairs := 0.0
		for _, c := range seen.rules[r] {
			pairs += c.n
		}
		s := x.blocked[r]
		training.Rules = append(training.Rules, RuleTraining{rule.Name, pairs, s[classM], s[classH], s[classU], x.estimatesOf(seen.rules[r], s)})
	}
	return m
}
