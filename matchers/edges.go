package matchers

import (
	"cmp"
	"math"
	"slices"
)

// natsOf returns the natural logarithm of the odds of edge k.
func natsOf(e *Edges, k int) float64 { return float64(e.Weight[k]) * math.Ln2 }

// Edges are the pairs kept. The row L precedes the row R in the order of keys, and pairs are in that order too.
type Edges struct {
	L, R        []int32
	Weight      []float32 // log₂ of the odds of a match, the prior included
	Probability []float32 // that the pair is a match
	Gamma       []Vector
	Rule        []uint8 // the blocking rule that made the pair first
	// Calibration is how the probabilities were set right; nil when they are the model's own. Weights are always the model's.
	Calibration *Calibration
	// Later are pairs that are no edges and that a later comparison goes on from, when a margin is asked for: those below the floor, and
	// those within files that hold nobody twice.
	Later []EarlierPair
	// scored is what was found of each edge, until probabilities are refined.
	scored scoredPairs
}

// foundEdges are edges as a worker finds them, in pieces: a list that grows would be copied over and over.
type foundEdges struct {
	full []*Edges
	last *Edges
}

// edgesPiece is how many edges are in a piece.
const edgesPiece = 8192

// piece returns the piece that takes the next edge.
func (f *foundEdges) piece() *Edges {
	if f.last == nil || f.last.Len() == edgesPiece {
		if f.last != nil {
			f.full = append(f.full, f.last)
		}
		f.last = &Edges{}
		f.last.growFor(edgesPiece)
	}
	return f.last
}

// pieces returns all pieces.
func (f *foundEdges) pieces() []*Edges {
	if f.last == nil {
		return f.full
	}
	return append(f.full, f.last)
}

// Len returns the number of edges.
func (e *Edges) Len() int { return len(e.L) }

// add appends an edge.
func (e *Edges) add(i, j int32, s score, rule uint8) {
	e.L, e.R = append(e.L, i), append(e.R, j)
	e.Weight = append(e.Weight, float32(inBits(s.logOdds)))
	e.Probability = append(e.Probability, float32(probabilityOf(s.logOdds)))
	e.Gamma = append(e.Gamma, s.vector)
	e.Rule = append(e.Rule, rule)
}

// growFor makes room for n edges, once and not bit by bit.
func (e *Edges) growFor(n int) {
	e.L, e.R, e.Rule = make([]int32, 0, n), make([]int32, 0, n), make([]uint8, 0, n)
	e.Weight, e.Probability, e.Gamma = make([]float32, 0, n), make([]float32, 0, n), make([]Vector, 0, n)
}

// gather makes one list of the pieces that workers found, and lets go of them.
func (e *Edges) gather(found []*pairWorker) {
	n, scored, values := 0, 0, 0
	var all []*Edges
	for _, w := range found {
		for _, p := range w.edges.pieces() {
			all = append(all, p)
			n, scored, values = n+p.Len(), scored+len(p.scored.classes), values+len(p.scored.values)
		}
		w.edges = foundEdges{}
	}
	e.growFor(n)
	e.scored.classes, e.scored.values = make([][classes]float64, 0, scored), make([]value, 0, values)
	for k, p := range all {
		e.append(p)
		all[k] = nil
	}
}

// append appends the edges of another.
func (e *Edges) append(f *Edges) {
	e.L, e.R = append(e.L, f.L...), append(e.R, f.R...)
	e.Weight, e.Probability = append(e.Weight, f.Weight...), append(e.Probability, f.Probability...)
	e.Gamma, e.Rule = append(e.Gamma, f.Gamma...), append(e.Rule, f.Rule...)
	e.Later = append(e.Later, f.Later...)
	e.scored.append(&f.scored)
}

// sort puts the edges, and the rows of each, in the order of the rows' keys.
func (e *Edges) sort(t *Table) {
	start := make([]int32, t.Len()+1) // of the edges of each L, by its place in the order of keys
	for k := range e.L {
		if t.rank[e.L[k]] > t.rank[e.R[k]] {
			e.L[k], e.R[k] = e.R[k], e.L[k]
		}
		start[t.rank[e.L[k]]+1]++
	}
	for at := range t.Len() {
		start[at+1] += start[at]
	}
	order, next := make([]int32, e.Len()), slices.Clone(start)
	for k, i := range e.L {
		at := t.rank[i]
		order[next[at]] = int32(k)
		next[at]++
	}
	for at := range t.Len() {
		slices.SortFunc(order[start[at]:start[at+1]], func(a, b int32) int { return cmp.Compare(t.rank[e.R[a]], t.rank[e.R[b]]) })
	}
	e.L, e.R = inNewOrder(e.L, order), inNewOrder(e.R, order)
	e.Weight, e.Probability = inNewOrder(e.Weight, order), inNewOrder(e.Probability, order)
	e.Gamma, e.Rule = inNewOrder(e.Gamma, order), inNewOrder(e.Rule, order)
}

// inNewOrder returns values in a new order.
func inNewOrder[T any](values []T, order []int32) []T {
	out := make([]T, len(values))
	for k, from := range order {
		out[k] = values[from]
	}
	return out
}

// edgeIndex finds the edge of two rows.
type edgeIndex struct {
	t     *Table
	e     *Edges
	start []int32 // by the place of L in the order of keys, and one more
}

// newEdgeIndex indexes edges in their order.
func newEdgeIndex(t *Table, e *Edges) *edgeIndex {
	x := &edgeIndex{t, e, make([]int32, t.Len()+1)}
	for _, i := range e.L {
		x.start[t.rank[i]+1]++
	}
	for k := range t.Len() {
		x.start[k+1] += x.start[k]
	}
	return x
}

// find returns the edge of two rows, the first of which precedes the other in the order of keys, negative when they are none.
func (x *edgeIndex) find(i, j int32) int {
	at := x.t.rank[i]
	for k := x.start[at]; k < x.start[at+1]; k++ {
		if x.e.R[k] == j {
			return int(k)
		}
	}
	return -1
}
