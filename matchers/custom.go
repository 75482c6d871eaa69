package matchers

import "slices"

// MeasureCustom has the levels of the comparison's Custom, and else. Null when a row has no value in Columns.
const MeasureCustom Measure = "custom"

func init() {
	registerMeasure(MeasureCustom, measure{composed: composedLevels, check: checkCustom, bind: bindCustom})
}

// checkCustom checks the levels of a MeasureCustom.
func checkCustom(v *validation, where string, c Comparison) {
	if len(c.Custom) == 0 || len(c.Custom) > mostCustom || c.TermFrequency {
		v.addFault("%s: want 1 to %d custom levels and no term frequencies", where, mostCustom)
	}
	names := map[string]bool{"else": true, "null": true}
	for _, l := range c.Custom {
		if names[l.Name] || l.Name == "" {
			v.addFault("%s: level %q is empty, used twice, or else", where, l.Name)
		}
		names[l.Name] = true
		v.checkPredicate(where+": level "+l.Name, l.When)
	}
}

// mostCustom is how many levels a MeasureCustom may have beside else.
const mostCustom = 10

// checkPredicate checks that one field is set, and its columns.
func (v *validation) checkPredicate(where string, p Predicate) {
	set := 0
	for _, list := range [][]Predicate{p.All, p.Any} {
		if len(list) > 0 {
			set++
		}
		for _, q := range list {
			v.checkPredicate(where, q)
		}
	}
	if p.Not != nil {
		set++
		v.checkPredicate(where, *p.Not)
	}
	if p.Same != nil {
		set++
		v.checkKey(where, *p.Same)
	}
	for _, c := range []*Closeness{p.Edits, p.JaroWinkler} {
		if c != nil {
			set++
			v.checkColumns(where, c.Columns)
		}
	}
	if set != 1 {
		v.addFault("%s: want one of all, any, not, same, edits and jaro_winkler", where)
	}
}

// customComparer compares by predicates.
type customComparer struct {
	filled []bool // rows with a value
	make   func() []holds
	levels []holds // best first
}

// holds reports whether a predicate holds for two rows.
type holds func(i, j int32) bool

// bindCustom makes the comparer of a MeasureCustom.
func bindCustom(t *Table, c Comparison, _ *lexicon) comparer {
	d := &customComparer{filled: make([]bool, t.Len())}
	for _, name := range c.Columns {
		col := t.column(name)
		for i := range d.filled {
			d.filled[i] = d.filled[i] || col.firstOf(int32(i)) != missing
		}
	}
	var makers []func() holds
	for _, l := range c.Custom {
		makers = append(makers, l.When.bindPredicate(t, newKeyBinder(t)))
	}
	d.make = func() []holds {
		var out []holds
		for _, m := range makers {
			out = append(out, m())
		}
		return out
	}
	return d
}

// forWorker implements comparer.
func (d *customComparer) forWorker() comparer {
	return &customComparer{filled: d.filled, make: d.make, levels: d.make()}
}

// reserveWords implements comparer: predicates read the rows themselves.
func (d *customComparer) reserveWords(at int) int { return at }

// packRow implements comparer.
func (d *customComparer) packRow(int32, []uint32) {}

// isSilent implements comparer.
func (d *customComparer) isSilent(row []uint32) bool { return !d.filled[row[0]] }

// compareAtSight implements comparer.
func (d *customComparer) compareAtSight(a, b []uint32) int8 {
	if !d.filled[a[0]] || !d.filled[b[0]] {
		return -1
	}
	return openAny
}

// compareRows implements comparer.
func (d *customComparer) compareRows(i, j int32) (int8, int32, int32) {
	if !d.filled[i] || !d.filled[j] {
		return -1, missing, missing
	}
	for k, hold := range d.levels {
		if hold(i, j) {
			return int8(len(d.levels) - k), missing, missing
		}
	}
	return 0, missing, missing
}

// bindPredicate returns what makes the predicate for one goroutine.
func (p Predicate) bindPredicate(t *Table, keys *keyBinder) func() holds {
	switch {
	case p.Not != nil:
		inner := p.Not.bindPredicate(t, keys)
		return func() holds {
			hold := inner()
			return func(i, j int32) bool { return !hold(i, j) }
		}
	case p.Same != nil:
		bound := keys.bindKeys([]Key{*p.Same})
		return func() holds { return holds(bound.keyAgreer()) }
	case p.Edits != nil:
		return p.Edits.bindCloseness(t, func(k *kernels, a, b string, limit float64) bool { return k.within(a, b, int(limit)) })
	case p.JaroWinkler != nil:
		return p.JaroWinkler.bindCloseness(t, func(k *kernels, a, b string, limit float64) bool { return k.jaroWinkler(a, b) >= limit })
	}
	list, all := p.Any, false
	if len(p.All) > 0 {
		list, all = p.All, true
	}
	return bindList(t, keys, list, all)
}

// bindList returns what makes a list of predicates of which all must hold, or any.
func bindList(t *Table, keys *keyBinder, list []Predicate, all bool) func() holds {
	var makers []func() holds
	for _, q := range list {
		makers = append(makers, q.bindPredicate(t, keys))
	}
	return func() holds {
		var each []holds
		for _, m := range makers {
			each = append(each, m())
		}
		return func(i, j int32) bool {
			for _, hold := range each {
				if hold(i, j) != all {
					return !all
				}
			}
			return all
		}
	}
}

// bindCloseness returns what makes the predicate that two values are near.
func (c Closeness) bindCloseness(t *Table, near func(k *kernels, a, b string, limit float64) bool) func() holds {
	x := newLexicon()
	values := x.entriesOf(t, c.Columns, false)
	x.sealNumbers()
	return func() holds {
		var k kernels
		return func(i, j int32) bool {
			for _, a := range values.of(i) {
				for _, b := range values.of(j) {
					if a == b || near(&k, x.words[a], x.words[b], c.Limit) {
						return true
					}
				}
			}
			return false
		}
	}
}

// composedLevels returns the levels that a comparison composes, from worst to best.
func composedLevels(c Comparison) []Level {
	n := float64(len(c.Custom))
	out := []Level{{Name: "else", M: .1, U: .9}}
	for k, l := range slices.Backward(c.Custom) {
		m := .2 / n
		if k == 0 {
			m += .7
		}
		out = append(out, Level{Name: l.Name, M: m, U: .1 / n})
	}
	return out
}
