package sources

import (
	"fmt"
	"math/bits"

	"github.com/zeebo/xxh3"
)

// Slab is records row by row: what one says lies in one run of bytes, so that reading any of them costs a line or two of memory
// and not one for each field. What several say alike of a person stands once. A Slab does not change and may be read from many
// goroutines; what is read of it points into it.
//
// A row is the codes of its kind and its file, the number of its person, row, line, how many more rows, day, id and native key, how many claims there are, and the
// claims. After its kind a person, or a claim, has a bit for each field that says something; what says nothing takes no room.
type Slab struct {
	rows    string
	row     []RowAt
	persons string
	person  []PersonAt
	words   []string // of few different values; a code is a place in it
	kinds   []Kind   // of which a record is: mostly one
}

// RowAt is where a record begins in its Slab. Who reads a record several times finds it once.
type RowAt uint32

// PersonAt is where a person begins in its Slab.
type PersonAt uint32

// Part is what is read of a Record beside its origin.
type Part uint8

// The parts of a Record.
const (
	WhoPart   Part = 1 << iota // who it is about
	ClaimPart                  // what it says
)

// SlabDigest is a digest of all that a Slab holds.
type SlabDigest [16]byte

// Digest is the digest of a Slab: two of one digest hold the same records in the same places.
func (s *Slab) Digest() SlabDigest {
	h := xxh3.New()
	_, _ = h.WriteString(s.rows) // a hash takes all that is written
	_, _ = h.WriteString(s.persons)
	fmt.Fprintf(h, "%d %d %q %q", len(s.rows), len(s.persons), s.words, s.kinds)
	return h.Sum128().Bytes()
}

// Len returns the number of records.
func (s *Slab) Len() int { return len(s.row) }

// Row returns where record i begins.
func (s *Slab) Row(i int) RowAt { return s.row[i] }

// Person returns where person n begins.
func (s *Slab) Person(n int) PersonAt { return s.person[n] }

// Persons returns how many the records tell of, each of one extract and in one way: a number below it is a person's in the Slab.
func (s *Slab) Persons() int { return len(s.person) }

// Kinds returns the extracts that the records are of.
func (s *Slab) Kinds() []Kind { return s.kinds }

// KindOf returns the extract of a record.
func (s *Slab) KindOf(row RowAt) Kind {
	at := cursor{s.rows, int(row)}
	return Kind(s.words[at.number()])
}

// PersonOf returns the number of the person that a record tells of.
func (s *Slab) PersonOf(row RowAt) int {
	at := cursor{s.rows, int(row)}
	at.number()
	at.number()
	return int(at.number())
}

// OriginOf returns where a record stands.
func (s *Slab) OriginOf(row RowAt) Origin {
	at := cursor{s.rows, int(row)}
	o, _ := s.readOrigin(&at)
	return o
}

// RowCountOf returns how many rows a record stands for.
func (s *Slab) RowCountOf(row RowAt) int {
	at := cursor{s.rows, int(row)}
	for range 5 { // kind, file, person, row and line
		at.number()
	}
	return 1 + int(at.number())
}

// readOrigin reads the origin of a record, and the number of its person.
func (s *Slab) readOrigin(at *cursor) (o Origin, person int) {
	o.Kind, o.File = Kind(s.words[at.number()]), s.words[at.number()]
	person = int(at.number())
	o.Row, o.Line, o.More, o.AsOf = int(at.number()), int(at.number()), int(at.number()), at.day()
	o.ID, o.Native = RecordID(at.text()), at.text()
	return o, person
}

