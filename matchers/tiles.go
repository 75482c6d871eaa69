package matchers

import "slices"

// tile is two runs of the members of a block that are all compared: those of the left with those of the right or, when both
// are the same run, each two of it.
type tile struct{ left, right span }

// self reports whether the tile is one run.
func (t tile) self() bool { return t.left == t.right }

// pairs returns how many pairs there are.
func (t tile) pairs() int64 {
	n, m := int64(t.left.to-t.left.from), int64(t.right.to-t.right.from)
	if t.self() {
		return n * (n - 1) / 2
	}
	return n * m
}

// each calls f with the two members of every pair.
func (t tile) each(f func(x, y int32)) {
	for y := t.right.from; y < t.right.to; y++ {
		to := t.left.to
		if t.self() {
			to = y
		}
		for x := t.left.from; x < to; x++ {
			f(int32(x), int32(y))
		}
	}
}

// finder is memory for finding near values, used again for the next block.
type finder struct {
	runs  []span
	marks []mark
	near  []uint64
	skip  uint64 // with a fuzzy key, one tile in so many is taken; all when 0
}

// mark is a variant of a value with the number of its run in the block.
type mark struct {
	variant uint64
	run     int32
}

// tiles calls f with the tiles of block k: the whole block or, when the rule has a fuzzy key, each run of one value and
// each two runs of near values.
func (r *ruleBlocks) tiles(k int32, f *finder, take func(t tile)) {
	from, to := int(r.start[k]), int(r.start[k+1])
	if r.fuzzy == nil {
		whole := span{from, to}
		take(tile{whole, whole})
		return
	}
	f.findRuns(r.values, from, to)
	for _, x := range f.runs {
		if x.to-x.from > 1 && f.takes(uint64(k), r.fuzzy.print(r.values[x.from])) {
			take(tile{x, x})
		}
	}
	f.findNear(r)
	for _, n := range f.near {
		x, y := f.runs[n>>32], f.runs[uint32(n)]
		if f.takes(uint64(k), r.fuzzy.print(r.values[x.from])+r.fuzzy.print(r.values[y.from])) {
			take(tile{x, y})
		}
	}
}

// takes reports whether the tile of block k whose values have such a print is one of those to be taken.
func (f *finder) takes(k, print uint64) bool { return f.skip < 2 || mix(print^mix(k))%f.skip == 0 }

// findRuns finds the runs of one value.
func (f *finder) findRuns(values []int32, from, to int) {
	f.runs = f.runs[:0]
	for from < to {
		end := from + 1
		for end < to && values[end] == values[from] {
			end++
		}
		f.runs = append(f.runs, span{from, end})
		from = end
	}
}

// findNear finds the runs whose values share a variant, each two once, the lesser first.
func (f *finder) findNear(r *ruleBlocks) {
	f.marks, f.near = f.marks[:0], f.near[:0]
	if len(f.runs) < 2 {
		return
	}
	for n, x := range f.runs {
		for _, v := range r.fuzzy.of(r.values[x.from]) {
			f.marks = append(f.marks, mark{v, int32(n)})
		}
	}
	slices.SortFunc(f.marks, compareMarks)
	for from := 0; from < len(f.marks); {
		to := from + 1
		for to < len(f.marks) && f.marks[to].variant == f.marks[from].variant {
			to++
		}
		for y := from + 1; y < to; y++ {
			for x := from; x < y; x++ {
				f.near = append(f.near, uint64(f.marks[x].run)<<32|uint64(f.marks[y].run))
			}
		}
		from = to
	}
	slices.Sort(f.near)
	f.near = slices.Compact(f.near)
}

// compareMarks orders marks by variant and then by run.
func compareMarks(a, b mark) int {
	switch {
	case a.variant < b.variant:
		return -1
	case a.variant > b.variant:
		return 1
	}
	return int(a.run) - int(b.run)
}
