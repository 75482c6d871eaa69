package spark

import (
	"slices"

	"rollcall/matchers"
)

// pairColumns are those of a pair of rows.
var pairColumns = []column{{"l", integer}, {"r", integer}}

// bothColumns are those of a pair with what is known of both rows.
var bothColumns = slices.Concat(pairColumns, homeColumns("l_"), homeColumns("r_"))

// countColumns are those of how many pairs have a vector.
var countColumns = []column{{"kind", integer}, {"rule", integer}, {"vector", long}, {"n", double}}

// drawPairs draws the pairs of chunks.
func (w *worker) drawPairs() error {
	return w.eachRow(func() (err error) {
		chunk := int(w.in.long(0))
		if chunk < 0 || chunk >= matchers.ChanceChunks(w.plan.TrainOptions()) {
			return w.in.fault(0, "there is no such chunk")
		}
		matchers.RandomPairs(w.plan.TrainOptions(), w.frame.Sums.Rows, chunk, chunk+1, func(x, y int32) {
			if err == nil {
				err = w.out.add(x, y)
			}
		})
		return err
	})
}

// vectorCounts adds up counts before they are sent.
type vectorCounts map[matchers.Count]float64

// add adds a count.
func (c vectorCounts) add(n matchers.Count) {
	sum := n.N
	n.N = 0
	c[n] += sum
}

// send sends what was added up.
func (c vectorCounts) send(out *output) error {
	for k, n := range c {
		if err := out.add(int32(k.Kind), int32(k.Rule), int64(k.Vector), n); err != nil {
			return err
		}
	}
	return nil
}

// countChance counts the vectors of pairs drawn at random.
func (w *worker) countChance() error {
	counts := vectorCounts{}
	l, pairs := w.newLot(), [][2]int32(nil)
	work := func() error {
		s, err := l.shard()
		if err != nil {
			return err
		}
		err = s.CountPairs(pairs, counts.add)
		pairs = pairs[:0]
		return err
	}
	err := w.eachRow(func() error {
		if err := l.addBoth(0); err != nil {
			return err
		}
		if pairs = append(pairs, [2]int32{w.in.integer(0), w.in.integer(1)}); len(l.rows) >= lotRows {
			return work()
		}
		return nil
	})
	if err == nil && len(pairs) > 0 {
		err = work()
	}
	if err != nil {
		return err
	}
	return counts.send(w.out)
}

// addBoth adds both rows of a pair, whose columns begin at a place.
func (l *lot) addBoth(at int) error {
	if err := l.addHome(0, at+2); err != nil {
		return err
	}
	return l.addHome(1, at+6)
}

// countBlocks counts the vectors of the pairs in blocks.
func (w *worker) countBlocks() error {
	counts := vectorCounts{}
	err := w.eachBlocks(func(s *matchers.Shard, rule int, blocks []int32) error {
		return s.CountBlocks(rule, blocks, counts.add)
	})
	if err != nil {
		return err
	}
	return counts.send(w.out)
}

// learnModel learns the model of counts that the driver has added up.
func (w *worker) learnModel() error {
	var counts []matchers.Count
	err := w.eachRow(func() error {
		n := w.in.double(3)
		if !(n >= 0 && n < 1e18) {
			return w.in.fault(3, "it counts nothing")
		}
		counts = append(counts, matchers.Count{Kind: int(w.in.integer(0)), Rule: int(w.in.integer(1)), Vector: matchers.Vector(w.in.long(2)), N: n})
		return nil
	})
	if err != nil {
		return err
	}
	model, err := w.plan.Learn(w.ctx, w.frame.Sums, counts)
	if err != nil {
		return err
	}
	return w.out.add(string(model))
}
