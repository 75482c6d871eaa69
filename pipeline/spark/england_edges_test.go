//go:build linux

package spark

import (
	"cmp"
	"slices"
)

type countryEdge struct {
	l, r                int32
	weight, probability float32
	gamma               int64
	rule                int32
}

func (e countryEdge) values() []any { return []any{e.l, e.r, e.weight, e.probability, e.gamma, e.rule} }

func edgeOf(in *input) countryEdge {
	return countryEdge{in.integer(0), in.integer(1), in.single(2), in.single(3), in.long(4), in.integer(5)}
}

// sortedEdges returns edges in the order of their rows.
func sortedEdges(edges []countryEdge) []countryEdge {
	return slices.SortedFunc(slices.Values(edges), func(a, b countryEdge) int { return cmp.Or(cmp.Compare(a.l, b.l), cmp.Compare(a.r, b.r)) })
}

// known returns what is known of a row: its packed values, and its home.
func (c *country) known(i int32) []any {
	h := c.found.home.of(i)
	return []any{c.packed.of(i), c.found.borne[i], h, c.found.size[h]}
}

// placesOf returns what a row is sent to `score` with. Where rules see the part's keys only, places in other blocks of earlier rules stand for
// those that it would have: they are sent, and no other row has them, so that no pair is left to an earlier rule.
func (c *country) placesOf(b *inBlocksOf, row, rule int32) []uint64 {
	own := b.of(row, rule)
	if c.ofKeys && b == &c.blocks {
		own = slices.Clone(own)
		for r := range rule {
			if c.ruled[row]&(1<<r) != 0 && !c.reports[r].Dropped {
				own = append(own, uint64(r)<<40|(1<<30|uint64(row))<<8)
			}
		}
	}
	return own
}

// scoreBlocks scores the pairs in blocks.
func (c *country) scoreBlocks(b *inBlocksOf, measured bool) (out []countryEdge, rows int) {
	for k := range b.members.tasks() {
		members := b.members.load(k)
		if len(members) == 0 {
			continue
		}
		rows += len(members)
		slices.SortFunc(members, compareMembers)
		c.doIf(measured, "score", func(s send) {
			for _, m := range members {
				s(append(append([]any{m.rule, m.block, m.row}, c.known(m.row)...), c.placesOf(b, m.row, m.rule))...)
			}
		}, func(in *input) { out = append(out, edgeOf(in)) })
	}
	b.members.remove()
	return out, rows
}

// score finds the edges of the part's blocks, and those among the part's rows.
func (c *country) score() {
	var rows int
	c.partEdges, rows = c.scoreBlocks(&c.blocks, true)
	share := float64(rows) / float64(c.blocks.all)
	if c.ofKeys {
		share /= float64(c.parts)
	}
	c.shareOf(share, "score")
	if c.edges = c.partEdges; c.parts > 1 {
		c.edges, _ = c.scoreBlocks(&c.own, false)
	}
	c.blocks.places, c.blocks.start, c.own.places, c.own.start = nil, nil, nil, nil
}

// both returns an edge with what is known of its rows.
func (c *country) both(e countryEdge) []any {
	return slices.Concat(e.values(), c.known(e.l), c.known(e.r))
}

// mostCalibrated is how many edges are set right at once, at most: 180 bytes each.
const mostCalibrated = 20_000_000

// correct sets the probabilities of edges right.
func (c *country) correct() {
	mine := c.partRows()
	perTask := max(len(c.edges)/partitions(mine), 1000)
	eachSome := func(edges []countryEdge, do func(feed func(send))) {
		for some := range slices.Chunk(edges, perTask) {
			do(func(s send) {
				for _, e := range some {
					s(c.both(e)...)
				}
			})
		}
	}
	counts := sums{}
	eachSome(c.edges, func(feed func(send)) { c.do("copies", feed, counts.take) })
	c.learn("gather", counts.feed(int64(c.parts)))
	edges := c.edges
	c.edges, c.joins = nil, newParts(c.n)
	eachSome(edges, func(feed func(send)) {
		c.do("refine", feed, func(in *input) {
			e := edgeOf(in)
			c.edges = append(c.edges, e)
			if in.boolean(6) {
				c.joins.join(e.l, e.r)
			}
		})
	})
	share := float64(mine) / float64(c.n)
	c.shareOf(share, "copies", "refine")
	c.calibrate(mine, share)
}

// calibrate sets probabilities right by third rows. All edges are in one task: those of a part are repeated among as many rows more.
func (c *country) calibrate(mine int, share float64) {
	edges, times := sortedEdges(c.edges), 1
	if c.parts > 1 {
		times = max(min(c.parts, mostCalibrated/max(len(edges), 1)), 1)
	}
	place, next := make([]int32, c.n), int32(0) // among the part's rows
	for i, is := range c.mine {
		if place[i] = next; is {
			next++
		}
	}
	c.edges = c.edges[:0]
	c.do("calibrate", func(s send) {
		for k := range times {
			for _, e := range edges {
				v := e.values()
				v[0], v[1] = place[e.l]+int32(k*mine), place[e.r]+int32(k*mine)
				s(v...)
			}
		}
	}, func(in *input) {
		if k := len(c.edges); k < len(edges) {
			e := edgeOf(in)
			e.l, e.r = edges[k].l, edges[k].r
			c.edges = append(c.edges, e)
		}
	})
	c.shareOf(float64(times)*share, "calibrate")
}

// resolve joins rows into clusters, first to count their sizes.
func (c *country) resolve() {
	mine := c.partRows()
	tasks := make([][]countryEdge, partitions(mine))
	for _, e := range c.edges {
		if at := c.joins.of(e.l); at == c.joins.of(e.r) {
			k := bucketOf(0, int64(at), len(tasks))
			tasks[k] = append(tasks[k], e)
		}
	}
	for range 2 {
		c.labels = newParts(c.n)
		for _, edges := range tasks {
			slices.SortFunc(edges, func(a, b countryEdge) int {
				return cmp.Or(cmp.Compare(c.joins.of(a.l), c.joins.of(b.l)), cmp.Compare(a.l, b.l), cmp.Compare(a.r, b.r))
			})
			c.do("resolve", func(s send) {
				for _, e := range edges {
					s(append(c.both(e), c.joins.of(e.l))...)
				}
			}, func(in *input) { c.labels[in.integer(0)] = in.integer(1) })
		}
		sizes := c.countClusters()
		c.changeFrame(func(f *frame) { f.Sizes = sizes })
	}
	c.shareOf(float64(mine)/float64(c.n), "resolve")
}

// countClusters counts the clusters of the part's rows, and returns how many have so many rows in the whole.
func (c *country) countClusters() map[int]int64 {
	of, sizes := make([]int32, c.n), map[int]int64{}
	for i, l := range c.labels {
		if c.isMine(int32(i)) {
			of[l]++
		}
	}
	c.clusters = 0
	for _, n := range of {
		if n > 0 {
			c.clusters++
			sizes[int(n)] += int64(c.parts)
		}
	}
	return sizes
}
