package matchers

import (
	"math/bits"
	"slices"
	"strings"
)

// lexicon numbers the distinct values of several columns in one space, so that a forename can be compared with a surname.
type lexicon struct {
	ids   map[string]int32
	words []string         // the value without spaces, by id
	parts sparse[[]string] // its words when it has several
	inner sparse[[]look]   // and how they look
	looks []look           // how it looks
	begin []uint32         // the first letters of its words, as bits
	known sparse[[]int16]  // the groups of nicknames that it is in
	whole bool             // the words of values, and nicknames, are not asked for
}

// sparse is a list most of whose values are the zero one.
type sparse[T any] struct {
	places []int32 // by position: the place in values, 0 for none
	values []T
}

// add appends a zero value.
func (s *sparse[T]) add() { s.places = append(s.places, 0) }

// set gives the value at a position.
func (s *sparse[T]) set(k int32, v T) {
	if s.places[k] == 0 {
		s.values = append(s.values, v)
		s.places[k] = int32(len(s.values))
		return
	}
	s.values[s.places[k]-1] = v
}

// at returns the value at a position.
func (s *sparse[T]) at(k int32) (v T) {
	if p := s.places[k]; p > 0 {
		return s.values[p-1]
	}
	return v
}

// has reports whether the value at a position was set.
func (s *sparse[T]) has(k int32) bool { return s.places[k] > 0 }

// newLexicon returns an empty lexicon.
func newLexicon() *lexicon { return &lexicon{ids: map[string]int32{}} }

// newCodeLexicon returns an empty lexicon of what are no words: of its values the texts alone are kept.
func newCodeLexicon() *lexicon { return &lexicon{ids: map[string]int32{}, whole: true} }

// number returns the number of a normalised value; two values that differ in spaces only are one.
func (x *lexicon) number(value string) int32 {
	word := strings.ReplaceAll(value, " ", "")
	id, ok := x.ids[word]
	if !ok {
		id = int32(len(x.words))
		x.ids[word] = id
		x.words = append(x.words, word)
		if x.whole {
			return id
		}
		x.looks = append(x.looks, lookOf(word))
		x.begin = append(x.begin, letterSet(word[:min(1, len(word))]))
		x.parts.add()
		x.inner.add()
		x.known.add()
		if groups := nicknames[word]; groups != nil {
			x.known.set(id, groups)
		}
	}
	if len(word) == len(value) || x.whole {
		return id
	}
	for _, w := range strings.Fields(value) {
		x.begin[id] |= letterSet(w[:1])
	}
	// Of two ways to part one value the lesser is kept, whichever came first.
	if p := strings.Fields(value); !x.parts.has(id) || slices.Compare(p, x.parts.at(id)) < 0 {
		x.parts.set(id, p)
		looks := make([]look, len(p))
		for k, w := range p {
			looks[k] = lookOf(w)
		}
		x.inner.set(id, looks)
	}
	return id
}

// sealNumbers lets go of what only numbering needs; no value can be numbered after it.
func (x *lexicon) sealNumbers() { x.ids = nil }

// letterSet returns the letters of s as bits, 26 for A to Z and the rest shared by all other bytes.
func letterSet(s string) uint32 {
	var set uint32
	for k := range len(s) {
		if c := s[k] - 'A'; c < 26 {
			set |= 1 << c
		} else {
			set |= 1 << (26 + s[k]%6)
		}
	}
	return set
}

