package matchers

import (
	"cmp"
	"math"
	"slices"
)

// keptHomes are the rows that share their home with another row of the same name and birth: somebody is known there.
//
// Rows of one name and birthday at two homes are somebody who moved, or two people. Who moved leaves rows behind one by one: of some
// there is one row at the old home, of some one at the new. Where each home is kept by several rows nearly every time, and hardly anybody
// has a single row elsewhere, nobody moves, and they are namesakes.
type keptHomes struct {
	when                  matcher  // the conditions of the veto
	addresses, postcodes  []string // columns
	place, birth, surname comparer
	home                  *disjoint // rows of one name, birth and home, each set known by its first
	size                  []int32   // rows of each set, by the first
	leaves                []leave   // pairs of rows of one name and birthday at two homes
	// rarelyLeft says that people who move are too few to account for homes that are both kept, and lnMoved is the natural logarithm of the
	// share of them that they do.
	rarelyLeft bool
	lnMoved    float64
}

// leave is two rows of one name and birth, or the first rows of two homes, and whether the homes have nothing in common.
type leave struct {
	i, j int32
	far  bool
}

// rankOf orders what is so after what is not.
func rankOf(so bool) int {
	if so {
		return 1
	}
	return 0
}

// What it takes to say so: so many pairs of homes that are both kept, and so many times what those who move account for.
const (
	fewestKept = 10
	timesMoved = 3.0
)

// newKeptHomes returns homes of which nothing is known yet, nil where nothing tells them.
func newKeptHomes(t *Table, spec Spec, v *vectorer, when matcher) *keptHomes {
	place := spec.measuredBy(MeasurePlace)
	if place < 0 {
		return nil
	}
	bound := func(k int) comparer { return v.comparers[k].forWorker() }
	c := spec.Comparisons[place]
	return &keptHomes{when: when, addresses: c.Columns, postcodes: c.Postcodes, home: newDisjoint(t.Len()),
		place: bound(place), birth: bound(spec.measuredBy(MeasureDate)), surname: bound(spec.measuredBy(MeasureSurname))}
}

// keysOf returns the keys on which rows of one home agree: the address, which few share, and the postcode with the surname.
func (h *keptHomes) keysOf(named Key) (out [][]Key) {
	if len(h.addresses) > 0 {
		out = append(out, []Key{{Columns: h.addresses}})
	}
	if len(h.postcodes) > 0 {
		out = append(out, []Key{{Columns: h.postcodes}, named})
	}
	return out
}

// note takes two rows of one name and about one birth.
func (h *keptHomes) note(i, j int32) {
	switch g, _, _ := h.place.compareRows(i, j); {
	case g == placeElse:
		h.leaves = append(h.leaves, leave{i, j, true})
	case g == placeNeighbour: // or a house number with a slip
		h.leaves = append(h.leaves, leave{i, j, false})
	case g >= placePostcode:
		h.home.join(i, j)
	}
}

// compareBirths returns the level of two rows' birthdays.
func (h *keptHomes) compareBirths(i, j int32) int8 {
	g, _, _ := h.birth.compareRows(i, j)
	return g
}

// namedAlike reports whether two rows' surnames are the same or close.
func (h *keptHomes) namedAlike(i, j int32) bool {
	g, _, _ := h.surname.compareRows(i, j)
	return g >= surnameClose
}

// tellApart reports whether rows i and j are of two homes that are both kept.
func (h *keptHomes) tellApart(i, j int32) bool {
	a, b := h.home.find(i), h.home.find(j)
	return a != b && h.size[a] > 1 && h.size[b] > 1
}

// judgeMoves finds out whether people who move account for those of one name and birthday at two homes that are both kept. Somebody of n rows
// who moved between any two of them has one row at either home in 2 of n−1 cases, and more at both in n−3.
func (h *keptHomes) judgeMoves() {
	h.size = make([]int32, len(h.home.parent))
	for i := range h.size {
		h.size[h.home.find(int32(i))]++
	}
	pairs := h.leaves[:0]
	for _, p := range h.leaves {
		if a, b := h.home.find(p.i), h.home.find(p.j); a != b {
			pairs = append(pairs, leave{min(a, b), max(a, b), p.far})
		}
	}
	slices.SortFunc(pairs, func(p, q leave) int {
		return cmp.Or(cmp.Compare(p.i, q.i), cmp.Compare(p.j, q.j), cmp.Compare(rankOf(q.far), rankOf(p.far)))
	})
	pairs = slices.CompactFunc(pairs, func(p, q leave) bool { return p.i == q.i && p.j == q.j })
	h.leaves = nil
	two := map[int32]bool{}
	single, kept := 1.0, 0.0
	for _, p := range pairs {
		two[p.i], two[p.j] = true, true
		switch {
		case h.size[p.i] > 1 && h.size[p.j] > 1:
			kept++
		case p.far:
			single++
		}
	}
	leavesOne, keepsBoth := 0.0, 0.0
	for i, n := range h.size {
		if n > 1 && !two[int32(i)] {
			leavesOne += min(float64(n-1), 2)
			keepsBoth += max(float64(n-3), 0)
		}
	}
	h.decideMoves(Moves{Single: single, Kept: kept, LeavesOne: leavesOne, KeepsBoth: keepsBoth})
}

// Moves are how many homes and pairs of homes tell of people who moved.
type Moves struct {
	Single, Kept         float64 // pairs of two homes far apart of which one has a single row, and one more; pairs that are both kept
	LeavesOne, KeepsBoth float64 // ways in which people at one home alone would leave one row at another, and more
}

// decideMoves decides what they come to.
func (h *keptHomes) decideMoves(n Moves) {
	moved := n.Single * n.KeepsBoth / max(n.LeavesOne, 1)
	if n.Kept >= fewestKept && n.Kept > timesMoved*moved {
		h.rarelyLeft, h.lnMoved = true, math.Log((moved+1)/(n.Kept+1))
	}
}
