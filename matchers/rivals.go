package matchers

// rivals holds, for each row, its two best edges to different clusters.
type rivals struct {
	weight [][2]float32
	to     [][2]int32
}

// newRivals finds the two best of every row.
func newRivals(e *Edges, c *Clusters) *rivals {
	r := &rivals{weight: make([][2]float32, len(c.Of)), to: make([][2]int32, len(c.Of))}
	for i := range r.to {
		r.to[i] = [2]int32{missing, missing}
	}
	for k := range e.L {
		r.noteEdge(e.L[k], c.Of[e.R[k]], e.Weight[k])
		r.noteEdge(e.R[k], c.Of[e.L[k]], e.Weight[k])
	}
	return r
}

// noteEdge takes an edge of row i to a cluster.
func (r *rivals) noteEdge(i, to int32, weight float32) {
	w, t := &r.weight[i], &r.to[i]
	switch {
	case t[0] == missing:
		w[0], t[0] = weight, to
	case t[0] == to:
		w[0] = max(w[0], weight)
	case weight > w[0]:
		w[1], t[1] = w[0], t[0]
		w[0], t[0] = weight, to
	case t[1] == missing || weight > w[1]:
		w[1], t[1] = weight, to
	}
}

// gapOf returns the bits by which edge k beats the best edge of either of its rows to any other cluster than the edge's; its
// own weight when there is none.
func (r *rivals) gapOf(e *Edges, c *Clusters, k int) float64 {
	next := float32(0)
	any := false
	for _, end := range [2][2]int32{{e.L[k], e.R[k]}, {e.R[k], e.L[k]}} {
		for n, to := range r.to[end[0]] {
			if w := r.weight[end[0]][n]; to != missing && to != c.Of[end[1]] && (!any || w > next) {
				next, any = w, true
			}
		}
	}
	return float64(e.Weight[k] - next)
}
