package matchers

import (
	"slices"
	"strings"
)

// A name is a set of parts that may stand in any field and in any order. One office writes given | father grandfather, another
// father | grandfather given; one writes given | family and another family | given; one adds an English name, or leaves the father out.
// Two rows of which one holds all the parts of the other are one name written twice. Where each has a part that the other lacks they
// may be brothers and sisters: what they share is their father's, and what differs is their own.

// mostParts is how many parts of a row's names are looked at.
const mostParts = 12

// namePart is a word of a row's names.
type namePart struct {
	word  string
	look  look
	known []int16 // the groups of nicknames that it is in
	field nameField
	// light says that it says little of who it is: a particle, or a name that stands before others and is left out at will.
	light bool
}

// nameField says where a part stands.
type nameField uint8

// The fields. Middle names stand between the others: one that is a forename too is not in another place.
const (
	amongForenames nameField = iota
	amongMiddle
	amongSurnames
)

// crosses reports whether one of two fields is that of forenames and the other that of surnames.
func (f nameField) crosses(o nameField) bool { return f != o && f != amongMiddle && o != amongMiddle }

// nameSet is the parts of a row's names. The first needed are those of its first forename and surname, by which it is known; the
// others are further forenames and surnames, and middle names.
type nameSet struct {
	parts     [mostParts]namePart
	n, needed int
	// several says that some field has several names: two rows without are the same, or in other fields, or neither.
	several bool
}

// lightNames are names that stand before others or after, in any field, and are left out at will.
var lightNames = map[string]bool{
	"MD": true, "MOHD": true, "MUHD": true, "MUHAMMAD": true, "MOHAMMED": true, "MOHAMED": true, "MOHAMMAD": true, "MUHAMMED": true, "MOHAMAD": true,
	"SYED": true, "SYEDA": true, "SHEIKH": true, "BIBI": true, "BEGUM": true, "KAUR": true, "SINGH": true, "THI": true,
}

// takeNames takes the names of a row.
func (s *nameSet) takeNames(x *lexicon, of *fullName) {
	given, surname, middle := of.given, of.surname, of.middle
	s.n, s.several = 0, max(len(given), len(surname), len(middle)) > 1
	if len(given) > 0 {
		s.takeValue(x, given[0], amongForenames)
	}
	if len(surname) > 0 {
		s.takeValue(x, surname[0], amongSurnames)
	}
	s.needed = s.n
	for _, id := range given[min(1, len(given)):] {
		s.takeValue(x, id, amongForenames)
	}
	for _, id := range surname[min(1, len(surname)):] {
		s.takeValue(x, id, amongSurnames)
	}
	for _, id := range middle {
		if !x.parts.has(id) { // the words of one that has several follow it
			s.takeValue(x, id, amongMiddle)
		}
	}
}

// beginOf returns the first letters of the words of some values, as bits.
func (x *lexicon) beginOf(ids []int32) (set uint32) {
	for _, id := range ids {
		set |= x.begin[id]
	}
	return set
}

// takeValue takes the words of a value. Particles are parts only where nothing else is.
func (s *nameSet) takeValue(x *lexicon, id int32, field nameField) {
	words, looks := x.partsOf(id), x.looksOf(id)
	from := s.n
	s.several = s.several || len(words) > 1
	for k, w := range words {
		if s.n < mostParts && !particles[w] {
			s.parts[s.n] = namePart{w, looks[k], nicknames[w], field, lightNames[w]}
			s.n++
		}
	}
	if s.n == from && s.n < mostParts && len(words) > 0 {
		w := words[len(words)-1]
		s.parts[s.n] = namePart{w, looks[len(words)-1], nicknames[w], field, true}
		s.n++
	}
}

// within says how the parts of one name are found in another: as words, or as initials; and whether one of them stands among
// the forenames of one and the surnames of the other.
type within struct {
	words, initials, lacking int
	crosswise                bool
}

// isWhole reports whether all needed parts were found, at least two, and some in another field.
func (w within) isWhole() bool { return w.lacking+w.initials == 0 && w.words >= 2 && w.crosswise }

