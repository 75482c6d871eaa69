package matchers

import (
	"fmt"

	"github.com/sourcegraph/conc/pool"
)

// comparer finds the level of one comparison for pairs of rows of one table.
//
// A pair is looked at twice. The first look reads the few words that pack wrote for each row, which lie together in memory,
// and settles most pairs: values that are the same, missing, or too far apart. The second measures the values.
type comparer interface {
	// compare returns the level that rows i and j reach, −1 when either says nothing, and the values that reached it, for
	// the comparison's term frequencies; the values are missing where the level has none.
	compare(i, j int32) (gamma int8, a, b int32)
	// lay takes the words of a packed row from at on and returns where the next comparer's begin.
	lay(at int) int
	// pack writes the comparer's words of row i.
	pack(i int32, row []uint32)
	// quick returns the level of two packed rows, or says that compare must be asked: open when they cannot agree entirely,
	// openFree when they may agree crosswise, openAny when they may agree either way. A level that it returns is the one that compare would return. Where the level is exact and the
	// values have term frequencies, the first word is the value.
	quick(a, b []uint32) int8
	// fresh returns the same comparer for another goroutine.
	fresh() comparer
}

// What quick returns when it cannot tell.
const (
	open     int8 = 12 // a level below exact
	openFree int8 = 13 // a level below exact, or a free one above it
	openAny  int8 = 14 // any level
)

// absent is the word of a value that the row does not have.
const absent = ^uint32(0)

// frequent is a comparer whose values have term frequencies.
type frequent interface {
	comparer
	// counts returns how often each value occurs.
	counts() []float64
	// levelApart returns the level of two values as such, without their rows and without a cache.
	levelApart(a, b int32) int8
	// first returns the word of a packed row that holds its first value.
	first() int
	// word returns a value's text.
	word(id int32) string
}

// bindComparers makes the comparers of a Spec for a table. Names are numbered in one lexicon, so that forenames can be
// compared with surnames.
func bindComparers(t *Table, spec Spec) ([]comparer, error) {
	names := newLexicon()
	out := make([]comparer, len(spec.Comparisons))
	bind := func(k int) error {
		var err error
		if out[k], err = bindComparer(t, spec.Comparisons[k], names); err != nil {
			return fmt.Errorf("comparison %s: %w", spec.Comparisons[k].Name, err)
		}
		return nil
	}
	g := pool.New().WithErrors().WithFirstError()
	g.Go(func() error { // those that share the lexicon of names, one after the other
		for k, c := range spec.Comparisons {
			if !c.Measure.ofNames() {
				continue
			}
			if err := bind(k); err != nil {
				return err
			}
		}
		return nil
	})
	for k, c := range spec.Comparisons {
		if !c.Measure.ofNames() {
			g.Go(func() error { return bind(k) })
		}
	}
	err := g.Wait()
	names.seal()
	return out, err
}

// ofNames reports whether a Measure numbers its values in the lexicon of names.
func (m Measure) ofNames() bool {
	return m == MeasureForename || m == MeasureSurname || m == MeasureMiddle
}

// bindComparer makes one comparer.
func bindComparer(t *Table, c Comparison, names *lexicon) (comparer, error) {
	switch c.Measure {
	case MeasureForename:
		return bindForename(t, c, names)
	case MeasureSurname:
		return bindSurname(t, c, names)
	case MeasureMiddle:
		return bindMiddle(t, c, names)
	case MeasureDate:
		return bindDate(t, c)
	case MeasureCategory:
		return bindCategory(t, c)
	case MeasurePlace:
		return bindPlace(t, c)
	case MeasureIdentifier:
		return bindIdentifier(t, c)
	case MeasureText:
		return bindText(t, c)
	case MeasureCustom:
		return bindCustom(t, c)
	}
	return nil, fmt.Errorf("unknown measure %q", c.Measure)
}
