package matchers

import "fmt"

// comparer finds the level of one comparison for pairs of rows of one table.
type comparer interface {
	// compare returns the level that rows i and j reach, −1 when either says nothing, and the values that reached it, for
	// the comparison's term frequencies; the values are missing where the level has none.
	compare(i, j int32) (gamma int8, a, b int32)
	// fresh returns the same comparer for another goroutine.
	fresh() comparer
}

// frequent is a comparer whose values have term frequencies.
type frequent interface {
	comparer
	// counts returns how often each value occurs.
	counts() []float64
	// levelApart returns the level of two values as such, without their rows and without a cache.
	levelApart(a, b int32) int8
}

// bindComparers makes the comparers of a Spec for a table. Names are numbered in one lexicon, so that forenames can be
// compared with surnames.
func bindComparers(t *Table, spec Spec) ([]comparer, error) {
	names := newLexicon()
	out := make([]comparer, len(spec.Comparisons))
	for k, c := range spec.Comparisons {
		bound, err := bindComparer(t, c, names)
		if err != nil {
			return nil, fmt.Errorf("comparison %s: %w", c.Name, err)
		}
		out[k] = bound
	}
	return out, nil
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
	}
	return nil, fmt.Errorf("unknown measure %q", c.Measure)
}