// isWholeByInitials reports whether they were, some by initials alone: a sister's own name may begin alike.
func (w within) isWholeByInitials() bool {
	return w.lacking == 0 && w.words > 0 && w.initials > 0 && w.crosswise
}

// findWithin looks for the needed parts of a in b. Light ones need not be found. It looks no further when one that is needed is surely not
// there: then a is not whole.
func (m *measuredValues) findWithin(a, b *nameSet) (w within) {
	var used uint32 // of b, as bits, and from the 16th on of a
	take := func(x int, byInitial bool) bool {
		p := &a.parts[x]
		for y := range b.n {
			if q := &b.parts[y]; used>>y&1 == 0 && (byInitial && sameInitial(p.word, q.word) || !byInitial && m.samePart(p, q)) {
				used |= 1<<y | 1<<(16+x)
				w.crosswise = w.crosswise || p.field.crosses(q.field)
				return true
			}
		}
		return false
	}
	for x := range a.needed {
		switch p := &a.parts[x]; {
		case p.light:
		case take(x, false):
			w.words++
		case !b.hasInitial(p.word):
			w.lacking++
			return w
		}
	}
	for x := range a.needed {
		switch {
		case a.parts[x].light || used>>(16+x)&1 != 0:
		case take(x, true):
			w.initials++
		default:
			w.lacking++
		}
	}
	for x := range a.needed {
		if a.parts[x].light && take(x, false) {
			w.words++
		}
	}
	return w
}

// hasInitial reports whether a part is the initial of a word, or the other way about.
func (s *nameSet) hasInitial(word string) bool {
	return slices.ContainsFunc(s.parts[:s.n], func(p namePart) bool { return sameInitial(p.word, word) })
}

// samePart is sameWord for two parts of names.
func (m *measuredValues) samePart(p, q *namePart) bool {
	switch n, o := len(p.word), len(q.word); {
	case n < 2 || o < 2:
		return false
	case p.word == q.word || sharesGroup(p.known, q.known):
		return true
	}
	return looksAlike(p.look, q.look) && m.closeWords(p.word, q.word) || writtenTogether(p.word, q.word) || writtenTogether(q.word, p.word)
}

// sameWord reports whether two words of names are one name: equal, close, another form of it, or one with its particle written together.
func (m *measuredValues) sameWord(p, q string) bool {
	if len(p) < 2 || len(q) < 2 {
		return false
	}
	return m.alikeWords(p, q) || writtenTogether(p, q) || writtenTogether(q, p)
}

// writtenTogether reports whether one word is another with a particle before it: ALKHATIB and KHATIB.
func writtenTogether(long, short string) bool {
	return len(short) >= 4 && strings.HasSuffix(long, short) && particles[long[:len(long)-len(short)]]
}

// sameInitial reports whether one of two words is the initial of the other.
func sameInitial(p, q string) bool {
	return (len(p) == 1 || len(q) == 1) && p[0] == q[0]
}

// givesTo reports whether a forename of one row is among the surnames of the other.
func (s *nameSet) givesTo(o *nameSet) bool {
	for x := range s.n {
		p := &s.parts[x]
		if p.field != amongForenames || p.light || len(p.word) < 2 {
			continue
		}
		for y := range o.n {
			if q := &o.parts[y]; q.field == amongSurnames && p.word == q.word {
				return true
			}
		}
	}
	return false
}

// alikeWithin counts the words of the shorter of two values that are words of the longer, but for a slip, particles left out.
func (m *measuredValues) alikeWithin(p, q []string) (found, of int) {
	p, q = fewerFirst(p, q)
	for _, w := range p {
		if particles[w] {
			continue
		}
		of++
		if slices.ContainsFunc(q, func(v string) bool { return !particles[v] && m.sameWord(w, v) }) {
			found++
		}
	}
	return found, of
}

// fewerFirst returns two lists of words, that of fewer first; of two as long the lesser, so that it does not matter which name comes first.
func fewerFirst(p, q []string) (fewer, more []string) {
	if len(p) > len(q) || len(p) == len(q) && slices.Compare(p, q) > 0 {
		return q, p
	}
	return p, q
}
