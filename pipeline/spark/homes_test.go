package spark

import "rollcall/matchers"

// homesFound is who bears out whom, by what is told of pairs of rows.
type homesFound struct {
	home  parts
	borne []bool
	size  []int32 // of homes, by their first rows
	left  []leaving
}

// leaving is a pair of rows at two homes.
type leaving struct {
	l, r int32
	far  bool
}

func newHomesFound(rows int) *homesFound {
	return &homesFound{home: newParts(rows), borne: make([]bool, rows), size: make([]int32, rows)}
}

// take takes a row of bearingColumns.
func (h *homesFound) take(b []any) {
	l, r := b[0].(int32), b[1].(int32)
	switch {
	case b[2].(bool):
		h.home.join(l, r)
	case b[3].(bool):
		h.left = append(h.left, leaving{l, r, b[4].(bool)})
	default:
		h.borne[l] = true
	}
}

// end counts the rows at home and returns how people move, once all is taken.
func (h *homesFound) end() matchers.Moves {
	left := map[[2]int32]bool{}
	for _, b := range h.left {
		if x, y := h.home.of(b.l), h.home.of(b.r); x != y {
			pair := [2]int32{min(x, y), max(x, y)}
			left[pair] = left[pair] || b.far
		}
	}
	for i := range h.home {
		h.size[h.home.of(int32(i))]++
	}
	moves, two := matchers.Moves{Single: 1}, map[int32]bool{}
	for pair, far := range left {
		two[pair[0]], two[pair[1]] = true, true
		switch {
		case h.size[pair[0]] > 1 && h.size[pair[1]] > 1:
			moves.Kept++
		case far:
			moves.Single++
		}
	}
	for i, n := range h.size {
		if n > 1 && !two[int32(i)] {
			moves.LeavesOne += min(float64(n-1), 2)
			moves.KeepsBoth += max(float64(n-3), 0)
		}
	}
	return moves
}

// parts are rows that are held together, each part known by its least row.
type parts []int32

func newParts(n int) parts {
	p := make(parts, n)
	for i := range p {
		p[i] = int32(i)
	}
	return p
}

func (p parts) of(i int32) int32 {
	for p[i] != i {
		p[i] = p[p[i]]
		i = p[i]
	}
	return i
}

func (p parts) join(a, b int32) {
	a, b = p.of(a), p.of(b)
	p[max(a, b)] = min(a, b)
}
