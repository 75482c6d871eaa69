package matchers

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
)

// The kinds of Count that training sees.
const (
	countRandom = iota
	countOwn
	countTold
	countApart
	countUnion
	countUnionTold
	countUnionApart
	countCompared
	countKinds
)

// Count is how many pairs of a kind have a vector, of one rule where the kind has rules. The counts of shards are added up.
type Count struct {
	Kind, Rule int
	Vector     Vector
	N          float64
}

// RandomPairs calls take with the pairs that U is learnt from, as places of rows in the order of keys: chunks from to below to of
// ChanceChunks.
func RandomPairs(o TrainOptions, rows, from, to int, take func(x, y int32)) {
	o.fillDefaults()
	n := int64(rows)
	if n < 2 {
		return
	}
	if n*(n-1)/2 <= int64(o.RandomPairs) {
		if from == 0 {
			for x := range rows {
				for y := range x {
					take(int32(x), int32(y))
				}
			}
		}
		return
	}
	for chunk := from; chunk < to && chunk*chanceChunk < o.RandomPairs; chunk++ {
		eachDrawn(rand.New(rand.NewPCG(o.Seed, uint64(chunk))), rows, chunk, o.RandomPairs, take)
	}
}

// ChanceChunks returns in how many chunks pairs are drawn.
func ChanceChunks(o TrainOptions) int {
	o.fillDefaults()
	return (o.RandomPairs + chanceChunk - 1) / chanceChunk
}

// CountPairs counts the vectors of random pairs of rows.
func (s *Shard) CountPairs(pairs [][2]int32, take func(Count)) error {
	v, err := s.t.prepareVectors(s.spec)
	if err != nil {
		return err
	}
	v = v.forWorker()
	counts := newPatternCounts()
	for _, p := range pairs {
		i, err := s.indexOf(p[0])
		if err != nil {
			return err
		}
		j, err := s.indexOf(p[1])
		if err != nil {
			return err
		}
		counts.add(v.vectorOfRows(i, j), 1)
	}
	takeCounts(counts, countRandom, 0, take)
	return nil
}

// takeCounts calls take with what a table counted.
func takeCounts(p *patternCounts, kind, rule int, take func(Count)) {
	for k, key := range p.keys {
		if key != 0 {
			take(Count{kind, rule, key - 1, p.counts[k]})
		}
	}
}

// TrainsOn reports whether training looks at the pairs of a rule, and that it looks at one block in so many.
func (s *Sums) TrainsOn(spec Spec, r int) (step int64, does bool) {
	if spec.isLoose(spec.Blocking[r]) || r >= len(s.Rules) {
		return 0, false
	}
	fuzzy := slices.ContainsFunc(spec.Blocking[r].Keys, func(k Key) bool { return k.Part == Deletions || k.Part == Wildcards })
	_, step = trainingSteps(s.Rules[r].Pairs, s.Rows, fuzzy)
	return step, true
}

// CountBlocks counts the vectors of the pairs in some blocks of rule r, all rows of which are in the shard.
func (s *Shard) CountBlocks(r int, blocksOf []int32, take func(Count)) error {
	step, does := s.sums.TrainsOn(s.spec, r)
	if !does {
		return nil
	}
	v, err := s.t.prepareVectors(s.spec)
	if err != nil {
		return err
	}
	b := s.bindBlocks(r, blocksOf)
	every, _ := trainingSteps(s.sums.Rules[r].Pairs, s.sums.Rows, b.rules[r].fuzzy != nil)
	w := newWatcher(v, b.blocks, s.t.prepareBorneOut(s.spec, v), r, every, s.spec.restsOn(s.spec.Blocking[r]))
	for _, k := range b.own {
		if int64(b.rules[r].numberOf(k))%step == 0 {
			w.watchBlock(k)
		}
	}
	for kind, counts := range map[int]*patternCounts{countOwn: w.own, countTold: w.told, countApart: w.apart} {
		takeCounts(counts, kind, r, take)
	}
	for kind, counts := range map[int]*patternCounts{countUnion: w.union, countUnionTold: w.unionTold, countUnionApart: w.unionApart} {
		takeCounts(counts, kind, 0, take)
	}
	take(Count{Kind: countCompared, N: float64(w.compared)})
	return nil
}

// Learn learns a Model from counts that are added up, as Train does from the rows.
func Learn(ctx context.Context, spec Spec, sums *Sums, counts []Count, o TrainOptions) (*Model, *Training, error) {
	if err := spec.checkShards(); err != nil {
		return nil, nil, err
	}
	if sums.Rows >= manyRows {
		return nil, nil, fmt.Errorf("train: %d rows: from %d on rules are tried before they are taken, which shards do not yet; train on some of the rows and name the model", sums.Rows, manyRows)
	}
	o.fillDefaults()
	n := len(spec.Blocking)
	tables := [countKinds][]*patternCounts{}
	for kind := range tables {
		for range n {
			tables[kind] = append(tables[kind], newPatternCounts())
		}
	}
	for _, c := range counts {
		if c.Kind < 0 || c.Kind >= countKinds || c.Rule < 0 || c.Rule >= n {
			return nil, nil, fmt.Errorf("train: a count of kind %d, rule %d: there is none such", c.Kind, c.Rule)
		}
		tables[c.Kind][c.Rule].add(c.Vector, c.N)
	}
	cells := func(kind, rule int) []cell { return sumCells(tables[kind][rule]) }
	seen := &observed{stands: make([]float64, n), union: cells(countUnion, 0), unionTold: cells(countUnionTold, 0), unionApart: cells(countUnionApart, 0)}
	for r := range n {
		seen.rules, seen.told, seen.apart = append(seen.rules, cells(countOwn, r)), append(seen.told, cells(countTold, r)), append(seen.apart, cells(countApart, r))
	}
	for _, c := range cells(countCompared, 0) {
		seen.pairs += int64(c.n)
	}
	t := sums.emptyTable()
	if spec.asksWhoBearsOut() {
		seen.mayBeTold = float64(sums.Bearable) / float64(max(sums.Rows, 1))
	}
	m, training := learnModel(spec, cells(countRandom, 0), seen, t, o)
	return m, training, ctx.Err()
}

// emptyTable returns a table of so many rows, of which nothing else is known.
func (s *Sums) emptyTable() *Table {
	t := &Table{dataset: make([]uint16, 0, s.Rows)}
	for d, n := range s.Datasets {
		for range n {
			t.dataset = append(t.dataset, uint16(d))
		}
	}
	return t
}

// asksWhoBearsOut reports whether newBorneOut returns anything.
func (s Spec) asksWhoBearsOut() bool {
	return s.measuredBy(MeasureForename) >= 0 && s.measuredBy(MeasureSurname) >= 0 && s.measuredBy(MeasureDate) >= 0 &&
		slices.ContainsFunc(s.Vetoes, func(v Veto) bool { return v.BorneOut || v.Kept && s.measuredBy(MeasurePlace) >= 0 })
}
