package matchers

import (
	"context"
	"math"
	"slices"
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
	stride int
	lanes  []uint32  // by row: its dataset and a mark when it has more places, then its block in each rule with blocks
	more   [][]place // by row with a mark: its further places, in the order of rules
	barred []bool    // by two datasets: their rows are never compared; nil when all are
	sets   int       // datasets
	spent  bool      // all but what is reported has been let go of
	// touched says, when only blocks with such a row were sought, which rows have a place in all their blocks.
	touched []bool
}

// place is where a row stands in a rule: in a block, under a value of the rule's fuzzy key.
type place struct {
	rule, block, value int32
}

// several marks a row that has more than one place in a rule.
const several = 1 << 31

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

// indexPlaces writes each row's places. A few rules at a time are indexed by themselves, and then written to the rows, which lie too far
// apart in memory to be gone through once for each rule.
func (b *blocks) indexPlaces(ctx context.Context, workers int) error {
	n := b.t.Len()
	b.lane, b.live, b.more = []int{0}, nil, nil
	var live []int // the numbers of those with blocks
	for r, rule := range b.rules {
		if rule.n() > 0 {
			b.live = append(b.live, rule)
			live = append(live, r)
		}
		b.lane = append(b.lane, len(b.live))
	}
	b.stride = 1 + len(b.live)
	b.lanes = make([]uint32, n*b.stride)
	for i := range n {
		b.lanes[i*b.stride] = uint32(b.t.dataset[i])
	}
	beside := make([][]further, len(b.rules))
	lanes := [rulesAtOnce][]uint32{}
	for at := 0; at < len(live); at += rulesAtOnce {
		some := live[at:min(at+rulesAtOnce, len(live))]
		g := pool.New().WithMaxGoroutines(workers).WithErrors().WithFirstError()
		for x, r := range some {
			g.Go(func() error {
				return b.withLists(r, func() error {
					lanes[x], beside[r] = b.indexRule(r, lanes[x])
					return ctx.Err()
				})
			})
		}
		if err := g.Wait(); err != nil {
			return err
		}
		if err := b.writeLanes(ctx, 1+at, lanes[:len(some)], workers); err != nil {
			return err
		}
	}
	for _, list := range beside {
		for _, f := range list {
			if b.more == nil {
				b.more = make([][]place, n)
			}
			b.lanes[int(f.row)*b.stride] |= several
			b.more[f.row] = append(b.more[f.row], f.place)
		}
	}
	return nil
}

// rulesAtOnce is how many rules are indexed before they are written to the rows.
const rulesAtOnce = 4

// writeLanes writes the lanes of some rules, the first of which is number at, to the rows.
func (b *blocks) writeLanes(ctx context.Context, at int, lanes [][]uint32, workers int) error {
	n := b.t.Len()
	return shareOut(ctx, workers, (n+packedPiece-1)/packedPiece, func() func(int) {
		return func(k int) {
			for i := k * packedPiece; i < min((k+1)*packedPiece, n); i++ {
				row := b.lanes[i*b.stride+at:][:len(lanes)]
				for x := range row {
					row[x] = lanes[x][i]
				}
			}
		}
	})
}

// further is a place that a row has beside its first one in a rule.
type further struct {
	row int32
	place
}

// indexRule writes the first place of each row in rule r to a lane, whose memory may be used again, and returns the others.
func (b *blocks) indexRule(r int, lane []uint32) ([]uint32, []further) {
	var out []further
	rule := b.rules[r]
	if lane == nil {
		lane = make([]uint32, b.t.Len())
	}
	for i := range lane {
		lane[i] = several | uint32(i) // no block, and no other row's
	}
	for k := range rule.n() {
		for m := rule.start[k]; m < rule.start[k+1]; m++ {
			i := rule.members[m]
			if value := rule.valueOf(m); lane[i]&several != 0 && value == rule.firstOf(i) {
				lane[i] = uint32(k)
			} else {
				out = append(out, further{i, place{int32(r), k, value}})
			}
		}
	}
	return lane, out
}

// lanesOf returns the words of row i.
func (b *blocks) lanesOf(i int32) []uint32 { return b.lanes[int(i)*b.stride:][:b.stride] }

// meetEarlier reports whether one of the rules from lo up to, but not including, hi brings rows i and j together.
func (b *blocks) meetEarlier(i, j int32, lo, hi int) bool {
	x, y := b.lanesOf(i), b.lanesOf(j)
	if (x[0]|y[0])&several != 0 {
		for r := lo; r < hi; r++ {
			if _, met := b.firstMeeting(i, j, r); met {
				return true
			}
		}
		return false
	}
	lo, hi = b.lane[lo], b.lane[hi]
	x, y = x[1+lo:1+hi], y[1+lo:1+hi]
	for r, k := range x {
		if k == y[r] && (b.live[lo+r].fuzzy == nil || b.live[lo+r].rowsNear(i, j)) {
			return true
		}
	}
	return false
}

// metBefore reports whether rows i and j, met in block k of rule r under two values, meet elsewhere in the rule before.
func (b *blocks) metBefore(i, j int32, r int, k, vi, vj int32) bool {
	if (b.lanesOf(i)[0]|b.lanesOf(j)[0])&several == 0 {
		return false
	}
	if i > j {
		i, j, vi, vj = j, i, vj, vi
	}
	met, _ := b.firstMeeting(i, j, r)
	return i == j || met != meeting{k, vi, vj}
}

// ruleOf returns the first rule that brings rows i and j together, −1 for none.
func (b *blocks) ruleOf(i, j int32) int {
	for r := range b.rules {
		if b.meetEarlier(i, j, r, r+1) {
			return r
		}
	}
	return -1
}

// meeting is where two rows, the lesser first, are brought together by a rule.
type meeting struct{ block, vi, vj int32 }

// firstMeeting returns the first meeting of rows i and j in rule r.
func (b *blocks) firstMeeting(i, j int32, r int) (first meeting, met bool) {
	if i > j {
		i, j = j, i
	}
	for p := range b.placesOf(i, r) {
		for q := range b.placesOf(j, r) {
			m := meeting{p.block, p.value, q.value}
			if p.block == q.block && b.rules[r].valuesNear(p.value, q.value) && (!met || meetsBefore(m, first)) {
				first, met = m, true
			}
		}
	}
	return first, met
}

// meetsBefore orders the meetings of two rows.
func meetsBefore(a, b meeting) bool {
	return slices.Compare([]int32{a.block, a.vi, a.vj}, []int32{b.block, b.vi, b.vj}) < 0
}

// placesOf yields the places of row i in rule r.
func (b *blocks) placesOf(i int32, r int) func(func(place) bool) {
	return func(yield func(place) bool) {
		if b.lane[r] == b.lane[r+1] {
			return
		}
		if k := b.lanesOf(i)[1+b.lane[r]]; k&several == 0 && !yield(place{int32(r), int32(k), b.rules[r].firstOf(i)}) {
			return
		}
		if b.more == nil {
			return
		}
		for _, p := range b.more[i] {
			if p.rule == int32(r) && !yield(p) {
				return
			}
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
	b.lanes, b.more, b.spent = nil, nil, true
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
