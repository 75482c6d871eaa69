package matchers

import (
	"slices"
)

// components are the rows that likely edges and judgements hold together, directly or through others. Rows in none are
// alone.
type components struct {
	t       *Table
	e       *Edges
	limits  *constraints
	place   []int32   // of each row in the rows that are being divided
	rows    [][]int32 // of each component of two or more, in the order of keys
	largest int
	raised  int
}

// componentsOf finds the components of edges above componentCut. One with more than componentSize rows is taken apart by
// raising the cut in it by 1 until it falls into smaller ones: such a component is a hostel or a very common name, and its
// weak edges are what holds it together.
func componentsOf(t *Table, e *Edges, limits *constraints) *components {
	c := &components{t: t, e: e, limits: limits, place: make([]int32, t.Len())}
	var edges []int32
	for k := range e.L {
		if limits.mayHold(e, k) {
			edges = append(edges, int32(k))
		}
	}
	c.divideRows(t.order, edges, componentCut)
	if c.raised == 0 { // they came in order
		return c
	}
	slices.SortFunc(c.rows, func(a, b []int32) int { return int(t.rank[a[0]]) - int(t.rank[b[0]]) })
	return c
}

// mayHold reports whether an edge may hold its rows together in a component.
func (c *constraints) mayHold(e *Edges, k int) bool {
	return natsOf(e, k) > componentCut && !c.edgeApart(e, k)
}

// divideRows finds the components of rows, given the edges among them that exceed the cut.
func (c *components) divideRows(rows, edges []int32, cut float64) {
	for x, i := range rows {
		c.place[i] = int32(x)
	}
	part := newDisjoint(len(rows))
	for _, k := range edges {
		part.join(c.place[c.e.L[k]], c.place[c.e.R[k]])
	}
	for x, i := range rows {
		if r := c.limits.same.find(i); r != i {
			part.join(int32(x), c.place[r])
		}
	}
	size := make([]int32, len(rows)) // by the place of the component's first row
	for x := range rows {
		size[part.find(int32(x))]++
	}
	next, all := make([]int32, len(rows)), int32(0) // by the same place: where the next of its rows goes
	var firsts []int32
	for x, n := range size {
		if next[x] = all; n >= 2 {
			firsts, all = append(firsts, int32(x)), all+n
		}
	}
	together := make([]int32, all) // the rows of each component side by side
	for x, i := range rows {
		if r := part.find(int32(x)); size[r] >= 2 {
			together[next[r]] = i
			next[r]++
		}
	}
	inside := map[int32][]int32{} // edges of the components that are too large
	for _, k := range edges {
		if r := part.find(c.place[c.e.L[k]]); size[r] > componentSize {
			inside[r] = append(inside[r], k)
		}
	}
	for _, r := range firsts {
		c.takeComponent(together[next[r]-size[r]:next[r]:next[r]], inside[r], cut)
	}
}

// takeComponent keeps a component, or divides it further.
func (c *components) takeComponent(rows, edges []int32, cut float64) {
	if len(rows) <= componentSize || len(edges) == 0 {
		c.rows = append(c.rows, rows)
		c.largest = max(c.largest, len(rows))
		return
	}
	c.raised++
	var strong []int32
	for _, k := range edges {
		if natsOf(c.e, int(k)) > cut+1 {
			strong = append(strong, k)
		}
	}
	c.divideRows(rows, strong, cut+1)
}
