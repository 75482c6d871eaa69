package matchers

import (
	"cmp"
	"slices"
)

// patternCounts counts vectors: an open table that grows as vectors come. There are thousands of them among any number of
// pairs, so the memory of training does not grow with pairs.
type patternCounts struct {
	keys   []Vector // vector + 1, zero for an empty slot
	counts []float64
	used   int
}

// newPatternCounts returns an empty table.
func newPatternCounts() *patternCounts {
	return &patternCounts{keys: make([]Vector, 1<<10), counts: make([]float64, 1<<10)}
}

// add counts a vector n times.
func (p *patternCounts) add(v Vector, n float64) {
	mask := uint64(len(p.keys) - 1)
	for at := mixBits(uint64(v)) & mask; ; at = (at + 1) & mask {
		switch p.keys[at] {
		case v + 1:
			p.counts[at] += n
			return
		case 0:
			p.keys[at], p.counts[at] = v+1, n
			p.used++
			if p.used*2 > len(p.keys) {
				p.doubleTable()
			}
			return
		}
	}
}

// doubleTable doubles the table.
func (p *patternCounts) doubleTable() {
	old := *p
	*p = patternCounts{keys: make([]Vector, 2*len(old.keys)), counts: make([]float64, 2*len(old.keys))}
	for k, key := range old.keys {
		if key != 0 {
			p.add(key-1, old.counts[k])
		}
	}
}

// cell is a vector and how many pairs have it.
type cell struct {
	vector Vector
	n      float64
}

// sumCells adds up tables and returns their vectors in ascending order.
func sumCells(tables ...*patternCounts) []cell {
	sum := newPatternCounts()
	for _, p := range tables {
		for k, key := range p.keys {
			if key != 0 {
				sum.add(key-1, p.counts[k])
			}
		}
	}
	var out []cell
	for k, key := range sum.keys {
		if key != 0 {
			out = append(out, cell{key - 1, sum.counts[k]})
		}
	}
	slices.SortFunc(out, func(a, b cell) int { return cmp.Compare(a.vector, b.vector) })
	return out
}
