package spark

import (
	"cmp"
	"slices"

	"rollcall/matchers"
)

// componentColumns are those of an edge of a component with what is known of both rows.
var componentColumns = slices.Concat(edgeBothColumns, []column{{"component", integer}})

// resolveComponents joins the rows of components into clusters, of edges in the order of components, all of a component in one task.
func (w *worker) resolveComponents() error {
	m, err := w.needModel()
	if err != nil {
		return err
	}
	var sizes []float64
	if w.frame.Sizes != nil {
		sizes = matchers.CountSizes(w.frame.Sizes)
	}
	l, pairs, component := w.newLot(), []matchers.Pair(nil), int32(-1)
	work := func() error {
		if len(pairs) == 0 {
			return nil
		}
		slices.SortFunc(pairs, func(a, b matchers.Pair) int { return cmp.Or(cmp.Compare(a.L, b.L), cmp.Compare(a.R, b.R)) })
		s, err := l.shard()
		if err != nil {
			return err
		}
		labels, torn, err := s.Resolve(w.ctx, m, pairs, sizes, w.plan.ResolveOptions())
		pairs = pairs[:0]
		for i := 0; i < len(labels) && err == nil; i++ {
			err = w.out.add(s.Row(int32(i)), labels[i], torn[i])
		}
		return err
	}
	err = w.eachRow(func() error {
		if c := w.in.integer(len(edgeBothColumns)); c != component {
			if len(l.rows) >= lotRows {
				if err := work(); err != nil {
					return err
				}
			}
			component = c
		}
		p, err := w.edge()
		if err != nil {
			return err
		}
		pairs = append(pairs, p)
		return l.addBoth(4)
	})
	if err != nil {
		return err
	}
	return work()
}