// mayBeNear reports whether two values can have a Jaro–Winkler similarity of .80 or be one edit apart, or are
// misread or scrambled forms of one another: most values share too few letters, and need not be measured. Of a's letters at most len(a) less the kinds that b lacks can match.
func (x *lexicon) mayBeNear(a, b int32) bool {
	s, t := x.words[a], x.words[b]
	if max(len(s), len(t)) < 4 {
		return true // one edit may leave less than .80
	}
	if x.looks[a].shape>>16 == x.looks[b].shape>>16 {
		return true // misread, or scrambled
	}
	common := min(len(s)-bits.OnesCount32(x.looks[a].letters&^x.looks[b].letters), len(t)-bits.OnesCount32(x.looks[b].letters&^x.looks[a].letters))
	c := float64(common)
	jaro := (c/float64(len(s)) + c/float64(len(t)) + 1) / 3
	prefix := 0
	for prefix < 4 && prefix < len(s) && prefix < len(t) && s[prefix] == t[prefix] {
		prefix++
	}
	return jaro+.1*float64(prefix)*(1-jaro) >= .80
}

// knownAs reports whether one person may go by both forenames.
func (x *lexicon) knownAs(a, b int32) bool {
	return sharesGroup(x.known.at(a), x.known.at(b))
}

// sharesGroup reports whether two short lists of groups have one in common.
func sharesGroup(a, b []int16) bool {
	for _, g := range a {
		if slices.Contains(b, g) {
			return true
		}
	}
	return false
}

// entries are the ids of every row, those of several columns together.
type entries struct {
	start []int32 // nil when each row has one at most, which saves looking it up
	ids   []int32
	// positions says that the missing id of a row that has none is one of its ids.
	positions bool
}

// of returns the ids of row i, some of which may be missing.
func (e *entries) of(i int32) []int32 {
	if e.start != nil {
		return e.ids[e.start[i]:e.start[i+1]]
	}
	if e.ids[i] == missing && !e.positions {
		return nil
	}
	return e.ids[i : i+1]
}

// entriesOf returns the ids of every row in the named columns, in the order of the columns. Missing values are kept in
// their place when positions matter and left out otherwise; a value that a row has twice is kept once.
func (x *lexicon) entriesOf(t *Table, names []string, positions bool) *entries {
	cols := make([]*column, len(names))
	codes := make([][]int32, len(names))
	size := 0
	for k, name := range names {
		c := t.column(name)
		cols[k], codes[k] = c, make([]int32, len(c.values))
		size += len(c.codes)
		for v, value := range c.values {
			codes[k][v] = x.number(value)
		}
	}
	e := &entries{ids: make([]int32, 0, size), positions: positions}
	if len(cols) == 1 && (positions || cols[0].start == nil) { // as the column's own
		e.start = cols[0].start
		for _, v := range cols[0].codes {
			if v != missing {
				v = codes[0][v]
			}
			e.ids = append(e.ids, v)
		}
		return e
	}
	e.walkRows(t, cols, func(k int, v int32) { e.addCode(v, codes[k], positions) })
	return e
}

// walkRows starts every row and calls with each of its codes and the column of the code.
func (e *entries) walkRows(t *Table, cols []*column, take func(k int, code int32)) {
	e.start = make([]int32, 0, t.Len()+1)
	for i := range int32(t.Len()) {
		e.start = append(e.start, int32(len(e.ids)))
		for k, c := range cols {
			for _, v := range c.of(i) {
				take(k, v)
			}
		}
	}
	e.start = append(e.start, int32(len(e.ids)))
}

// addCode appends the id of code v to the last row.
func (e *entries) addCode(v int32, ids []int32, positions bool) {
	id := missing
	if v != missing {
		id = ids[v]
	}
	if positions || id != missing && !slices.Contains(e.ids[e.start[len(e.start)-1]:], id) {
		e.ids = append(e.ids, id)
	}
}

// countValues returns how often each value occurs, by id.
func (e *entries) countValues(n int) []float64 {
	f := make([]float64, n)
	for _, id := range e.ids {
		if id != missing {
			f[id]++
		}
	}
	return f
}

// shareValue reports whether two short lists share a value that is not missing.
func shareValue(a, b []int32) bool {
	for _, x := range a {
		if x != missing && slices.Contains(b, x) {
			return true
		}
	}
	return false
}
