package matchers

import (
	"maps"
	"slices"
)

// assignBetweenFiles returns what is stated of edges when, of every two files that hold nobody twice, a row is matched with at most one
// row of the other: those who claim one row of a file share it. Edges of other files keep theirs.
func assignBetweenFiles(t *Table, spec Spec, limits *constraints, e *Edges, stated []float32) []float32 {
	out := slices.Clone(stated)
	rows := map[uint16]float64{}
	for _, d := range t.dataset {
		rows[d]++
	}
	edges := map[[2]uint16][]int32{}
	for k := range e.L {
		a, b := t.dataset[e.L[k]], t.dataset[e.R[k]]
		if a != b && spec.forbidsDatasets(a, a) && spec.forbidsDatasets(b, b) && !limits.mustBeApart(e.L[k], e.R[k]) {
			pair := [2]uint16{min(a, b), max(a, b)}
			edges[pair] = append(edges[pair], int32(k))
		}
	}
	for _, pair := range slices.SortedFunc(maps.Keys(edges), func(p, q [2]uint16) int { return slices.Compare(p[:], q[:]) }) {
		list := make([]Claim, len(edges[pair]))
		for n, k := range edges[pair] {
			list[n] = Claim{e.L[k], e.R[k], logOdds(clampStated(stated[k]))}
			if t.dataset[e.L[k]] != pair[0] {
				list[n].Claimant, list[n].Record = e.R[k], e.L[k]
			}
			if limits.same.find(e.L[k]) == limits.same.find(e.R[k]) {
				list[n].LogOdds = mostOdds
			}
		}
		g := newClaims(list)
		g.fitShare(rows[pair[0]], rows[pair[1]])
		for n, k := range edges[pair] {
			out[k] = float32(g.chanceOf(n))
		}
	}
	return out
}
