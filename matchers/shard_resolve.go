package matchers

import "context"

// Resolve joins rows of components into clusters. All pairs among the rows of each component are given, in the order of their rows. Of sizes,
// how many clusters have so many rows, nothing need be known at first; then torn says whether they would decide anything in the component
// of a row. It returns for each row of the shard the first of its cluster.
func (s *Shard) Resolve(ctx context.Context, m *Model, pairs []Pair, sizes []float64, o ResolveOptions) (labels []int32, torn []bool, err error) {
	o.fillDefaults()
	scorer, e, err := s.scorePairs(m, pairs)
	if err != nil {
		return nil, nil, err
	}
	limits, err := newConstraints(s.t, scorer, o)
	if err != nil {
		return nil, nil, err
	}
	limits.joinDefinite(scorer, e)
	if err := limits.judgeEdges(ctx, e, o.Workers); err != nil {
		return nil, nil, err
	}
	components, known := componentsOf(s.t, e, limits), newEdgeIndex(s.t, e)
	labels, are, err := labelComponents(ctx, s.t, scorer, limits, known, components, o)
	if err != nil {
		return nil, nil, err
	}
	torn = make([]bool, len(labels))
	again := newCorrelation(s.t, scorer, limits, known, o)
	for k, rows := range components.rows {
		if are[k] && sizes != nil {
			again.takeRows(rows).labelRows(labels, sizes)
		}
		for _, i := range rows {
			torn[i] = are[k]
		}
	}
	for i, l := range labels {
		labels[i] = s.rows[l].Row
	}
	return labels, torn, nil
}

// CountSizes returns how many clusters have so many rows, as Resolve wants it, by how many labels have so many.
func CountSizes(clusters map[int]int64) []float64 {
	most := 0
	for n := range clusters {
		most = max(most, n)
	}
	out := make([]float64, most+2)
	for n, count := range clusters {
		out[n] = float64(count)
	}
	return out
}
