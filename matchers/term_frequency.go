package matchers

import (
	"cmp"
	"math"
	"slices"
	"sync/atomic"
)

// frequentValues is how many of the most frequent values stand for all when the frequency of a fuzzy level is summed; the
// rest are taken to reach the level as often as any.
const frequentValues = 500

// termFrequency holds how often the values of one comparison occur, and so how often two unrelated rows agree on them.
// It is shared by all goroutines.
type termFrequency struct {
	count []float64 // of each value: whole numbers, so that sums do not depend on their order
	all   float64   // of all values
	top   []int32   // the most frequent values
	tail  float64   // share of all the others
	exact []float64 // natural logarithm of the share of each value
	u     []float64 // U of the comparison's levels
	fuzzy []atomic.Pointer[[nearLevels]float64]
}

// newTermFrequency returns the frequencies of a comparer's values, in a table that is whole.
func newTermFrequency(c frequent, u []float64) *termFrequency {
	f := &termFrequency{count: c.countValues(), u: u}
	for v, n := range f.count {
		if n > 0 {
			f.top = append(f.top, int32(v))
			f.all += n
		}
	}
	f.top = mostFrequent(f.top, func(v int32) float64 { return f.count[v] })
	return f.derive()
}

// wholeTerms are the values of comparisons among all rows, where a table has but some.
type wholeTerms interface {
	// termsOf returns how many rows have each value, the values that are taken by themselves, and how many there are of all.
	termsOf(comparison string) (rows map[string]int64, most []string, all float64)
}

// termFrequencyOf returns the frequencies of a comparison's values among all rows.
func (t *Table) termFrequencyOf(name string, c frequent, u []float64) *termFrequency {
	whole, is := t.memo.whole.(wholeTerms)
	if !is {
		return newTermFrequency(c, u)
	}
	rows, most, all := whole.termsOf(name)
	f := &termFrequency{count: make([]float64, len(c.countValues())), all: all, u: u}
	ids := make(map[string]int32, len(f.count))
	for v := range f.count {
		word := c.textOf(int32(v))
		f.count[v], ids[word] = float64(rows[word]), int32(v)
	}
	for _, word := range most {
		f.top = append(f.top, ids[word])
	}
	return f.derive()
}

// mostFrequent returns those of some values that are taken by themselves. Values as frequent as the last that would be kept are left to
// the tail, so that the choice depends on no order.
func mostFrequent[V any](values []V, count func(V) float64) []V {
	slices.SortFunc(values, func(a, b V) int { return cmp.Compare(count(b), count(a)) })
	if len(values) > frequentValues {
		last := count(values[frequentValues])
		values = values[:frequentValues]
		for len(values) > 0 && count(values[len(values)-1]) == last {
			values = values[:len(values)-1]
		}
	}
	return values
}

// derive works out what follows from the counts.
func (f *termFrequency) derive() *termFrequency {
	f.fuzzy = make([]atomic.Pointer[[nearLevels]float64], len(f.count))
	f.tail = f.all
	for _, v := range f.top {
		f.tail -= f.count[v]
	}
	f.tail /= max(f.all, 1)
	f.exact = make([]float64, len(f.count))
	for v, n := range f.count {
		f.exact[v] = math.Log(max(n/max(f.all, 1), leastChance))
	}
	return f
}

// lnChance returns the natural logarithm of the probability that two unrelated rows agree on values like a and b at level g: the share of the value
// when they are equal, and otherwise the geometric mean of the shares of the values that each is so close to.
func (f *termFrequency) lnChance(c frequent, g int8, a, b int32) float64 {
	if a == b {
		return f.exact[a]
	}
	return math.Log(max(math.Sqrt(f.shareNear(c, a)[g]*f.shareNear(c, b)[g]), leastChance))
}

// shareNear returns the share of values that reach each level with a.
func (f *termFrequency) shareNear(c frequent, a int32) *[nearLevels]float64 {
	if p := f.fuzzy[a].Load(); p != nil {
		return p
	}
	var sum [nearLevels]float64
	c.addLevels(a, f.top, f.count, &sum)
	for g, u := range f.u {
		sum[g] = sum[g]/f.all + f.tail*u
	}
	f.fuzzy[a].Store(&sum)
	return &sum
}
