package matchers

import "github.com/sourcegraph/conc"

// measure is how a Measure compares. The file of its comparer registers it, so that no list names them all.
type measure struct {
	levels   []Level                  // from worst to best
	composed func(Comparison) []Level // in their place, when the comparison composes its own
	names    bool                     // it numbers its values in the lexicon of names
	bind     func(t *Table, c Comparison, names *lexicon) comparer
	check    func(v *validation, where string, c Comparison) // what else can be wrong with a comparison; may be nil
}

// measures are those that are registered. M and U of their levels are what is believed before anything is learnt: orders of
// magnitude found on public sets of people with errors put in, which data soon outweighs.
var measures = map[Measure]measure{}

// registerMeasure makes a measure known.
func registerMeasure(name Measure, m measure) {
	if _, twice := measures[name]; twice {
		panic("matchers: measure " + string(name) + " is registered twice")
	}
	measures[name] = m
}

// bindComparers makes the comparers of a Spec for a table. Names are numbered in one lexicon, so that forenames can be
// compared with surnames.
func bindComparers(t *Table, spec Spec) []comparer {
	names := newLexicon()
	out := make([]comparer, len(spec.Comparisons))
	bind := func(k int) { out[k] = measures[spec.Comparisons[k].Measure].bind(t, spec.Comparisons[k], names) }
	var g conc.WaitGroup
	g.Go(func() { // those that share the lexicon of names, one after the other
		for k, c := range spec.Comparisons {
			if measures[c.Measure].names {
				bind(k)
			}
		}
	})
	for k, c := range spec.Comparisons {
		if !measures[c.Measure].names {
			g.Go(func() { bind(k) })
		}
	}
	g.Wait()
	names.sealNumbers()
	return out
}
