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
				x := &trial{b: b, rule: rule, keys: binder.bindKeys(rule.Keys)}
				trials[r] = x
				if x.dropped = b.tooMany(rule, x.keys); !x.dropped {
					x.findBlocks(o.BlockLimit)
				}
				return own.Err()
			})
		}
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	for _, x := range trials {
		if x != nil {
			if err := x.run(ctx, s, o.Workers); err != nil {
				return nil, err
			}
		}
	}
	worth := trialWorth * m.Prior.Match * pairsOf(t, m.Spec)
	likely, err := b.buildLikely(ctx, binder, trials, worth, o)
	if err != nil {
		return nil, err
	}
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
			if rules = append(rules, likely[x]); !likely[x].report.Dropped {
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

// buildLikely finds the blocks of the rules that are worth what they cost beside those that all are sure of, at once and not one after
// another: few of them are left out for what the others bring.
func (b *blocks) buildLikely(ctx context.Context, binder *keyBinder, trials []*trial, worth float64, o TrainOptions) (map[*trial]*ruleBlocks, error) {
	var likely []*trial
	var rules []BlockingRule
	for _, x := range trials {
		if x != nil && !x.dropped && x.bringsNew(nil) >= worth {
			likely, rules = append(likely, x), append(rules, x.rule)
		}
	}
	more := &blocks{t: b.t, barred: b.barred, sets: b.sets}
	if err := more.buildRules(ctx, binder, rules, o.BlockLimit, o.Workers); err != nil {
		return nil, err
	}
	built := make(map[*trial]*ruleBlocks, len(likely))
	for k, x := range likely {
		built[x] = more.rules[k]
	}
	return built, nil
}

// trial is some of the pairs of a rule that no surer rule brings together.
type trial struct {
	b       *blocks
	rule    BlockingRule
	keys    ruleKeys
	dropped bool        // the rule makes too many pairs
	ready   [][][]keyed // some of its blocks, as many together as are fetched at a time
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

// findBlocks finds the blocks of one key in trialShare: of a fuzzy rule, of keys together with a variant.
func (x *trial) findBlocks(limit int) {
	entries := x.someEntries()
	sortKeyed(entries)
	rows := rowsReady
	eachBlock(entries, func(block []keyed) {
		if len(block) > limit {
			return
		}
		if rows >= rowsReady {
			x.ready, rows = append(x.ready, nil), 0
		}
		last := &x.ready[len(x.ready)-1]
		*last = append(*last, block)
		rows += len(block)
	})
}

// run looks at the pairs of the blocks.
func (x *trial) run(ctx context.Context, s *scorer, workers int) error {
	found := make([][]triedPair, len(x.ready))
	err := s.shareOut(ctx, workers, len(x.ready), func(own *scorer, k int) { found[k] = x.tryBlocks(own, x.ready[k]) })
	x.found, x.ready = slices.Concat(found...), nil
	return err
}

// tryBlocks returns the pairs of blocks that may be matches.
func (x *trial) tryBlocks(s *scorer, blocks [][]keyed) (found []triedPair) {
	var rows []int32
	for _, block := range blocks {
		for _, e := range block {
			rows = append(rows, e.row)
		}
	}
	s.fetchRows(rows...)
	s.fetched += x.b.lanes.fetchRows(rows)
	for _, block := range blocks {
		for y := range block {
			for _, e := range block[:y] {
				if stands, may := x.tryPair(s, e, block[y]); may {
					found = append(found, triedPair{e.row, block[y].row, stands})
				}
			}
		}
	}
	return found
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

// tryPair scores a pair that no surer rule brings together, and returns how many matches it stands for if it may be one.
func (x *trial) tryPair(s *scorer, e, f keyed) (stands int64, may bool) {
	if x.b.forbidsPair(e.row, f.row) || x.b.meetEarlier(e.row, f.row, 0, len(x.b.rules)) {
		return 0, false
	}
	a, b := s.packed.of(e.row), s.packed.of(f.row)
	if !s.mayReach(a, b, trialLeast) {
		return 0, false
	}
	pair, ok := s.scoreSeen(a, b, trialLeast)
	return int64(probabilityOf(pair.logOdds) * trialShare / x.timesMet(e.value, f.value) * wholePair), ok
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
