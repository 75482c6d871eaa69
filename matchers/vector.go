package matchers

import (
	"context"
	"runtime"
)

// Vector is the levels that a pair reached, four bits for each comparison of the Spec in order.
type Vector uint64

// At returns the gamma of comparison k: −1 for null.
func (v Vector) At(k int) int8 { return int8(v>>(4*k)&15) - 1 }

// set returns the vector with gamma g for comparison k, which must be null in v.
func (v Vector) set(k int, g int8) Vector { return v | Vector(g+1)<<(4*k) }

// bitsOf returns the bits of comparison k.
func bitsOf(k int) Vector { return 15 << (4 * k) }

// value is the values that reached a level, for term frequencies.
type value struct{ a, b int32 }

// vectorer compares pairs of rows of one table in all respects. It belongs to one goroutine.
type vectorer struct {
	packed    *packedRows
	comparers []comparer
	byWords   []packedMeasurer // those that measure by packed words, nil for others
	distant   []distant
	first     []int     // by comparison: the word that holds the value of a row, −1 for none
	unless    []matcher // by comparison; empty for none
	given     []matcher
	shift     []int8 // by comparison: what the level of a pair that meets its Given is raised by
	values    [maxComparisons]value
	seen      [maxComparisons]int8 // what compareAtSight said of the pair that was looked at last, and what was measured since
	measured  uint32               // the comparisons that were, as bits
	fetched   uint32               // something of the rows that are compared next
}

// packedRows are the words of all rows, those of one row together.
type packedRows struct {
	width int
	words []uint32
}

// The first words of a packed row.
const (
	rowNumber = iota
	rowSaid   // the comparisons in which it has something to compare, as bits
	rowWords
)

// fetchRows reads something of rows that are compared next. They lie far apart in memory, and to read many at once takes hardly longer
// than to wait for one.
func (v *vectorer) fetchRows(rows ...int32) {
	for _, i := range rows {
		v.fetchRow(i)
	}
	for _, c := range v.distant {
		for _, i := range rows {
			v.fetched += c.fetchRest(v.packed.of(i))
		}
	}
}

// fetchRow reads something of the words of a row.
func (v *vectorer) fetchRow(i int32) {
	row := v.packed.of(i)
	for k := 0; k < len(row); k += cacheLine / 4 {
		v.fetched += row[k]
	}
}

// of returns the words of row i.
func (p *packedRows) of(i int32) []uint32 { return p.words[int(i)*p.width:][:p.width] }

// newVectorer binds a Spec to a table: what forWorker returns of it compares.
func newVectorer(t *Table, spec Spec) (*vectorer, error) {
	if err := spec.Validate(t.fields); err != nil {
		return nil, err
	}
	comparers := bindComparers(t, spec)
	v := &vectorer{comparers: comparers, unless: make([]matcher, len(comparers)), given: make([]matcher, len(comparers)),
		shift: make([]int8, len(comparers)), first: make([]int, len(comparers))}
	for k, c := range spec.Comparisons {
		if c.Unless != nil {
			v.unless[k] = spec.compileConditions([]Condition{*c.Unless})
		}
		if c.Given != nil {
			v.given[k] = spec.compileConditions([]Condition{*c.Given})
			v.shift[k] = int8(c.levelGroups()[1].from)
		}
	}
	v.packRows(t)
	return v, nil
}

// packRows writes the words of all rows.
func (v *vectorer) packRows(t *Table) {
	at := rowWords
	for k, c := range v.comparers {
		at = c.reserveWords(at)
		v.first[k] = -1
		if f, ok := c.(valued); ok {
			v.first[k] = f.firstWord()
		}
	}
	v.packed = &packedRows{width: at, words: make([]uint32, at*t.Len())}
	_ = shareOut(context.Background(), runtime.GOMAXPROCS(0), (t.Len()+packedPiece-1)/packedPiece, func() func(int) {
		return func(k int) {
			for i := int32(k * packedPiece); i < int32(min((k+1)*packedPiece, t.Len())); i++ {
				row := v.packed.of(i)
				row[rowNumber] = uint32(i)
				for k, c := range v.comparers {
					if c.packRow(i, row); !c.isSilent(row) {
						row[rowSaid] |= 1 << k
					}
				}
			}
		}
	})
}

