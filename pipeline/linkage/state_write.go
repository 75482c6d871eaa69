package linkage

import (
	"cmp"
	"encoding/json"
	"io"
	"maps"
	"path/filepath"
	"slices"

	"github.com/sourcegraph/conc/pool"
)

// writeState writes what a later linkage can go on from.
func (r *Run) writeState(dir string, o Options) error {
	model, err := r.modelDigest()
	if err != nil {
		return err
	}
	s := state{Program: o.Version, Model: model, Tables: r.Names, Floor: r.floorBits(), Limit: r.Report.Limit, Near: map[string]float64{}, Rules: r.Report.State}
	for name, term := range r.terms {
		s.Near[name] = term.Near
	}
	g := pool.New().WithErrors().WithFirstError()
	g.Go(func() error {
		return createFile(filepath.Join(dir, stateFile), func(w io.Writer) error { return json.NewEncoder(w).Encode(s) })
	})
	g.Go(func() error { return writeKeptTables(dir, r.keptTables) })
	g.Go(func() error { return writeArrays(filepath.Join(dir, stateRowsFile), r.putRows) })
	g.Go(func() error { return writeArrays(filepath.Join(dir, statePairsFile), r.putPairs) })
	g.Go(func() error { return writeArrays(filepath.Join(dir, stateTermsFile), r.putTerms) })
	return g.Wait()
}

// putRows writes the rows and their keys.
func (r *Run) putRows(w *arrayWriter) {
	order, digests := r.Table.Order(), r.Table.Digests()
	rows := stateRows{make([]uint16, len(order)), make([]string, len(order)), make([]uint64, len(order))}
	for k, i := range order {
		rows.tables[k], rows.ids[k], rows.digests[k] = r.Of[i], r.IDs[i], digests[i]
	}
	putNumbers(w, rows.tables)
	w.putTexts(rows.ids)
	putNumbers(w, rows.digests)
	keys := make([]uint32, len(order))
	for _, rule := range r.Report.State {
		if rule.Keys == nil {
			putNumbers(w, []uint32(nil))
			continue
		}
		for k, i := range order {
			keys[k] = rule.Keys[i]
		}
		putNumbers(w, keys)
	}
}

// putPairs writes the pairs that were kept.
func (r *Run) putPairs(w *arrayWriter) {
	place := make([]int32, r.Table.Len())
	for k, i := range r.Table.Order() {
		place[i] = int32(k)
	}
	n := r.Edges.Len() + len(r.Edges.Later)
	p := statePairs{make([]int32, 0, n), make([]int32, 0, n), make([]uint8, 0, n)}
	add := func(i, j int32, rule uint8) {
		p.l, p.r, p.rule = append(p.l, place[i]), append(p.r, place[j]), append(p.rule, rule)
	}
	for k := range r.Edges.L {
		add(r.Edges.L[k], r.Edges.R[k], r.Edges.Rule[k])
	}
	for _, x := range r.Edges.Later {
		add(x.I, x.J, x.Rule)
	}
	putNumbers(w, p.l)
	putNumbers(w, p.r)
	putNumbers(w, p.rule)
}

// putTerms writes the terms.
func (r *Run) putTerms(w *arrayWriter) {
	for _, name := range slices.Sorted(maps.Keys(r.terms)) {
		term := r.terms[name]
		values := slices.SortedFunc(maps.Keys(term.Count), cmp.Compare)
		counts, most := make([]float64, len(values)), make([]float64, len(values))
		for k, v := range values {
			counts[k], most[k] = term.Count[v], term.Most[v]
		}
		putNumbers(w, values)
		w.putFloats(counts)
		w.putFloats(most)
	}
}
