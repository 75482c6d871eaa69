package matchers

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"sync/atomic"
)

// CompareOptions say how to compare. Zero values stand for the defaults.
type CompareOptions struct {
	Workers    int     // default GOMAXPROCS; the result does not depend on it
	Floor      float64 // bits; edges below are dropped; default −5, and −16 for two files that hold nobody twice
	BlockLimit int     // rows in a block at most; default 500, fewer beyond 2,000,000 rows
	// Earlier is what an earlier comparison by the same model found; nil to compare everything.
	Earlier *Earlier
	// KeepBlocks keeps the blocks for MissedByBlocking, which takes them.
	KeepBlocks bool
	// Margin asks for pairs of so many bits below the floor, and for those within files that hold nobody twice: what a later comparison
	// goes on from. They are no edges, and change nothing of these.
	Margin float64
}

// Report says what was compared and what was not.
type Report struct {
	Pairs int64 // compared, each once; those that an earlier comparison kept are not counted
	Rules []RuleReport
	// Calibration is what pairs within files that hold nobody twice say of the probabilities; nil without such files.
	Calibration *Calibration
	// State and Limit are for Earlier, when the table was told ForLater.
	State []RuleState
	Limit int
	// Anew says why everything was compared although an earlier comparison was given; empty when it was gone on from.
	Anew string
}

// chunkPairs is about how many pairs are compared between two looks at the context.
const chunkPairs = 1 << 16

// DefaultFloor is the floor in bits when none is given. When rows are matched one to one, a pair that is unlikely by itself may be all that is
// left to both its rows.
func DefaultFloor(t *Table, spec Spec) float64 {
	if _, _, ok := twoFiles(t, spec); ok {
		return -16
	}
	return -5
}

// Compare scores every pair that a blocking rule makes, each once, and keeps those above the floor. Memory grows with rows
// and with edges kept, never with pairs.
func Compare(ctx context.Context, t *Table, m *Model, o CompareOptions) (*Edges, *Report, error) {
	o.Workers = cmp.Or(o.Workers, runtime.GOMAXPROCS(0))
	o.Floor = cmp.Or(o.Floor, DefaultFloor(t, m.Spec))
	o.BlockLimit = t.blockLimit(o.BlockLimit)
	s, err := newScorer(t, m)
	if err != nil {
		return nil, nil, err
	}
	b, anew, err := t.blocksSince(ctx, m.Spec, &o)
	if err != nil {
		return nil, nil, err
	}
	edges, compared, err := compareBlocks(ctx, s, b, o)
	if err != nil {
		return nil, nil, err
	}
	report := &Report{Rules: b.reportRules(), Calibration: edges.Calibration, State: b.reportState(m.Spec), Limit: o.BlockLimit, Anew: anew}
	b.letGo()
	for r, n := range compared {
		report.Rules[r].First = n
		report.Pairs += n
	}
	if edges.Calibration == nil {
		if err := edges.refineProbabilities(ctx, s, o.Workers); err != nil {
			return nil, nil, err
		}
	}
	edges.sort(t)
	if edges.Calibration == nil {
		if err := edges.calibrateByWitnesses(ctx, t.Len(), o.Workers, m.Within != nil); err != nil {
			return nil, nil, err
		}
	}
	return edges, report, nil
}

// Blocks counts, without comparing anything, what each blocking rule of a Spec would compare.
func Blocks(ctx context.Context, t *Table, spec Spec, limit int) ([]RuleReport, error) {
	if err := spec.Validate(t.fields); err != nil {
		return nil, err
	}
	b, err := buildBlocks(ctx, t, spec, t.blockLimit(limit), runtime.GOMAXPROCS(0))
	if err != nil {
		return nil, err
	}
	return b.reportRules(), nil
}

// chunk is a run of blocks of one rule.
type chunk struct {
	rule     int
	from, to int32
}

// chunksOf divides the blocks of rule r into runs of about chunkPairs pairs, were all rows of a block compared.
func (b *blocks) chunksOf(r int) []chunk {
	var out []chunk
	rule := b.rules[r]
	from, pairs := int32(0), 0
	for k := range rule.n() {
		n := int(rule.start[k+1] - rule.start[k])
		if rule.fuzzy != nil {
			pairs += n * 16 // most values are not near
		} else {
			pairs += n * (n - 1) / 2
		}
		if pairs >= chunkPairs || k == rule.n()-1 {
			out = append(out, chunk{r, from, k + 1})
			from, pairs = k+1, 0
		}
	}
	return out
}

