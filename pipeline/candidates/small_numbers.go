package candidates

import (
	"cmp"
	"slices"
)

// smallest is the least number of children that is shown of a part of a list: of fewer, whoever knows the place might tell who they are.
const smallest = 5

// isSmall reports whether a number of children of a part is not shown. That there is none is shown.
func isSmall(n int) bool { return n > 0 && n < smallest }

// sums is a table as a graph: the sums of its rows and columns are the nodes, its figures the edges. What changes hidden figures and no
// sum goes round in a circle of them, so that a figure can be worked out exactly where no circle goes through it (Gusfield, "A graph
// theoretic approach to statistical data security", 1988).
type sums []figure

type figure struct {
	from, to int // a figure that rises takes from one sum and gives to the other
	n        int
	kept     bool // is said elsewhere: hiding it hides nothing
	part     bool // is no sum itself
	hidden   bool
}

// hideSmall says which figures of a table are not shown, so that none under five can be worked out from those that are; false when nothing
// but leaving the table out would do. The last row holds the sums of the columns, which the page says elsewhere; across says that the last
// column holds those of the rows. Where what is hidden of a sum is under five together, more is hidden.
func hideSmall(t [][]int, across bool) ([][]bool, bool) {
	s := sumsOf(t, across)
	for k := range s {
		s[k].hidden = isSmall(s[k].n) && !s[k].kept
	}
	for {
		k := s.findBare()
		if k >= 0 && !s.hideFor(k) {
			return nil, false
		}
		if k < 0 && !s.fillUp() {
			break
		}
	}
	hidden, k := make([][]bool, len(t)), 0
	for i := range t {
		for range t[i] {
			hidden[i] = append(hidden[i], s[k].hidden)
			k++
		}
	}
	return hidden, true
}

// rows is the one node of all rows where they have no sums: it binds nothing.
const rows = -1

// sumsOf is the graph of a table, its figures row by row.
func sumsOf(t [][]int, across bool) (s sums) {
	for i, row := range t {
		for j, n := range row {
			below, beside := i == len(t)-1, across && j == len(row)-1
			f := figure{from: rows, to: len(t) + j, n: n, kept: below, part: !below && !beside}
			if across {
				f.from = i
			}
			if below != beside {
				f.from, f.to = f.to, f.from
			}
			s = append(s, f)
		}
	}
	return s
}

// findBare finds a hidden figure that can be worked out; negative when there is none.
func (s sums) findBare() int {
	for k, f := range s {
		if f.hidden && !s.isOpen(k) {
			return k
		}
	}
	return -1
}

// isOpen reports whether a hidden figure might as well be another number, for all that the rest of the table shows.
func (s sums) isOpen(k int) bool {
	f := s[k]
	return s.canFlow(f.to, f.from, k) || f.n > 0 && s.canFlow(f.from, f.to, k)
}

// canFlow reports whether one can be passed on from one sum to another through hidden figures other than one, none falling below nought.
func (s sums) canFlow(from, to, but int) bool {
	reached, next := map[int]bool{from: true}, []int{from}
	reach := func(node int) {
		if !reached[node] {
			reached[node], next = true, append(next, node)
		}
	}
	for len(next) > 0 && !reached[to] {
		at := next[0]
		next = next[1:]
		for k, f := range s {
			if !f.hidden || k == but {
				continue
			}
			if f.from == at {
				reach(f.to)
			} else if f.to == at && f.n > 0 {
				reach(f.from)
			}
		}
	}
	return reached[to]
}

// hideFor hides one more figure for the sake of a hidden one: the smallest that leaves it open, or else the smallest that shares a sum
// with it. It reports whether there was any.
func (s sums) hideFor(k int) bool {
	shown := s.shown(func(figure) bool { return true })
	for _, other := range shown {
		if s[other].hidden = true; s.isOpen(k) {
			return true
		}
		s[other].hidden = false
	}
	beside := slices.IndexFunc(shown, func(o int) bool { return s[o].shares(s[k]) })
	if beside < 0 && len(shown) > 0 {
		beside = 0
	}
	if beside >= 0 {
		s[shown[beside]].hidden = true
	}
	return beside >= 0
}

// shown are the figures that could still be hidden, the smallest first, those of nought last.
func (s sums) shown(is func(figure) bool) (at []int) {
	for k, f := range s {
		if !f.hidden && !f.kept && is(f) {
			at = append(at, k)
		}
	}
	slices.SortStableFunc(at, func(a, b int) int {
		return cmp.Or(cmp.Compare(min(s[b].n, 1), min(s[a].n, 1)), cmp.Compare(s[a].n, s[b].n))
	})
	return at
}

func (f figure) shares(o figure) bool {
	return f.from == o.from || f.from == o.to || f.to == o.from || f.to == o.to
}

// fillUp hides one more figure of a sum that is shown and of which the hidden parts are under five together: their sum could be worked
// out. It reports whether there was one to hide.
func (s sums) fillUp() bool {
	for _, total := range s {
		if total.part || total.hidden {
			continue
		}
		for _, node := range [...]int{total.from, total.to} {
			if node == rows {
				continue
			}
			of, together := func(f figure) bool { return f.part && f.n > 0 && (f.from == node || f.to == node) }, 0
			for _, f := range s {
				if f.hidden && of(f) {
					together += f.n
				}
			}
			if shown := s.shown(of); isSmall(together) && len(shown) > 0 {
				s[shown[0]].hidden = true
				return true
			}
		}
	}
	return false
}
