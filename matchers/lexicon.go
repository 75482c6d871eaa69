package matchers

import (
	"math/bits"
	"slices"
	"strings"
)

// lexicon numbers the distinct values of several columns in one space, so that a forename can be compared with a surname.
type lexicon struct {
	ids   map[string]int32
	words []string   // the value without spaces, by id
	parts [][]string // its words when it has several
	looks []look     // how it looks
	known [][]int16  // the groups of nicknames that it is in
}

// newLexicon returns an empty lexicon.
func newLexicon() *lexicon { return &lexicon{ids: map[string]int32{}} }

// id returns the number of a normalised value; two values that differ in spaces only are one.
func (x *lexicon) id(value string) int32 {
	word := strings.ReplaceAll(value, " ", "")
	id, ok := x.ids[word]
	if !ok {
		id = int32(len(x.words))
		x.ids[word] = id
		x.words = append(x.words, word)
		x.parts = append(x.parts, nil)
		x.looks = append(x.looks, lookOf(word))
		x.known = append(x.known, nicknames[word])
	}
	if len(word) == len(value) {
		return id
	}
	// Of two ways to part one value the lesser is kept, whichever came first.
	if p := strings.Fields(value); x.parts[id] == nil || slices.Compare(p, x.parts[id]) < 0 {
		x.parts[id] = p
	}
	return id
}

// letters returns the letters of s as bits, 26 for A to Z and the rest shared by all other bytes.
func letters(s string) uint32 {
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

// resembles reports whether two values can have a Jaro–Winkler similarity of .80 or be one edit apart: most values share
// too few letters, and need not be measured. Of a's letters at most len(a) less the kinds that b lacks can match.
func (x *lexicon) resembles(a, b int32) bool {
	s, t := x.words[a], x.words[b]
	if max(len(s), len(t)) < 4 {
		return true // one edit may leave less than .80
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
	return sharesGroup(x.known[a], x.known[b])
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
	start []int32
	ids   []int32
}

// of returns the ids of row i, some of which may be missing.
func (e *entries) of(i int32) []int32 { return e.ids[e.start[i]:e.start[i+1]] }

// entries returns the ids of every row in the named columns, in the order of the columns. Missing values are kept in
// their place when positions matter and left out otherwise; a value that a row has twice is kept once.
func (x *lexicon) entries(t *Table, names []string, positions bool) (*entries, error) {
	cols := make([]*column, len(names))
	codes := make([][]int32, len(names))
	size := 0
	for k, name := range names {
		c, err := t.column(name)
		if err != nil {
			return nil, err
		}
		cols[k], codes[k] = c, make([]int32, len(c.values))
		size += len(c.codes)
		for v, value := range c.values {
			codes[k][v] = x.id(value)
		}
	}
	e := &entries{start: make([]int32, 0, t.Len()+1), ids: make([]int32, 0, size)}
	for i := range int32(t.Len()) {
		e.start = append(e.start, int32(len(e.ids)))
		for k, c := range cols {
			for _, v := range c.of(i) {
				e.add(v, codes[k], positions)
			}
		}
	}
	e.start = append(e.start, int32(len(e.ids)))
	return e, nil
}

// add appends the id of code v to the last row.
func (e *entries) add(v int32, ids []int32, positions bool) {
	id := missing
	if v != missing {
		id = ids[v]
	}
	if !positions {
		if id == missing {
			return
		}
		for _, had := range e.ids[e.start[len(e.start)-1]:] {
			if had == id {
				return
			}
		}
	}
	e.ids = append(e.ids, id)
}

// counts returns how often each value occurs, by id.
func (e *entries) counts(n int) []float64 {
	f := make([]float64, n)
	for _, id := range e.ids {
		if id != missing {
			f[id]++
		}
	}
	return f
}