// compareBlocks scores the pairs of all blocks and returns the edges and, for each rule, the pairs compared.
func compareBlocks(ctx context.Context, s *scorer, b *blocks, o CompareOptions) (*Edges, []int64, error) {
	found := make([]*pairWorker, o.Workers)
	shapes := newShapes(s.forWorker(), b.t)
	for k := range found {
		found[k] = newPairWorker(s, b, o)
		found[k].shapes = shapes
	}
	for r := range b.rules {
		err := b.withLists(r, func() error {
			work := b.chunksOf(r)
			var next atomic.Int32
			return shareOut(ctx, o.Workers, len(work), func() func(int) {
				w := found[next.Add(1)-1]
				return func(k int) { w.compareChunk(work[k]) }
			})
		})
		if err != nil {
			return nil, nil, err
		}
	}
	if o.Earlier != nil {
		if err := takeEarlier(ctx, found, o.Earlier.Pairs); err != nil {
			return nil, nil, err
		}
	}
	all, compared := &Edges{}, make([]int64, len(b.rules))
	all.gather(found)
	var bins tallyBins
	for _, w := range found {
		bins.add(&w.bins)
		for r, n := range w.compared {
			compared[r] += n
		}
	}
	all.calibrateBy(s, &bins, pairsOf(b.t, s.model.Spec))
	return all, compared, nil
}

// calibrateBy sets the probabilities of edges right by the pairs within files that hold nobody twice.
func (e *Edges) calibrateBy(s *scorer, bins *tallyBins, pairs float64) {
	within := s.model.Within
	if within == nil || within.Pairs == 0 {
		return
	}
	perHousehold := 1.0
	if within.Household > 0 {
		perHousehold = s.model.Prior.Household * pairs / (within.Household * within.Pairs)
	}
	e.Calibration = bins.makeCalibration(perHousehold, pairs/within.Pairs)
	if e.Calibration == nil {
		return
	}
	for k := range e.Weight {
		lo := natsOf(e, k)
		e.Probability[k] = float32(probabilityOf(lo + e.Calibration.shiftOf(lo)))
	}
}

// pairWorker compares the pairs of blocks. What it finds is sorted afterwards, so that nothing depends on who found it.
type pairWorker struct {
	*scorer
	b        *blocks
	floor    float64 // natural logarithm of odds
	least    float64 // likewise, from which pairs are kept
	compared []int64 // by rule
	edges    foundEdges
	bins     tallyBins
	shapes   *shapes
	earlier  *Earlier
	keep     bool // pairs within files that hold nobody twice
	met      []metPair
	refines  bool // scores are kept to refine probabilities by
}

// newPairWorker makes one.
func newPairWorker(s *scorer, b *blocks, o CompareOptions) *pairWorker {
	return &pairWorker{scorer: s.forWorker(), b: b, floor: o.Floor * math.Ln2, least: (o.Floor - o.Margin) * math.Ln2,
		compared: make([]int64, len(b.rules)), earlier: o.Earlier, keep: o.Margin > 0,
		refines: s.model.Within == nil || s.model.Within.Pairs == 0}
}

// compareChunk scores the pairs of a run of blocks that no earlier block has.
func (w *pairWorker) compareChunk(c chunk) {
	rule := w.b.rules[c.rule]
	ready := rule.start[c.from]
	for k := c.from; k < c.to; k++ {
		if rule.start[k] >= ready {
			ready = min(rule.start[k]+rowsReady, rule.start[c.to])
			w.fetched += w.b.lanes.fetchRows(rule.members[rule.start[k]:ready])
		}
		rule.eachTile(k, 0, func(t tile) {
			if t.isOneRun() {
				for y := t.left.from + 1; y < t.left.to; y++ {
					w.compareMember(c.rule, k, int32(y), t.left.from, y)
				}
				return
			}
			for y := t.right.from; y < t.right.to; y++ {
				w.compareMember(c.rule, k, int32(y), t.left.from, t.left.to)
			}
		})
	}
	w.compareMet(c.rule)
}