// Read reads a record into r, and leaves the parts empty that are not asked for. The claims stand where those of r stood:
// whoever keeps a Record reads into a new one.
func (s *Slab) Read(row RowAt, r *Record, parts Part) {
	at := cursor{s.rows, int(row)}
	o, person := s.readOrigin(&at)
	r.ID, r.Kind, r.File, r.Row, r.Line, r.More, r.Native, r.AsOf = o.ID, o.Kind, o.File, o.Row, o.Line, o.More, o.Native, o.AsOf
	if parts&WhoPart != 0 {
		s.ReadPerson(s.person[person], &r.Who)
	} else {
		r.Who = Identity{}
	}
	if r.Claims = r.Claims[:0]; parts&ClaimPart != 0 {
		s.readClaims(&at, r)
	}
}

// ReadPerson reads who a person is.
func (s *Slab) ReadPerson(person PersonAt, w *Identity) {
	*w = Identity{}
	at := cursor{s.persons, int(person)}
	at.number()
	said := at.bits(personBits)
	for rest := said &^ bornSaid; rest != 0; rest &= rest - 1 {
		*w.textAt(bits.TrailingZeros32(rest)) = at.text()
	}
	if said&bornSaid != 0 {
		w.DOB = at.day()
	}
}

// PersonKind returns the extract that tells of a person.
func (s *Slab) PersonKind(person PersonAt) Kind {
	at := cursor{s.persons, int(person)}
	return Kind(s.words[at.number()])
}

// The bits of a person are its texts' and this one; they take three bytes, those of a claim two.
const (
	bornSaid   = 1 << 23
	personBits = 3
	claimBits  = 2
)

func (s *Slab) readClaims(at *cursor, r *Record) {
	if n := int(at.number()); n > cap(r.Claims) {
		r.Claims = make([]Claim, n)
	} else {
		r.Claims = r.Claims[:n]
	}
	for k := range r.Claims {
		s.readClaim(at, &r.Claims[k])
	}
}

func (s *Slab) readClaim(at *cursor, c *Claim) {
	*c = Claim{Kind: ClaimKind(at.number())}
	said := at.bits(claimBits)
	for rest := said & (1<<firstDate - 1); rest != 0; rest &= rest - 1 {
		if x := &claimTexts[bits.TrailingZeros32(rest)]; x.coded {
			*x.at(c) = s.words[at.number()]
		} else {
			*x.at(c) = at.text()
		}
	}
	for rest := said &^ numberSaid >> firstDate; rest != 0; rest &= rest - 1 {
		*claimDates[bits.TrailingZeros32(rest)].at(c) = at.day()
	}
	if said&numberSaid != 0 {
		c.Count = int32(at.signed())
	}
}

// Of the bits of a claim the first are its texts', those from firstDate its days'.
const (
	firstDate  = 8
	numberSaid = 1 << 15
)

// ClaimsOf returns how many claims a record has.
func (s *Slab) ClaimsOf(row RowAt) int {
	at := cursor{s.rows, int(row)}
	s.readOrigin(&at)
	return int(at.number())
}

// cursor reads numbers and texts one after the other.
type cursor struct {
	from string
	at   int
}

// number reads a number, seven bits to a byte and the lowest first; the last has its top bit clear.
func (c *cursor) number() uint64 {
	b := c.from[c.at]
	if c.at++; b < 0x80 {
		return uint64(b)
	}
	return c.longNumber(uint64(b & 0x7f))
}

func (c *cursor) longNumber(x uint64) uint64 {
	for shift := 7; ; shift += 7 {
		b := c.from[c.at]
		c.at++
		if x |= uint64(b&0x7f) << shift; b < 0x80 {
			return x
		}
	}
}

// signed reads a number that may be negative: its sign is the lowest bit.
func (c *cursor) signed() int64 {
	x := c.number()
	return int64(x>>1) ^ -int64(x&1)
}

// bits reads as many bytes, the lowest first.
func (c *cursor) bits(bytes int) (x uint32) {
	for k := range bytes {
		x |= uint32(c.from[c.at+k]) << (8 * k)
	}
	c.at += bytes
	return x
}

func (c *cursor) day() Date { return Date(c.signed()) }

func (c *cursor) text() string {
	n := int(c.number())
	from := c.at
	c.at += n
	return c.from[from:c.at]
}
