package matchers

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"

	"github.com/sourcegraph/conc/pool"
)

// Resolve joins rows into clusters. Rows of two files that hold nobody twice are matched one to one, each pair weighed
// against its rivals. All others are joined by correlation clustering: within each component of likely edges every pair is scored,
// compared before or not, and groups are joined, the best first, while the evidence between them adds up to more than
// none. A group is never joined across a conflict, a veto that no identifier overrules, or a judgement.
func Resolve(ctx context.Context, t *Table, m *Model, e *Edges, o ResolveOptions) (*Clusters, error) {
	o.fillDefaults()
	if o.Possible > o.Link {
		return nil, fmt.Errorf("resolve: possible %g is above link %g", o.Possible, o.Link)
	}
	s, err := newScorer(t, m)
	if err != nil {
		return nil, err
	}
	limits, err := newConstraints(t, s, o)
	if err != nil {
		return nil, err
	}
	limits.joinDefinite(s, e)
	if first, _, ok := twoFiles(t, m.Spec); ok {
		e, none := assignOneToOne(t, limits, e, first)
		out := assembleClusters(t, s, e, e.Probability, limits, pairUp(t, s, limits, e, o), &components{}, o)
		out.None = none
		return out, nil
	}
	if err := limits.judgeEdges(ctx, e, o.Workers); err != nil {
		return nil, err
	}
	var stated []float32
	var labels []int32
	var components *components
	besides := pool.New().WithContext(ctx).WithCancelOnError().WithFirstError() // neither knows of the other
	besides.Go(func(ctx context.Context) (err error) {
		stated, err = stateProbabilities(ctx, t, s.forWorker(), limits, e, o.Workers)
		return err
	})
	besides.Go(func(ctx context.Context) (err error) {
		components = componentsOf(t, e, limits)
		labels, err = resolveComponents(ctx, t, s, limits, newEdgeIndex(t, e), components, o)
		return err
	})
	if err := besides.Wait(); err != nil {
		return nil, err
	}
	return assembleClusters(t, s, e, stated, limits, labels, components, o), nil
}

// fillDefaults fills in what the caller left out.
func (o *ResolveOptions) fillDefaults() {
	o.Link = cmp.Or(o.Link, .95)
	o.Possible = cmp.Or(o.Possible, .20)
	o.Gap = cmp.Or(o.Gap, 2)
	o.Workers = cmp.Or(o.Workers, runtime.GOMAXPROCS(0))
}

// resolveComponents clusters each component and returns, for each row, a row that stands for its cluster.
func resolveComponents(ctx context.Context, t *Table, s *scorer, limits *constraints, known *edgeIndex, c *components, o ResolveOptions) ([]int32, error) {
	labels, torn, err := labelComponents(ctx, t, s, limits, known, c, o)
	if err != nil || !slices.Contains(torn, true) {
		return labels, err
	}
	sizes := countSizes(labels)
	return labels, shareOut(ctx, o.Workers, len(c.rows), func() func(int) {
		own := newCorrelation(t, s.forWorker(), limits, known, o)
		return func(k int) {
			if torn[k] {
				own.takeRows(c.rows[k]).labelRows(labels, sizes)
			}
		}
	})
}

// labelComponents does so without asking how many rows people have, and reports the components with a row that it depends on.
func labelComponents(ctx context.Context, t *Table, s *scorer, limits *constraints, known *edgeIndex, c *components, o ResolveOptions) (labels []int32, torn []bool, err error) {
	labels = make([]int32, t.Len())
	for i := range labels {
		labels[i] = int32(i)
	}
	torn = make([]bool, len(c.rows))
	err = shareOut(ctx, o.Workers, len(c.rows), func() func(int) {
		own := newCorrelation(t, s.forWorker(), limits, known, o)
		return func(k int) { torn[k] = own.takeRows(c.rows[k]).labelRows(labels, nil) }
	})
	return labels, torn, err
}