// compareMember notes the pairs of one member of block k with the members from lo up to hi that no earlier block has.
func (w *pairWorker) compareMember(r int, k, y int32, lo, hi int) {
	rule := w.b.rules[r]
	j, all, several := rule.members[y], w.earlier == nil || rule.isWhole(k), w.b.more.marked != nil
	for x := lo; x < hi; x++ {
		i := rule.members[x]
		if !all && w.earlier.bothUnchanged(i, j) || r > 0 && w.b.meetEarlier(i, j, 0, r) ||
			several && w.b.metBefore(i, j, r, k, rule.valueOf(int32(x)), rule.valueOf(y)) {
			continue
		}
		w.met = append(w.met, metPair{i, j})
	}
	if len(w.met) >= pairsReady {
		w.compareMet(r)
	}
}

// metPair is two rows that a rule brings together first.
type metPair struct{ i, j int32 }

// pairsReady is how many pairs are gathered before their rows are fetched: most pairs of most rules were met by an earlier one, and of
// those nothing else is read.
const pairsReady = rowsReady / 4

// compareMet scores the pairs that were met, and forgets them.
func (w *pairWorker) compareMet(r int) {
	for some := range slices.Chunk(w.met, pairsReady) {
		for _, p := range some {
			w.fetchRow(p.i)
			w.fetchRow(p.j)
		}
		for _, p := range some {
			w.comparePair(r, p.i, p.j)
		}
	}
	w.met = w.met[:0]
}

// comparePair scores two rows that rule r brings together first.
func (w *pairWorker) comparePair(r int, i, j int32) {
	if !w.b.forbidsPair(i, j) {
		w.compared[r]++
	}
	w.scorePair(r, i, j)
}

// scorePair scores two rows, and keeps them when they weigh enough.
func (w *pairWorker) scorePair(r int, i, j int32) {
	if w.b.forbidsPair(i, j) {
		w.scoreApart(r, i, j)
		return
	}
	a, b := w.packed.of(i), w.packed.of(j)
	if !w.mayReach(a, b, w.least) {
		return
	}
	if pair, ok := w.scoreSeen(a, b, w.least); ok {
		edges := w.edges.piece()
		if pair.logOdds < w.floor {
			edges.Later = append(edges.Later, EarlierPair{i, j, uint8(r)})
			return
		}
		edges.add(i, j, pair, uint8(r))
		if w.refines {
			edges.scored.add(w.scorer, pair)
		}
		w.bins.countEdge(pair, w.shapes.standsFor(i, j) > 0)
	}
}

// scoreApart scores two rows of a file that holds nobody twice.
func (w *pairWorker) scoreApart(r int, i, j int32) {
	a, b := w.packed.of(i), w.packed.of(j)
	if w.model.Within == nil || w.b.t.dataset[i] != w.b.t.dataset[j] || !w.mayReach(a, b, w.least) {
		return
	}
	if pair, ok := w.scoreSeen(a, b, w.least); ok {
		if pair.logOdds >= w.floor {
			w.bins.noteApart(pair, w.shapes.standsFor(i, j))
		}
		if w.keep {
			edges := w.edges.piece()
			edges.Later = append(edges.Later, EarlierPair{i, j, uint8(r)})
		}
	}
}

// takeEarlier scores again the pairs of unchanged rows that an earlier comparison kept: their values may have become rarer.
func takeEarlier(ctx context.Context, found []*pairWorker, pairs []EarlierPair) error {
	var next atomic.Int32
	return shareOut(ctx, len(found), (len(pairs)+earlierPiece-1)/earlierPiece, func() func(int) {
		w := found[next.Add(1)-1]
		return func(k int) {
			for _, p := range pairs[k*earlierPiece : min((k+1)*earlierPiece, len(pairs))] {
				if r := w.b.ruleNow(p); r >= 0 {
					w.scorePair(r, p.I, p.J)
				}
			}
		}
	})
}

// earlierPiece is how many pairs of an earlier comparison a worker takes at a time.
const earlierPiece = 4096
