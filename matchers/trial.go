package matchers

import (
	"context"
	"math"
	"slices"

	"github.com/sourcegraph/conc/pool"
)

// What a rule that makes few pairs at most must be worth in a large table.
const (
	trialShare = 16   // one pair in so many is tried
	trialWorth = 1e-4 // of all matches, that a rule must be expected to bring which no other does
	trialLeast = -3.0 // natural logarithm of the odds of pairs that may be matches
)

// putOff returns the Spec with the rules that training is to begin with: without those that teach nothing and make few pairs at most,
// where there are so many rows that each of them takes long.
func (s Spec) putOff(rows int) Spec {
	if rows >= manyRows {
		s.Blocking = slices.DeleteFunc(slices.Clone(s.Blocking), s.isLoose)
	}
	return s
}

// isLoose reports whether a rule is given a number of pairs, and teaches nothing: pairs that agree on little teach little, and there are
// many.
func (s Spec) isLoose(rule BlockingRule) bool { return rule.Most > 0 && !s.joinsHouseholds(rule) }

// tryRules decides which of the rules that were put off are worth what they cost, by a trial of one in trialShare of the pairs of each.
// Where name, birth and address are known, rules that ask for little make millions of pairs, of which the surer rules have found
// what is to be found. It returns the model with those that are, and the names of those that are not; the blocks of the model's
// rules stay for comparing.
func (t *Table) tryRules(ctx context.Context, m *Model, all Spec, b *blocks, o TrainOptions) (leftOut []string, err error) {
	s, err := newScorer(t, m)
	if err != nil {
		return nil, err
	}
	binder := newKeyBinder(t)
	trials := make([]*trial, len(all.Blocking))
	g := pool.New().WithMaxGoroutines(o.Workers).WithContext(ctx).WithCancelOnError().WithFirstError()
	for r, rule := range all.Blocking {
		if all.isLoose(rule) {
			g.Go(func(own context.Context) error {
				x := &trial{scorer: s.forWorker(), b: b, rule: rule, keys: binder.bindKeys(rule.Keys)}
				trials[r] = x
				if x.dropped = b.tooMany(rule, x.keys); !x.dropped {
					x.run(o.BlockLimit)
				}
				return own.Err()
			})
		}
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	worth := trialWorth * m.Prior.Match * pairsOf(t, m.Spec)
	m.Spec.Blocking = nil
	rules, at := []*ruleBlocks{}, 0
	var kept []*trial
	for r, rule := range all.Blocking {
		x := trials[r]
		switch {
		case x == nil:
			rules = append(rules, b.rules[at])
			at++
		case x.dropped: // and reported as such
			rules = append(rules, x.emptyRule())
		case x.bringsNew(kept) < worth:
			leftOut = append(leftOut, rule.Name)
			continue
		default:
			more := &blocks{t: t, barred: b.barred, sets: b.sets}
			if err := more.buildRules(ctx, binder, []BlockingRule{rule}, o.BlockLimit, o.Workers); err != nil {
				return nil, err
			}
			if rules = append(rules, more.rules[0]); !more.rules[0].report.Dropped {
				kept = append(kept, x)
			}
		}
		m.Spec.Blocking = append(m.Spec.Blocking, rule)
	}
	same := len(rules) == len(b.rules)
	b.rules = rules
	if !same {
		if err := b.indexPlaces(ctx, o.Workers); err != nil {
			return nil, err
		}
	}
	t.keepBlocks(m.Spec, o.BlockLimit, b)
	return leftOut, nil
}

// trial is some of the pairs of a rule that no surer rule brings together.
type trial struct {
	*scorer
	b       *blocks
	rule    BlockingRule
	keys    ruleKeys
	dropped bool // the rule makes too many pairs
	found   []triedPair
}

// triedPair is a pair that may be a match, and how many matches it stands for.
type triedPair struct {
	i, j   int32
	stands int64 // in wholePair parts, so that sums do not depend on their order
}

// emptyRule returns the rule as one that makes too many pairs.
func (x *trial) emptyRule() *ruleBlocks {
	out := newRuleBlocks(x.b.t, x.rule, x.keys)
	out.dropRule()
	return out
}

// run looks at the pairs of one key in trialShare: of a fuzzy rule, keys together with a variant.
func (x *trial) run(limit int) {
	entries := x.someEntries()
	sortKeyed(entries)
	var ready [][]keyed
	var rows []int32
	eachBlock(entries, func(block []keyed) {
		if len(block) > limit {
			return
		}
		ready = append(ready, block)
		for _, e := range block {
			rows = append(rows, e.row)
		}
		if len(rows) >= rowsReady {
			x.tryBlocks(ready, rows)
			ready, rows = ready[:0], rows[:0]
		}
	})
	x.tryBlocks(ready, rows)
}

// tryBlocks looks at the pairs of blocks, of which the rows are given.
func (x *trial) tryBlocks(blocks [][]keyed, rows []int32) {
	x.fetchRows(rows...)
	x.fetched += x.b.lanes.fetchRows(rows)
	for _, block := range blocks {
		for y := range block {
			for _, e := range block[:y] {
				x.tryPair(e, block[y])
			}
		}
	}
}

// someEntries returns rows under some of their keys.
func (x *trial) someEntries() []keyed {
	var buf keyBuffer
	var out []keyed
	add := func(h uint64, e keyed) {
		if e.key = mixBits(h); e.key%trialShare == 0 {
			out = append(out, e)
		}
	}
	for i := range int32(x.b.t.Len()) {
		for _, h := range x.keys.of(i, &buf) {
			if x.keys.near == nil {
				add(h, keyed{0, i, missing})
				continue
			}
			buf.values = x.keys.near.appendValues(buf.values[:0], i)
			for _, v := range buf.values {
				for _, variant := range x.keys.fuzzy.of(v) {
					add(withVariant(h, variant), keyed{0, i, v})
				}
			}
		}
	}
	return out
}

// tryPair scores a pair that no surer rule brings together.
func (x *trial) tryPair(e, f keyed) {
	if x.b.forbidsPair(e.row, f.row) || x.b.meetEarlier(e.row, f.row, 0, len(x.b.rules)) {
		return
	}
	a, b := x.packed.of(e.row), x.packed.of(f.row)
	if !x.mayReach(a, b, trialLeast) {
		return
	}
	if pair, ok := x.scoreSeen(a, b, trialLeast); ok {
		stands := probabilityOf(pair.logOdds) * trialShare / x.timesMet(e.value, f.value)
		x.found = append(x.found, triedPair{e.row, f.row, int64(stands * wholePair)})
	}
}

// timesMet returns under how many keys rows of two values meet.
func (x *trial) timesMet(a, b int32) float64 {
	if x.keys.near == nil {
		return 1
	}
	n := 0
	for _, v := range x.keys.fuzzy.of(a) {
		if slices.Contains(x.keys.fuzzy.of(b), v) {
			n++
		}
	}
	return math.Max(float64(n), 1)
}

// bringsNew returns how many matches the rule is expected to bring that those kept before it do not.
func (x *trial) bringsNew(kept []*trial) float64 {
	sum := int64(0)
	for _, p := range x.found {
		if !slices.ContainsFunc(kept, func(k *trial) bool { return k.joins(p.i, p.j) }) {
			sum += p.stands
		}
	}
	return float64(sum) / wholePair
}

// joins reports whether the rule brings two rows together.
func (x *trial) joins(i, j int32) bool {
	var a, b keyBuffer
	keys := x.keys.of(i, &a)
	if !slices.ContainsFunc(x.keys.of(j, &b), func(h uint64) bool { return slices.Contains(keys, h) }) {
		return false
	}
	if x.keys.near == nil {
		return true
	}
	a.values, b.values = x.keys.near.appendValues(a.values[:0], i), x.keys.near.appendValues(b.values[:0], j)
	return slices.ContainsFunc(a.values, func(v int32) bool {
		return slices.ContainsFunc(b.values, func(w int32) bool { return x.keys.fuzzy.shareVariant(v, w) })
	})
}
