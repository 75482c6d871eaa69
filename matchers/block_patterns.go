package matchers

import (
	"context"
	"slices"
	"sync"
)

// observed is what training sees of the pairs that blocking makes.
type observed struct {
	rules [][]cell // of all pairs in the blocks of each rule, with the comparisons that the rule rests on null
	// told are those of them that other rows tell apart: where there are households they are known not to be matches.
	told [][]cell
	// apart are the same for pairs within a dataset that holds nobody twice: they are known not to be matches.
	apart [][]cell
	// stands is, by rule, how many pairs that may be matches one of those stands for, as far as chance brings both together.
	stands []float64
	union  []cell // of the pairs of all rules, each once
	// unionApart are those of pairs known not to be matches.
	unionApart []cell
	unionTold  []cell  // of union, those that other rows tell apart
	mayBeTold  float64 // share of the rows that could be borne out
	pairs      int64   // compared
	twoFiles   bool    // that hold nobody twice
	labels     []label
}

// toldOf returns the pairs of rule r that other rows tell apart.
func (o *observed) toldOf(r int) []cell {
	if o.told == nil {
		return nil
	}
	return o.told[r]
}

// How many pairs of a rule training looks at, at most: beyond, every so many blocks are taken. With fewer than these a class of
// households that holds one person's records can look like one on a public set of people with errors; where there are many rows every
// rule has more than enough.
const (
	trainingPairs     = 250_000
	trainingPairsMany = 100_000
)

// trainingPairsOf returns how many there are for so many rows.
func trainingPairsOf(rows int) int64 {
	if rows >= manyRows {
		return trainingPairsMany
	}
	return trainingPairs
}

// observePatterns counts the vectors of the pairs in blocks.
func observePatterns(ctx context.Context, v *vectorer, spec Spec, b *blocks, w *borneOut, workers int) (*observed, error) {
	n := len(spec.Blocking)
	out := &observed{rules: make([][]cell, n), told: make([][]cell, n), apart: make([][]cell, n)}
	var unions, unionsTold, unionsApart []*patternCounts
	for r, rule := range spec.Blocking {
		if spec.isLoose(rule) {
			continue
		}
		var watchers []*watcher
		err := b.withLists(r, func() error {
			var err error
			watchers, err = watchRule(ctx, v, b, w, r, spec.restsOn(rule), workers)
			return err
		})
		if err != nil {
			return nil, err
		}
		var own, told, apart []*patternCounts
		for _, w := range watchers {
			own, told, apart = append(own, w.own), append(told, w.told), append(apart, w.apart)
			unions, unionsTold, unionsApart = append(unions, w.union), append(unionsTold, w.unionTold), append(unionsApart, w.unionApart)
			out.pairs += w.compared
		}
		out.rules[r], out.told[r], out.apart[r] = sumCells(own...), sumCells(told...), sumCells(apart...)
	}
	out.union, out.unionTold, out.unionApart = sumCells(unions...), sumCells(unionsTold...), sumCells(unionsApart...)
	return out, nil
}

// watcher counts the vectors of some pairs of one rule.
type watcher struct {
	*vectorer
	b          *blocks
	rule       int
	every      int64
	mask       Vector
	borneOut   *borneOut
	own, union *patternCounts
	told       *patternCounts
	unionTold  *patternCounts
	apart      *patternCounts
	unionApart *patternCounts
	compared   int64
}

// watchRule counts the vectors of the pairs of rule r.
func watchRule(ctx context.Context, v *vectorer, b *blocks, borneOut *borneOut, r int, mask Vector, workers int) ([]*watcher, error) {
	var mu sync.Mutex
	var all []*watcher
	every, step := trainingSteps(b.rules[r].report.Pairs, b.t.Len(), b.rules[r].fuzzy != nil)
	blocks := int((int64(b.rules[r].n()) + step - 1) / step)
	few := max(1, min(blocks/(16*workers), blocksReady))
	err := shareOut(ctx, workers, (blocks+few-1)/few, func() func(int) {
		w := newWatcher(v, b, borneOut, r, every, mask)
		mu.Lock()
		all = append(all, w)
		mu.Unlock()
		return func(k int) {
			w.fetchBlocks(k*few, min((k+1)*few, blocks), int(step))
			for x := k * few; x < min((k+1)*few, blocks); x++ {
				w.watchBlock(int32(x * int(step)))
			}
		}
	})
	return all, err
}

