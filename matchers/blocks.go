package matchers

import (
	"context"
	"math"
	"sync/atomic"

	"github.com/sourcegraph/conc/pool"
)

// blocks are the rows that each blocking rule brings together. A pair is compared in the first rule that brings it
// together, which is read off the rows themselves: no list of pairs is kept.
type blocks struct {
	t      *Table
	rules  []*ruleBlocks
	live   []*ruleBlocks // those with blocks, in order
	lane   []int         // by rule, and one more: how many before it have blocks
	lanes  lanes         // the block of each row's first place in each rule with blocks
	more   furtherPlaces
	barred []bool // by two datasets: their rows are never compared; nil when all are
	sets   int    // datasets
	spent  bool   // all but what is reported has been let go of
	// touched says, when only blocks with such a row were sought, which rows have a place in all their blocks.
	touched []bool
}

// buildBlocks finds the blocks of all rules, none with more than limit rows that are all compared with each other.
func buildBlocks(ctx context.Context, t *Table, spec Spec, limit, workers int) (*blocks, error) {
	b := &blocks{t: t}
	b.barDatasets(spec.Never)
	if err := b.buildRules(ctx, newKeyBinder(t), spec.Blocking, limit, workers); err != nil {
		return nil, err
	}
	return b, b.indexPlaces(ctx, workers)
}

