package spark

import (
	"slices"
	"strconv"

	"rollcall/matchers"
)

// blockColumns are those of a row in a block of a rule, with what is known of the row.
var blockColumns = slices.Concat([]column{{"rule", integer}, {"block", integer}, {"row", integer}}, homeColumns(""), []column{{"places", longs}})

// edgeColumns are those of an edge.
var edgeColumns = []column{{"l", integer}, {"r", integer}, {"weight", single}, {"probability", single}, {"gamma", long}, {"rule", integer}}

// edgeBothColumns are those of an edge with what is known of both rows.
var edgeBothColumns = slices.Concat(edgeColumns, homeColumns("l_"), homeColumns("r_"))

// eachBlocks makes Shards of blocks, of rows in the order of rules and blocks, all of a block in one task, and calls do with each.
func (w *worker) eachBlocks(do func(s *matchers.Shard, rule int, blocks []int32) error) error {
	l, rule, blocks := w.newLot(), int32(-1), []int32(nil)
	work := func() error {
		if len(blocks) == 0 {
			return nil
		}
		s, err := l.shard()
		if err != nil {
			return err
		}
		err = do(s, int(rule), blocks)
		blocks = blocks[:0]
		return err
	}
	err := w.eachRow(func() error {
		r, block := w.in.integer(0), w.in.integer(1)
		if r < 0 || int(r) >= len(w.plan.Spec.Blocking) {
			return w.in.fault(0, "there is no such rule")
		}
		if r != rule || len(blocks) == 0 || block != blocks[len(blocks)-1] {
			if r != rule || len(l.rows) >= lotRows {
				if err := work(); err != nil {
					return err
				}
			}
			rule, blocks = r, append(blocks, block)
		}
		return l.addPlaced(2, 3)
	})
	if err != nil {
		return err
	}
	return work()
}

// addPlaced adds a row with its places, by the place of its packed column.
func (l *lot) addPlaced(row, packed int) error {
	at := l.w.in.integer(row)
	if _, has := l.rows[at]; has {
		return nil
	}
	if err := l.addHome(row, packed); err != nil {
		return err
	}
	r := l.rows[at]
	r.Places = l.w.in.longs(packed + 4)
	l.rows[at] = r
	return nil
}

// scoreBlocks scores the pairs in blocks.
func (w *worker) scoreBlocks() error {
	m, err := w.needModel()
	if err != nil {
		return err
	}
	return w.eachBlocks(func(s *matchers.Shard, rule int, blocks []int32) error {
		edges, _, err := s.Score(m, rule, blocks, w.plan.CompareOptions())
		if err != nil {
			return err
		}
		for _, p := range s.PairsOf(edges) {
			if err := w.out.add(edgeRow(p)...); err != nil {
				return err
			}
		}
		return nil
	})
}

// edgeRow returns an edge as the values of its columns.
func edgeRow(p matchers.Pair) []any {
	return []any{p.L, p.R, p.Weight, p.Probability, int64(p.Gamma), int32(p.Rule)}
}

// mostBits is what no edge weighs, either way.
const mostBits = 2000

// edge returns the edge that is read.
func (w *worker) edge() (matchers.Pair, error) {
	in := w.in
	p := matchers.Pair{L: in.integer(0), R: in.integer(1), Weight: in.single(2), Probability: in.single(3), Gamma: matchers.Vector(in.long(4)), Rule: uint8(in.integer(5))}
	switch {
	case p.L < 0 || p.L >= p.R:
		return p, in.fault(0, "it does not come before r")
	case !(p.Weight > -mostBits && p.Weight < mostBits):
		return p, in.fault(2, "no edge weighs so much")
	case !(p.Probability >= 0 && p.Probability <= 1):
		return p, in.fault(3, "it is no probability")
	}
	return p, nil
}

// eachPairs makes Shards of the rows of edges and calls do with each.
func (w *worker) eachPairs(do func(s *matchers.Shard, m *matchers.Model, pairs []matchers.Pair) error) error {
	m, err := w.needModel()
	if err != nil {
		return err
	}
	l, pairs := w.newLot(), []matchers.Pair(nil)
	work := func() error {
		s, err := l.shard()
		if err != nil {
			return err
		}
		err = do(s, m, pairs)
		pairs = pairs[:0]
		return err
	}
	err = w.eachRow(func() error {
		p, err := w.edge()
		if err != nil {
			return err
		}
		if pairs = append(pairs, p); len(l.rows) < lotRows {
			return l.addBoth(4)
		}
		if err := l.addBoth(4); err != nil {
			return err
		}
		return work()
	})
	if err != nil || len(pairs) == 0 {
		return err
	}
	return work()
}

// countCopies counts by which values rows are likely copies of each other.
func (w *worker) countCopies() error {
	counts := tally{}
	err := w.eachPairs(func(s *matchers.Shard, m *matchers.Model, pairs []matchers.Pair) error {
		if err := s.EachCopy(m, pairs, func(comparison, value string, level int) { counts.add(copySum, comparison, value, strconv.Itoa(level)) }); err != nil {
			return err
		}
		return counts.sendWhenFull(w.out)
	})
	if err != nil {
		return err
	}
	return counts.send(w.out)
}

// refineEdges sets the probabilities of edges right by the copies that values have.
func (w *worker) refineEdges() error {
	return w.eachPairs(func(s *matchers.Shard, m *matchers.Model, pairs []matchers.Pair) error {
		joins, err := s.Refine(w.ctx, m, pairs)
		if err != nil {
			return err
		}
		for k, p := range pairs {
			if err := w.out.add(append(edgeRow(p), joins[k])...); err != nil {
				return err
			}
		}
		return nil
	})
}

// calibrateEdges sets the probabilities of all edges right by what third rows say: of all edges in one task, in the order of their rows.
func (w *worker) calibrateEdges() error {
	m, err := w.needModel()
	if err != nil {
		return err
	}
	var pairs []matchers.Pair
	if err := w.eachRow(func() error {
		p, err := w.edge()
		if err != nil {
			return err
		}
		if n := len(pairs); n > 0 && (p.L < pairs[n-1].L || p.L == pairs[n-1].L && p.R <= pairs[n-1].R) {
			return w.in.fault(0, "edges are out of order, or stand twice")
		}
		if int(p.R) >= w.frame.Sums.Rows {
			return w.in.fault(1, "there is no such row")
		}
		pairs = append(pairs, p)
		return nil
	}); err != nil {
		return err
	}
	if err := matchers.Calibrate(w.ctx, m, w.frame.Sums.Rows, pairs); err != nil {
		return err
	}
	for _, p := range pairs {
		if err := w.out.add(edgeRow(p)...); err != nil {
			return err
		}
	}
	return nil
}