// assembleClusters numbers the clusters and gathers links, with what is stated of each edge, and possible links.
func assembleClusters(t *Table, s *scorer, e *Edges, stated []float32, limits *constraints, labels []int32, c *components, o ResolveOptions) *Clusters {
	out := &Clusters{Of: make([]int32, t.Len()), Link: make([]float64, t.Len()), Stated: stated, Contradictions: limits.contradictions}
	out.Largest, out.Raised = c.largest, c.raised
	number := make([]int32, t.Len())
	for i := range number {
		number[i] = missing
	}
	size := make([]int32, 0, t.Len())
	for _, i := range t.order {
		at := &number[labels[i]]
		if *at == missing {
			*at = int32(out.N)
			size = append(size, 0)
			out.N++
		}
		out.Of[i] = *at
		size[*at]++
	}
	groups := membersOf(out)
	besides := pool.New()
	besides.Go(func() { out.Possible = possibleLinks(s.forWorker(), e, limits, out, groups, o) })
	out.gatherLinks(e)
	for i := range out.Link {
		switch {
		case size[out.Of[i]] == 1 || limits.decided[i]:
			out.Link[i] = 1
		case out.Link[i] == 0: // joined only by pairs that no rule made
			out.Link[i] = groups.bestWithin(s, int32(i), out.Of[i])
		}
	}
	besides.Wait()
	return out
}

// gatherLinks gathers the likely edges within clusters and, for each row, the probability of its best edge within its own.
func (c *Clusters) gatherLinks(e *Edges) {
	var within []int32
	for k := range e.L {
		i, j := e.L[k], e.R[k]
		if c.Of[i] != c.Of[j] {
			continue
		}
		p := float64(e.Probability[k])
		c.Link[i], c.Link[j] = max(c.Link[i], p), max(c.Link[j], p)
		if c.Stated[k] >= likelyMatch {
			within = append(within, int32(k))
		}
	}
	if len(within) == 0 {
		return
	}
	c.Links = make([]Link, len(within))
	for n, k := range within {
		c.Links[n] = e.linkOf(int(k))
		c.Links[n].Probability = float64(c.Stated[k])
	}
}

// linkOf returns edge k as a Link.
func (e *Edges) linkOf(k int) Link {
	return Link{e.L[k], e.R[k], float64(e.Weight[k]), float64(e.Probability[k]), e.Gamma[k], e.Rule[k]}
}

// possibleLinks returns, for each pair of clusters, the likeliest pair that is worth a look, in the order of the edges.
func possibleLinks(s *scorer, e *Edges, limits *constraints, c *Clusters, groups *members, o ResolveOptions) []PossibleLink {
	best := map[[2]int32]int{} // the likeliest edge of each pair of clusters
	var order [][2]int32
	for k := range e.L {
		a, b := c.Of[e.L[k]], c.Of[e.R[k]]
		if a == b || limits.judgedApart(e.L[k], e.R[k]) {
			continue
		}
		if v := s.firstVeto(e.L[k], e.R[k], e.Gamma[k]); v >= 0 && !s.model.Spec.Vetoes[v].Listed {
			continue
		}
		// That others keep both homes is a reason to look, not to be silent.
		alone := logOdds(float64(e.Probability[k])) - s.borneOut.lnMoved(e.L[k], e.R[k], e.Gamma[k])
		if probabilityOf(alone) < o.Possible {
			continue
		}
		pair := [2]int32{min(a, b), max(a, b)}
		had, ok := best[pair]
		if !ok {
			order = append(order, pair)
		}
		if !ok || e.Weight[k] > e.Weight[had] {
			best[pair] = k
		}
	}
	rivals := newRivals(e, c)
	var out []PossibleLink
	for _, pair := range order {
		k := best[pair]
		out = append(out, PossibleLink{Link: e.linkOf(k), Why: whyApart(s, e, limits, k, o), Gap: rivals.gapOf(e, c, k),
			Together: groups.clusterChance(s, limits, pair[0], pair[1])})
	}
	slices.SortStableFunc(out, func(a, b PossibleLink) int { return cmp.Compare(b.Weight, a.Weight) })
	return out
}

// whyApart says why the rows of edge k were not joined.
func whyApart(s *scorer, e *Edges, limits *constraints, k int, o ResolveOptions) Reason {
	switch {
	case limits.edgeApart(e, k):
		return Conflict
	case s.firstVeto(e.L[k], e.R[k], e.Gamma[k]) >= 0:
		return Vetoed
	case float64(e.Probability[k]) >= o.Link:
		return Rival
	}
	return Likely
}