// forWorker returns the same for another goroutine.
func (v *vectorer) forWorker() *vectorer {
	w := &vectorer{packed: v.packed, first: v.first, unless: v.unless, given: v.given, shift: v.shift}
	for _, c := range v.comparers {
		own := c.forWorker()
		byWords, _ := own.(packedMeasurer)
		if far, is := own.(distant); is {
			w.distant = append(w.distant, far)
		}
		w.comparers, w.byWords = append(w.comparers, own), append(w.byWords, byWords)
	}
	return w
}

// vectorOfRows compares rows i and j and notes the values that reached each level.
func (v *vectorer) vectorOfRows(i, j int32) Vector { return v.vectorOf(v.packed.of(i), v.packed.of(j)) }

// vectorOf compares two packed rows and notes the values that reached each level.
func (v *vectorer) vectorOf(a, b []uint32) Vector {
	v.lookAt(a, b)
	return v.vectorSeen(a, b)
}

// lookAt looks at two packed rows in all respects.
func (v *vectorer) lookAt(a, b []uint32) {
	v.measured = 0
	said := a[rowSaid] & b[rowSaid]
	for k, c := range v.comparers {
		if v.seen[k] = -1; said>>k&1 != 0 {
			v.seen[k] = c.compareAtSight(a, b)
		}
	}
}

// measure finds the level of comparison k, which compareAtSight could not tell, and notes the values that reached it.
func (v *vectorer) measure(k int, a, b []uint32) int8 {
	var g int8
	var x, y int32
	if c := v.byWords[k]; c != nil {
		g, x, y = c.comparePacked(a, b)
	} else {
		g, x, y = v.comparers[k].compareRows(int32(a[rowNumber]), int32(b[rowNumber]))
	}
	v.seen[k], v.values[k] = g, value{x, y}
	v.measured |= 1 << k
	return g
}

// vectorSeen is vectorOf for two packed rows that have been looked at.
func (v *vectorer) vectorSeen(a, b []uint32) Vector {
	var out Vector
	for k := range v.comparers {
		g := v.seen[k]
		switch {
		case v.measured>>k&1 != 0:
		case g >= open:
			g = v.measure(k, a, b)
		case g > 0 && v.first[k] >= 0 && a[v.first[k]] == b[v.first[k]]:
			x := int32(a[v.first[k]])
			v.values[k] = value{x, x}
		default:
			v.values[k] = value{missing, missing}
		}
		out = out.set(k, g)
	}
	return v.settleConditions(out)
}

// settleConditions applies the conditions of the comparisons to the levels as compared.
func (v *vectorer) settleConditions(raw Vector) Vector {
	out := raw
	for k, m := range v.given {
		if m != nil && raw.At(k) >= 0 && m.allHold(raw) {
			out += Vector(v.shift[k]) << (4 * k)
		}
	}
	for k, m := range v.unless {
		if m != nil && m.allHold(raw) {
			out &^= bitsOf(k)
		}
	}
	return out
}

// matcher is conditions that must all hold, each as the set of levels that one comparison may have.
type matcher []allowed

// allowed is the levels that satisfy one condition: bit g+1 for gamma g.
type allowed struct {
	comparison int
	levels     uint16
}

// allHold reports whether all conditions hold.
func (m matcher) allHold(v Vector) bool {
	for _, a := range m {
		if a.levels>>(v.At(a.comparison)+1)&1 == 0 {
			return false
		}
	}
	return true
}

// compileConditions compiles conditions, which Validate has accepted.
func (s Spec) compileConditions(conditions []Condition) matcher {
	var m matcher
	for _, c := range conditions {
		k := s.Index(c.Comparison)
		var levels uint16
		for _, name := range c.Levels {
			g, _ := s.Comparisons[k].gammaOf(name)
			levels |= 1 << (g + 1)
			if s.Comparisons[k].Given != nil && g >= 0 { // whether the pair meets it or not
				levels |= 1 << (int(g) + 1 + s.Comparisons[k].levelGroups()[1].from)
			}
		}
		m = append(m, allowed{k, levels})
	}
	return m
}

// prepareVectors returns a vectorer of the table for a Spec; the caller takes a fresh one of it for each goroutine.
func (t *Table) prepareVectors(spec Spec) (*vectorer, error) {
	t.memo.mu.Lock()
	defer t.memo.mu.Unlock()
	key := fingerprint(spec.Comparisons)
	if v, ok := t.memo.vectors.made.(*vectorer); ok && t.memo.vectors.key == key {
		return v, spec.Validate(t.fields)
	}
	v, err := newVectorer(t, spec)
	if err != nil {
		return nil, err
	}
	t.memo.vectors = prepared{key, v}
	return v, nil
}
