package matchers

import (
	"encoding/binary"
	"hash/fnv"
	"math"
)

// Earlier is what an earlier comparison of most of the same rows found, by the same model, so that only pairs with a row that
// is new or has changed are compared again. The result is the same as that of comparing all.
type Earlier struct {
	Changed []bool     // by row: new, or with other values than before
	Pairs   [][2]int32 // pairs of unchanged rows, all that can come up to the floor among them
}

// Terms are how often the values of each comparison with term frequencies occur, values as hashes.
type Terms map[string]map[uint64]float64

// TermCounts counts the values of a table. It fails when the Spec does not fit it.
func TermCounts(t *Table, spec Spec) (Terms, error) {
	v, err := t.prepareVectors(spec)
	if err != nil {
		return nil, err
	}
	out := Terms{}
	for k, c := range spec.Comparisons {
		f, ok := v.comparers[k].(frequent)
		if !ok || !c.TermFrequency {
			continue
		}
		counts := map[uint64]float64{}
		for id, n := range f.countValues() {
			if n > 0 {
				counts[hashText(f.textOf(int32(id)))] += n
			}
		}
		out[c.Name] = counts
	}
	return out, nil
}

// Rise returns by how many bits the weight of a pair of unchanged rows can have risen at most because the values that they agree
// on have become rarer; infinite when the terms are not of the same comparisons.
func (t Terms) Rise(now Terms) float64 {
	rise := 0.0
	if len(t) != len(now) {
		return math.Inf(1)
	}
	for name, before := range t {
		after, ok := now[name]
		if !ok {
			return math.Inf(1)
		}
		allBefore, allAfter := sumCounts(before), sumCounts(after)
		most := 1.0
		for h, n := range before {
			if m := after[h]; m > 0 {
				most = max(most, n/allBefore*allAfter/m)
			}
		}
		rise += math.Log2(most)
	}
	return rise
}

// sumCounts adds up counts, which are whole numbers.
func sumCounts(counts map[uint64]float64) float64 {
	sum := 0.0
	for _, n := range counts {
		sum += n
	}
	return sum
}

// Digest returns a hash of everything that is compared of row i: two rows with one digest compare alike.
func (t *Table) Digest(i int) uint64 {
	h := fnv.New64a()
	var buf [4]byte
	for k := range t.columns {
		c := &t.columns[k]
		for _, v := range c.of(int32(i)) {
			if v != missing {
				_, _ = h.Write([]byte(c.values[v]))
			}
			_, _ = h.Write([]byte{0})
		}
		binary.LittleEndian.PutUint32(buf[:], uint32(k))
		_, _ = h.Write(buf[:])
	}
	return h.Sum64()
}

// bothUnchanged reports whether neither row has changed since an earlier comparison.
func (e *Earlier) bothUnchanged(i, j int32) bool { return e != nil && !e.Changed[i] && !e.Changed[j] }
