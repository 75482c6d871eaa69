package matchers

import (
	"slices"
	"strings"
)

// particles are words of surnames that many families share and that say little alone.
var particles = map[string]bool{
	"AL": true, "EL": true, "BIN": true, "BINT": true, "IBN": true, "DA": true, "DE": true, "DEL": true, "DER": true, "DES": true,
	"DI": true, "DO": true, "DOS": true, "DU": true, "LA": true, "LE": true, "MC": true, "MAC": true, "O": true, "OF": true,
	"ST": true, "SAN": true, "SANTA": true, "TEN": true, "TER": true, "VAN": true, "VON": true, "DEN": true, "ABU": true, "UL": true, "UR": true,
}

// wordsOf returns the words of the named columns' values as entries of their own, with the whole value beside the words of
// one that has several when asked for.
func (x *lexicon) wordsOf(t *Table, names []string, whole bool) *entries {
	cols := make([]*column, len(names))
	words := make([][][]int32, len(names))
	for k, name := range names {
		c := t.column(name)
		cols[k], words[k] = c, make([][]int32, len(c.values))
		for v, value := range c.values {
			split := strings.Fields(value)
			for _, w := range split {
				words[k][v] = append(words[k][v], x.number(w))
			}
			if whole && len(split) > 1 {
				words[k][v] = append(words[k][v], x.number(value))
			}
		}
	}
	e := &entries{}
	e.walkRows(t, cols, func(k int, v int32) {
		if v != missing {
			e.ids = append(e.ids, words[k][v]...)
		}
	})
	return e
}

// partsOf returns the words of a value, itself when it has only one.
func (x *lexicon) partsOf(a int32) []string {
	if p := x.parts.at(a); p != nil {
		return p
	}
	return x.words[a : a+1]
}

// looksOf returns how they look.
func (x *lexicon) looksOf(a int32) []look {
	if p := x.inner.at(a); p != nil {
		return p
	}
	return x.looks[a : a+1]
}

// severalWords reports whether either value has several words.
func (x *lexicon) severalWords(a, b int32) bool { return x.parts.has(a) || x.parts.has(b) }

// containsWords reports whether all words of one value, none of them an initial, are words of the other.
func (x *lexicon) containsWords(a, b int32) bool {
	if !x.severalWords(a, b) {
		return false
	}
	p, q := x.partsOf(a), x.partsOf(b)
	if len(p) > len(q) {
		p, q = q, p
	}
	for _, w := range p {
		if len(w) < 2 || !slices.Contains(q, w) {
			return false
		}
	}
	return true
}

// sharesPart reports whether one of two values is a double name and they have a word in common that is no particle.
func (x *lexicon) sharesPart(a, b int32) bool {
	if !x.severalWords(a, b) {
		return false
	}
	q := x.partsOf(b)
	for _, w := range x.partsOf(a) {
		if len(w) >= 3 && !particles[w] && slices.Contains(q, w) {
			return true
		}
	}
	return false
}

// bothKnown reports whether both values are in groups of nicknames.
func (x *lexicon) bothKnown(a, b int32) bool { return x.known.has(a) && x.known.has(b) }

// tooDifferent reports whether two values of one word each have too little in common to be measured.
func (x *lexicon) tooDifferent(a, b int32) bool {
	return !looksAlike(x.looks[a], x.looks[b]) && !x.severalWords(a, b)
}
