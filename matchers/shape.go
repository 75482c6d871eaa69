package matchers

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// shapes says what pairs of rows can be compared in: the shape of a row is the comparisons in which it has a value, that of a pair
// those in which both have. Pairs within files stand for pairs between them of the same shape alone: where one file lacks what another
// holds, they are of other shapes, and as unlike as people without an address are to people with one.
type shapes struct {
	of    []uint16           // by row
	stand map[uint16]float64 // by shape: how many pairs between files one within them stands for, against the mean of all
}

// What is told of shapes.
const (
	mostShapes   = 256  // of the rows of a file, the commonest
	mostStand    = 20.0 // a shape of which there are hardly any pairs within files is not known by them
	leastCovered = .9   // share of the edges that must be of known shapes
)

// newShapes counts shapes. It returns nil when no file holds nobody twice.
func newShapes(s *scorer, t *Table) *shapes {
	if s.model.Within == nil || s.model.Within.Pairs == 0 {
		return nil
	}
	g := &shapes{of: make([]uint16, t.Len()), stand: map[uint16]float64{}}
	rows := map[uint16]map[uint16]float64{} // by file and shape
	for i := range g.of {
		v := s.vectorOfRows(int32(i), int32(i))
		for k := range s.comparers {
			if v.At(k) >= 0 {
				g.of[i] |= 1 << k
			}
		}
		if rows[t.dataset[i]] == nil {
			rows[t.dataset[i]] = map[uint16]float64{}
		}
		rows[t.dataset[i]][g.of[i]]++
	}
	within, between := map[uint16]float64{}, map[uint16]float64{}
	allWithin, allBetween := 0.0, 0.0
	files := slices.Sorted(maps.Keys(rows))
	for n, a := range files {
		for _, b := range files[:n+1] {
			to, all, each := between, &allBetween, 1.0
			forbidden := s.model.Spec.forbidsDatasets(a, b)
			switch {
			case forbidden && a != b:
				continue
			case forbidden:
				to, all = within, &allWithin
			}
			if a == b {
				each = .5
			}
			for _, x := range commonest(rows[a]) {
				for _, y := range commonest(rows[b]) {
					pairs := each * rows[a][x] * rows[b][y]
					to[x&y] += pairs
					*all += pairs
				}
			}
		}
	}
	for shape, pairs := range between {
		if of := within[shape]; of > 0 {
			g.stand[shape] = pairs / max(allBetween, 1) / (of / max(allWithin, 1))
		}
	}
	return g
}

// commonest returns the commonest shapes, in order.
func commonest(rows map[uint16]float64) []uint16 {
	list := slices.Sorted(maps.Keys(rows))
	slices.SortStableFunc(list, func(a, b uint16) int { return cmp.Compare(rows[b], rows[a]) })
	return list[:min(len(list), mostShapes)]
}

// standsFor returns how many pairs between files one of the shape of two rows stands for, 0 when pairs within files say nothing of it.
func (g *shapes) standsFor(i, j int32) float64 {
	if g == nil {
		return 0
	}
	if n := g.stand[g.of[i]&g.of[j]]; n <= mostStand && !math.IsInf(n, 0) {
		return n
	}
	return 0
}
