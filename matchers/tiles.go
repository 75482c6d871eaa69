package matchers

import (
	"math/bits"
	"slices"
)

// tile is two runs of the members of a block that are all compared: those of the left with those of the right or, when both
// are the same run, each two of it.
type tile struct{ left, right span }

// isOneRun reports whether the tile is one run.
func (t tile) isOneRun() bool { return t.left == t.right }

// countPairs returns how many pairs there are.
func (t tile) countPairs() int64 {
	n, m := int64(t.left.to-t.left.from), int64(t.right.to-t.right.from)
	if t.isOneRun() {
		return n * (n - 1) / 2
	}
	return n * m
}

// eachPair calls f with the two members of every pair.
func (t tile) eachPair(f func(x, y int32)) {
	for y := t.right.from; y < t.right.to; y++ {
		to := t.left.to
		if t.isOneRun() {
			to = y
		}
		for x := t.left.from; x < to; x++ {
			f(int32(x), int32(y))
		}
	}
}

// eachTile calls take with the tiles of block k: the whole block or, when the rule has a fuzzy key, each run of one value and each
// two runs of near values. Of those, one in skip is taken; all when it is below 2.
func (r *ruleBlocks) eachTile(k int32, skip uint64, take func(t tile)) {
	if r.fuzzy == nil {
		whole := span{int(r.start[k]), int(r.start[k+1])}
		take(tile{whole, whole})
		return
	}
	for at := 4 * r.pieces[k]; at < 4*r.pieces[k+1]; at += 4 {
		n := r.near[at : at+4]
		t := tile{span{int(n[0]), int(n[1])}, span{int(n[2]), int(n[3])}}
		// The choice depends on values alone, never on their codes.
		x, y := r.fuzzy.digestOf(r.values[t.left.from]), r.fuzzy.digestOf(r.values[t.right.from])
		if skip < 2 || mixBits((x+y)^mixBits(uint64(r.numberOf(k))))%skip == 0 {
			take(t)
		}
	}
}

// keepNear takes the tiles of all blocks.
func (r *ruleBlocks) keepNear(near [][]tile) {
	r.pieces = make([]int32, 1, len(near)+1)
	total := 0
	for _, tiles := range near {
		total += len(tiles)
		r.pieces = append(r.pieces, int32(total))
	}
	r.near = make([]int32, 0, 4*total)
	for _, tiles := range near {
		for _, t := range tiles {
			r.near = append(r.near, int32(t.left.from), int32(t.left.to), int32(t.right.from), int32(t.right.to))
		}
	}
}

// finder is memory for finding near values, used again for the next block.
type finder struct {
	runs         []span
	marks, spare []mark
	near         []uint64
}

// mark is a variant of a value, all but its lowest bits, and in these the number of its run in the block.
type mark uint64

// findTiles returns the tiles of block k of a rule with a fuzzy key.
func (f *finder) findTiles(r *ruleBlocks, k int32) []tile {
	f.findRuns(r.values, int(r.start[k]), int(r.start[k+1]))
	f.findNear(r)
	var out []tile
	for _, x := range f.runs {
		if x.to-x.from > 1 {
			out = append(out, tile{x, x})
		}
	}
	for _, n := range f.near {
		out = append(out, tile{f.runs[n>>32], f.runs[uint32(n)]})
	}
	return out
}

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
	low := bits.Len(uint(len(f.runs) - 1))
	for n, x := range f.runs {
		for _, v := range r.fuzzy.of(r.values[x.from]) {
			f.marks = append(f.marks, mark(v>>low<<low|uint64(n)))
		}
	}
	f.spare = slices.Grow(f.spare[:0], len(f.marks))[:len(f.marks)]
	sortMarks(f.marks, f.spare)
	for from := 0; from < len(f.marks); {
		to := from + 1
		for to < len(f.marks) && f.marks[to]>>low == f.marks[from]>>low {
			to++
		}
		f.pairUp(r, f.marks[from:to], 1<<low-1)
		from = to
	}
	slices.Sort(f.near)
	f.near = slices.Compact(f.near)
}

// pairUp notes each two runs of a list of marks, when their values do share a variant: marks keep only part of it.
func (f *finder) pairUp(r *ruleBlocks, marks []mark, low mark) {
	for y := 1; y < len(marks); y++ {
		for _, x := range marks[:y] {
			a, b := x&low, marks[y]&low
			if a != b && r.fuzzy.shareVariant(r.values[f.runs[a].from], r.values[f.runs[b].from]) {
				f.near = append(f.near, uint64(a)<<32|uint64(b))
			}
		}
	}
}
