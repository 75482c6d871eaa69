package sources

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"
)

// SlabBuilder gathers Records into Slabs. It copies what it keeps. It is not safe for several goroutines.
type SlabBuilder struct {
	rows, persons []byte
	row           []RowAt
	person        []PersonAt
	words         []string
	kinds         []Kind
	code          map[string]uint64
	recent        [firstDate + 2]uint64 // by field of a claim, and then of the kind and the file: the code that was written last
	known         map[uint64]uint32     // persons by a digest of what is said of them
	said          []byte                // of the person at hand
}

// NewSlabBuilder returns an empty builder.
func NewSlabBuilder() *SlabBuilder {
	return &SlabBuilder{code: map[string]uint64{}, known: map[uint64]uint32{}}
}

// Len returns the number of records appended since the last Slab.
func (b *SlabBuilder) Len() int { return len(b.row) }

// Append adds a record.
func (b *SlabBuilder) Append(r *Record) {
	b.row = append(b.row, RowAt(len(b.rows)))
	kind := b.codeOf(firstDate, string(r.Kind))
	if !slices.Contains(b.kinds, r.Kind) {
		b.kinds = append(b.kinds, r.Kind)
	}
	b.rows = binary.AppendUvarint(b.rows, kind)
	b.rows = binary.AppendUvarint(b.rows, b.codeOf(firstDate+1, r.File))
	b.rows = binary.AppendUvarint(b.rows, uint64(b.personOf(kind, &r.Who)))
	b.rows = binary.AppendUvarint(b.rows, uint64(r.Row))
	b.rows = binary.AppendUvarint(b.rows, uint64(r.Line))
	b.rows = binary.AppendUvarint(b.rows, uint64(r.More))
	b.rows = binary.AppendVarint(b.rows, int64(r.AsOf))
	b.rows = appendText(appendText(b.rows, string(r.ID)), r.Native)
	b.rows = binary.AppendUvarint(b.rows, uint64(len(r.Claims)))
	for i := range r.Claims {
		b.appendClaim(&r.Claims[i])
	}
}

func (b *SlabBuilder) appendClaim(c *Claim) {
	b.rows = binary.AppendUvarint(b.rows, uint64(c.Kind))
	said, place := uint32(0), len(b.rows)
	b.rows = append(b.rows, make([]byte, claimBits)...)
	for k := range claimTexts {
		text := *claimTexts[k].at(c)
		if text == "" {
			continue
		}
		if said |= 1 << k; claimTexts[k].coded {
			b.rows = binary.AppendUvarint(b.rows, b.codeOf(k, text))
		} else {
			b.rows = appendText(b.rows, text)
		}
	}
	for k := range claimDates {
		if day := *claimDates[k].at(c); day != 0 {
			said |= 1 << (firstDate + k)
			b.rows = binary.AppendVarint(b.rows, int64(day))
		}
	}
	if c.Count != 0 {
		said |= numberSaid
		b.rows = binary.AppendVarint(b.rows, int64(c.Count))
	}
	putBits(b.rows[place:place+claimBits], said)
}

// personOf returns the number of a person of an extract, who is written down when nobody was who is said to be the same.
func (b *SlabBuilder) personOf(kind uint64, w *Identity) uint32 {
	to := binary.AppendUvarint(b.said[:0], kind)
	said, place := uint32(0), len(to)
	to = append(to, make([]byte, personBits)...)
	for k := range identityColumns {
		if text := *w.textAt(k); text != "" {
			said |= 1 << k
			to = appendText(to, text)
		}
	}
	if w.DOB != 0 {
		said |= bornSaid
		to = binary.AppendVarint(to, int64(w.DOB))
	}
	putBits(to[place:place+personBits], said)
	b.said = to
	digest := xxh3.Hash(to)
	n, seen := b.known[digest]
	if seen && b.isPerson(n) {
		return n
	}
	n = uint32(len(b.person))
	b.known[digest] = n
	b.person = append(b.person, PersonAt(len(b.persons)))
	b.persons = append(b.persons, to...)
	return n
}

func putBits(to []byte, said uint32) {
	for k := range to {
		to[k] = byte(said >> (8 * k))
	}
}

// isPerson reports whether a person is said to be as the one at hand is.
func (b *SlabBuilder) isPerson(n uint32) bool {
	from := int(b.person[n])
	return from+len(b.said) <= len(b.persons) && string(b.persons[from:from+len(b.said)]) == string(b.said)
}

// codeOf returns the code of a word of a field. Most say what they said of the record before.
func (b *SlabBuilder) codeOf(field int, word string) uint64 {
	if last := b.recent[field]; last < uint64(len(b.words)) && b.words[last] == word {
		return last
	}
	code, known := b.code[word]
	if !known {
		code, word = uint64(len(b.words)), strings.Clone(word) // it may point into a reader's buffer
		b.code[word], b.words = code, append(b.words, word)
	}
	b.recent[field] = code
	return code
}

func appendText(to []byte, text string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(text))), text...)
}

// Slab returns the records appended so far, and starts the next one.
func (b *SlabBuilder) Slab() *Slab {
	s := &Slab{string(b.rows), slices.Clone(b.row), string(b.persons), slices.Clone(b.person), b.words, b.kinds}
	b.rows, b.persons, b.row, b.person, b.words = b.rows[:0], b.persons[:0], b.row[:0], b.person[:0], nil
	b.kinds = nil
	clear(b.code)
	clear(b.known)
	return s
}