// blocksReady is how many blocks, of which most hold a few rows, are fetched at a time.
const blocksReady = 64

// fetchBlocks reads something of the rows of some blocks, so many apart, that are looked at next.
func (w *watcher) fetchBlocks(from, to, step int) {
	rule := w.b.rules[w.rule]
	for x := from; x < to; x++ {
		rows := rule.members[rule.start[x*step]:rule.start[x*step+1]]
		rows = rows[:min(len(rows), rowsReady/blocksReady)]
		w.fetchRows(rows...)
		w.fetched += w.b.lanes.fetchRows(rows)
	}
}

// newWatcher returns one that has seen nothing, for a goroutine of its own.
func newWatcher(v *vectorer, b *blocks, borneOut *borneOut, r int, every int64, mask Vector) *watcher {
	return &watcher{vectorer: v.forWorker(), b: b, rule: r, every: every, mask: mask, borneOut: borneOut,
		own: newPatternCounts(), union: newPatternCounts(), told: newPatternCounts(), unionTold: newPatternCounts(),
		apart: newPatternCounts(), unionApart: newPatternCounts()}
}

// trainingSteps returns how many pairs one that is looked at stands for, in a rule of so many pairs among so many rows, and that one
// block in so many is looked at: blocks of a fuzzy key are few and large, and pieces of each are taken.
func trainingSteps(pairs int64, rows int, fuzzy bool) (every, step int64) {
	every = 1 + pairs/trainingPairsOf(rows)
	if fuzzy {
		return every, 1
	}
	return every, every
}

// watchBlock counts the vectors of pairs of block k.
func (w *watcher) watchBlock(k int32) {
	rule := w.b.rules[w.rule]
	skip := uint64(0)
	if rule.fuzzy != nil {
		skip = uint64(w.every)
	}
	rule.eachTile(k, skip, func(t tile) {
		t.eachPair(func(x, y int32) { w.watchPair(rule, k, x, y) })
	})
}

// watchPair counts the vector of two members of block k.
func (w *watcher) watchPair(rule *ruleBlocks, k, x, y int32) {
	i, j := rule.members[x], rule.members[y]
	if w.b.metBefore(i, j, w.rule, k, rule.valueOf(x), rule.valueOf(y)) {
		return
	}
	if w.b.forbidsPair(i, j) {
		if w.b.t.dataset[i] == w.b.t.dataset[j] {
			vec := w.vectorOfRows(i, j)
			w.apart.add(vec&^w.mask, float64(w.every))
			if !w.b.meetEarlier(i, j, 0, w.rule) {
				w.unionApart.add(vec, float64(w.every))
			}
		}
		return
	}
	w.compared++
	vec := w.vectorOfRows(i, j)
	own, union := w.own, w.union
	if w.borneOut.tellApart(i, j, vec) {
		own, union = w.told, w.unionTold
	}
	own.add(vec&^w.mask, float64(w.every))
	if !w.b.meetEarlier(i, j, 0, w.rule) {
		union.add(vec, float64(w.every))
	}
}

// restsOn returns the fields of the comparisons that read a column on which the rule's pairs agree by construction.
func (s Spec) restsOn(rule BlockingRule) Vector {
	var mask Vector
	for k, c := range s.Comparisons {
		for _, key := range rule.Keys {
			for _, name := range slices.Concat(c.Columns, c.Postcodes, c.Former) {
				if slices.Contains(key.Columns, name) {
					mask |= bitsOf(k)
				}
			}
		}
	}
	return mask
}

// joinsHouseholds reports whether a rule brings together those who live at one address, and asks for nothing else: among them it
// can be seen what else a household shares, and how little a match is that alone.
func (s Spec) joinsHouseholds(rule BlockingRule) bool {
	place := s.measuredBy(MeasurePlace)
	return place >= 0 && s.hasHouseholds() && len(rule.Keys) == 1 && rule.Keys[0].Part == Whole &&
		!slices.ContainsFunc(rule.Keys[0].Columns, func(name string) bool { return !slices.Contains(s.Comparisons[place].Columns, name) })
}
