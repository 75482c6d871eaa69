package pipeline

import (
	"cmp"
	"slices"

	"rollcall/matchers"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Children is the records placed with children: clusters with ids that last, and the grey links between them.
type Children struct {
	*People
	IDs   []rules.ChildID // by child, in order
	Model *matchers.Model

	child []int32   // by row
	link  []float64 // by row: probability that the row is its child's
	first []int32   // by child: its rows are rows[first[child]:first[child+1]]
	rows  []int32

	Links []matchers.Link         // kept, within children
	Grey  []matchers.PossibleLink // for a person to judge, between children
	near  map[int32][]Near        // by child
}

// Near is another child who may be the same one, and whom nobody has judged, by the likeliest pair of rows between them.
type Near struct {
	Child       int32
	Row         int32   // of the other child
	Probability float64 // that the pair of rows is one child's
	Together    float64 // that the two children are one as wholes
}

// Placed is a record with how surely it is the child's that it is placed with.
type Placed struct {
	*sources.Record
	Identity int32 // row of the table
	Band     rules.Band
	Link     float64
}

// Len returns the number of children.
func (c *Children) Len() int { return len(c.IDs) }

// Child returns the child that a row is placed with.
func (c *Children) Child(row int) int32 { return c.child[row] }

// Near returns the children who may be this one, the likeliest first.
func (c *Children) Near(child int) []Near { return c.near[int32(child)] }

// Rows returns the rows of a child.
func (c *Children) Rows(child int) []int32 { return c.rows[c.first[child]:c.first[child+1]] }

// Records returns the records of a child, by record id. A record is M1 when it is the child's only identity or shares a
// number that belongs to one person with another of them, and M2 otherwise.
func (c *Children) Records(child int) []Placed {
	rows := c.Rows(child)
	shared := map[string]int{}
	groups := make([][]*sources.Record, len(rows))
	for i, row := range rows {
		groups[i] = c.rowRecords(int(row))
		for _, id := range identifiers(groups[i][0]) {
			shared[id]++
		}
	}
	var placed []Placed
	for i, row := range rows {
		band := rules.M2
		if len(rows) == 1 || slices.ContainsFunc(identifiers(groups[i][0]), func(id string) bool { return shared[id] > 1 }) {
			band = rules.M1
		}
		for _, rec := range groups[i] {
			placed = append(placed, Placed{rec, row, band, c.link[row]})
		}
	}
	slices.SortFunc(placed, func(a, b Placed) int { return cmp.Compare(a.ID, b.ID) })
	return placed
}

// places returns where the records of a child stand, by record id, without what they say.
func (c *Children) places(child int) []Placed {
	var placed []Placed
	for _, row := range c.Rows(child) {
		for _, i := range c.members[c.start[row]:c.start[row+1]] {
			placed = append(placed, Placed{Record: c.place(int(i)), Link: c.link[row]})
		}
	}
	slices.SortFunc(placed, func(a, b Placed) int { return cmp.Compare(a.ID, b.ID) })
	return placed
}

// index fills what is looked up by child from the child of each row.
func (c *Children) index() {
	c.first = make([]int32, len(c.IDs)+1)
	for _, child := range c.child {
		c.first[child+1]++
	}
	for i := range len(c.IDs) {
		c.first[i+1] += c.first[i]
	}
	c.rows = make([]int32, len(c.child))
	next := slices.Clone(c.first)
	for row, child := range c.child {
		c.rows[next[child]] = int32(row)
		next[child]++
	}
	c.near = map[int32][]Near{}
	for _, g := range c.Grey {
		l, r := c.child[g.L], c.child[g.R]
		if l == r {
			continue
		}
		c.near[l] = append(c.near[l], Near{r, g.R, g.Probability, g.Together})
		c.near[r] = append(c.near[r], Near{l, g.L, g.Probability, g.Together})
	}
	for _, n := range c.near {
		slices.SortStableFunc(n, func(a, b Near) int {
			return cmp.Or(cmp.Compare(b.Probability, a.Probability), compareFingerprints(c.print[a.Row], c.print[b.Row]))
		})
	}
}