// buildRules finds the blocks of rules.
func (b *blocks) buildRules(ctx context.Context, binder *keyBinder, rules []BlockingRule, limit, workers int) error {
	b.rules = make([]*ruleBlocks, len(rules))
	g := pool.New().WithMaxGoroutines(workers).WithContext(ctx).WithCancelOnError().WithFirstError()
	for r, rule := range rules {
		g.Go(func(own context.Context) error {
			if err := own.Err(); err != nil {
				return err
			}
			b.rules[r] = blocksOf(b, binder, rule, limit)
			if b.t.memo.folder != "" {
				return b.rules[r].shelveLists(b.t.memo.folder)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return b.countPairs(ctx, rules, workers)
}

// barDatasets notes the datasets whose rows are never compared.
func (b *blocks) barDatasets(never [][2]uint16) {
	for _, d := range b.t.dataset {
		b.sets = max(b.sets, int(d)+1)
	}
	if len(never) == 0 {
		return
	}
	b.barred = make([]bool, b.sets*b.sets)
	for _, p := range never {
		if x, y := int(p[0]), int(p[1]); x < b.sets && y < b.sets {
			b.barred[x*b.sets+y], b.barred[y*b.sets+x] = true, true
		}
	}
}

// countPairs counts the pairs of every rule and leaves out the rules that make too many.
func (b *blocks) countPairs(ctx context.Context, rules []BlockingRule, workers int) error {
	for r, rule := range b.rules {
		most := b.mostPairs(rules[r])
		err := b.withLists(r, func() error {
			near, pairs, err := b.countRule(ctx, rule, most, workers)
			if err != nil {
				return err
			}
			rule.report.Pairs = pairs
			if pairs > most {
				rule.report.Pairs = most + 1 // counting stopped somewhere beyond, which depends on the workers
				rule.dropRule()
				return nil
			}
			if rule.fuzzy == nil {
				return nil
			}
			rule.keepNear(near)
			if rule.shelf.file != nil {
				return rule.shelveLists(b.t.memo.folder)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// countRule counts the pairs of a rule, up to what it may make, and finds the near values in each of its blocks.
func (b *blocks) countRule(ctx context.Context, rule *ruleBlocks, most int64, workers int) (near [][]tile, pairs int64, err error) {
	var total atomic.Int64
	if rule.fuzzy != nil {
		near = make([][]tile, rule.n())
	}
	err = shareOut(ctx, workers, int(rule.n()), func() func(int) {
		var f finder
		return func(k int) {
			if total.Load() > most {
				return
			}
			if rule.fuzzy == nil {
				rule.eachTile(int32(k), 0, func(t tile) { total.Add(b.pairsIn(rule, t)) })
				return
			}
			near[k] = f.findTiles(rule, int32(k))
			for _, t := range near[k] {
				total.Add(b.pairsIn(rule, t))
			}
		}
	})
	return near, total.Load(), err
}

// mostPairs returns how many pairs a rule may make.
func (b *blocks) mostPairs(rule BlockingRule) int64 {
	if rule.Most == 0 {
		return math.MaxInt64
	}
	return rule.Most
}

// tooMany reports whether a sample of the rows shows that a rule makes far more pairs than it may, so that its blocks need
// not be found at all.
func (b *blocks) tooMany(rule BlockingRule, keys ruleKeys) bool {
	sample := b.t.sampleRows()
	return len(sample) > 0 && showsTooMany(rule, keys, sample, b.t.Len())
}

// showsTooMany reports whether some of so many rows show it.
func showsTooMany(rule BlockingRule, keys ruleKeys, sample []int32, rows int) bool {
	if rule.Most == 0 {
		return false
	}
	var buf keyBuffer
	seen := make(map[uint64]int64, len(sample))
	pairs := int64(0)
	for _, i := range sample {
		for _, h := range keys.of(i, &buf) {
			if keys.near != nil {
				buf.values = keys.near.appendValues(buf.values[:0], i)
				if len(buf.values) == 0 {
					continue
				}
				h = mixBits(h + keys.fuzzy.digestOf(buf.values[0]))
			}
			pairs += seen[h]
			seen[h]++
		}
	}
	scale := float64(rows) / float64(len(sample))
	return float64(pairs)*scale*scale > 2*float64(rule.Most)
}

// sampledRows is about how many rows of a large table are looked at before the blocks of a rule are found.
const sampledRows = 20_000

// sampleRows returns rows spread over the table, none of a small one.
func (t *Table) sampleRows() []int32 {
	var out []int32
	if step := sampleStep(t.Len()); step > 0 {
		for k := 0; k < t.Len(); k += step {
			out = append(out, t.order[k])
		}
	}
	return out
}

// sampleStep returns which of so many rows are looked at, in the order of their keys: one in so many; 0 for none.
func sampleStep(rows int) int {
	if rows < 5*sampledRows {
		return 0
	}
	return rows / sampledRows
}

// pairsIn returns the pairs of a tile that may be compared.
func (b *blocks) pairsIn(rule *ruleBlocks, t tile) int64 {
	if b.barred == nil {
		return t.countPairs()
	}
	var n int64
	t.eachPair(func(x, y int32) {
		if !b.forbidsPair(rule.members[x], rule.members[y]) {
			n++
		}
	})
	return n
}

// forbidsPair reports whether rows i and j are of datasets that are never compared.
func (b *blocks) forbidsPair(i, j int32) bool {
	return b.barred != nil && b.barred[int(b.t.dataset[i])*b.sets+int(b.t.dataset[j])]
}

// reportRules returns what the rules make.
func (b *blocks) reportRules() []RuleReport {
	var out []RuleReport
	for _, r := range b.rules {
		out = append(out, r.report)
	}
	return out
}

// blockLimit returns the limit asked for, or the default for a table. It is the same for a while as a table grows, so that what was
// compared yesterday need not be compared again for the sake of a few rows.
func (t *Table) blockLimit(asked int) int { return blockLimitOf(asked, t.Len()) }

// blockLimitOf is blockLimit for so many rows.
func blockLimitOf(asked, rows int) int {
	if asked > 0 {
		return asked
	}
	steps := (max(rows, 1) + blockLimitStep - 1) / blockLimitStep
	return max(20, min(defaultBlockLimit, defaultBlockLimit*blockLimitRows/(steps*blockLimitStep)))
}

// defaultBlockLimit is the rows in a block at most when a table has no more than blockLimitRows: 125,000 pairs. Pairs grow with
// the square of rows, so that in larger tables it falls in proportion, at every blockLimitStep, and more blocks are split by their
// further keys.
const (
	defaultBlockLimit = 500
	blockLimitRows    = 2_000_000
	blockLimitStep    = 1_000_000
)

// withLists calls do while the lists of rule r are there; a rule without blocks has nothing to do.
func (b *blocks) withLists(r int, do func() error) error {
	rule := b.rules[r]
	if rule.n() == 0 {
		return nil
	}
	if err := rule.fetchLists(); err != nil {
		return err
	}
	defer rule.putBack()
	return do()
}

// prepareBlocks returns the blocks of the rules. With keep they stay for the next call, which training leaves for comparing;
// without, the table lets go of them.
func (t *Table) prepareBlocks(ctx context.Context, spec Spec, limit, workers int, keep bool) (*blocks, error) {
	if err := spec.Validate(t.fields); err != nil {
		return nil, err
	}
	t.memo.mu.Lock()
	defer t.memo.mu.Unlock()
	key := blocksKey(spec, limit)
	b, ok := t.memo.blocks.made.(*blocks)
	if !ok || t.memo.blocks.key != key || b.spent {
		var err error
		if b, err = buildBlocks(ctx, t, spec, limit, workers); err != nil {
			return nil, err
		}
	}
	t.memo.blocks = prepared{}
	if keep {
		t.memo.blocks = prepared{key, b}
	}
	return b, nil
}

// keepBlocks keeps the blocks of a Spec for the next call of prepareBlocks.
func (t *Table) keepBlocks(spec Spec, limit int, b *blocks) {
	t.memo.keepPrepared(&t.memo.blocks, blocksKey(spec, limit), b)
}

// blocksKey is what blocks depend on.
func blocksKey(spec Spec, limit int) string {
	return fingerprint([]any{spec.Blocking, spec.Never, limit})
}

// letGo lets go of all but what is reported of the rules.
func (b *blocks) letGo() {
	b.lanes, b.more, b.spent = lanes{}, furtherPlaces{}, true
	for _, r := range b.rules {
		r.lists, r.shelf, r.first = lists{}, shelf{}, nil
	}
}

// takeReported returns the blocks of a Spec, of which no more may be left than what is reported, nil when there are none.
func (t *Table) takeReported(spec Spec, limit int) *blocks {
	t.memo.mu.Lock()
	defer t.memo.mu.Unlock()
	b, ok := t.memo.blocks.made.(*blocks)
	if !ok || t.memo.blocks.key != blocksKey(spec, limit) {
		return nil
	}
	t.memo.blocks = prepared{}
	return b
}
