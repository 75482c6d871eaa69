package members

import (
	"encoding/binary"
	"unicode/utf8"

	"github.com/dchest/siphash"

	"rollcall/pipeline/calendar"
	"rollcall/sources"
)

// Key is the secret by which digests are made. Without it nobody can confirm that a digest is of a child whom they know.
type Key [16]byte

// What a digest is of: two of different things never agree.
const (
	ofUPN = iota
	ofNHS
	ofLocal
	ofRow
	ofNameBirth
	ofBirth
	ofName
	ofSex
	ofPostcode
	ofNamePostcode
	ofBirthPostcode
	ofSurname
	ofForename
)

// hasher makes digests. It is for one goroutine.
type hasher struct {
	k0, k1            uint64
	b                 []byte
	surname, forename []byte                   // of the row at hand, as they are compared
	postcode          []byte                   // of it
	births            map[calendar.Date][]byte // as they are written
}

func newHasher(k Key) *hasher {
	return &hasher{k0: binary.LittleEndian.Uint64(k[:8]), k1: binary.LittleEndian.Uint64(k[8:]), births: map[calendar.Date][]byte{0: nil}}
}

// digest returns the digest of texts, and zero when one of them is empty.
func (h *hasher) digest(what byte, texts ...string) uint64 {
	h.b = append(h.b[:0], what)
	for _, s := range texts {
		if s == "" {
			return 0
		}
		h.b = append(append(h.b, s...), 0)
	}
	return max(1, siphash.Hash(h.k0, h.k1, h.b))
}

// digestBytes returns the digest of texts as digest does.
func (h *hasher) digestBytes(what byte, texts ...[]byte) uint64 {
	h.b = append(h.b[:0], what)
	for _, s := range texts {
		if len(s) == 0 {
			return 0
		}
		h.b = append(append(h.b, s...), 0)
	}
	return max(1, siphash.Hash(h.k0, h.k1, h.b))
}

// birthOf is a date of birth as it is written. Few are those of many children.
func (h *hasher) birthOf(born calendar.Date) []byte {
	written, known := h.births[born]
	if !known {
		written = []byte(born.String())
		h.births[born] = written
	}
	return written
}

// person is the digests of who a row is about, and what is seen of the row beside them; zero where the row does not say.
type person struct {
	born, newest calendar.Date // newest: the newest day that the row says
	over         bool          // it gives its child a reason to be gone the next time

	keys                                        [ofNameBirth + 1]uint64
	birth, name, sex, postcode                  uint64
	namePostcode, birthPostcode, surname, other uint64 // other: the forename, as if it were a surname
}

// personOf makes the digests of a row and looks at it on a day.
func (h *hasher) personOf(rec *sources.Record, asOf calendar.Date) person {
	p, w := h.referredTo(rec, asOf), &rec.Who
	p.born, p.newest, p.over = w.DOB, newestDay(rec), isOver(rec, asOf)
	p.name, p.postcode, p.other = h.digestBytes(ofName, h.surname, h.forename), h.digest(ofPostcode, w.Postcode), h.digestBytes(ofSurname, h.forename)
	p.keys[ofLocal], p.keys[ofRow] = h.digest(ofLocal, w.LocalID), h.digest(ofRow, rec.Native)
	return p
}

// referredTo makes those digests of a row by which others are held to a reference.
func (h *hasher) referredTo(rec *sources.Record, _ calendar.Date) person {
	w := &rec.Who
	h.surname, h.forename = appendLetters(h.surname[:0], w.Surname), appendLetters(h.forename[:0], w.Forename)
	h.postcode = append(h.postcode[:0], w.Postcode...)
	surname, forename, postcode, birth := h.surname, h.forename, h.postcode, h.birthOf(w.DOB)
	p := person{birth: h.digestBytes(ofBirth, birth), sex: h.digest(ofSex, w.Sex), surname: h.digestBytes(ofSurname, surname),
		namePostcode: h.digestBytes(ofNamePostcode, surname, forename, postcode), birthPostcode: h.digestBytes(ofBirthPostcode, birth, postcode)}
	p.keys[ofUPN], p.keys[ofNHS] = h.digest(ofUPN, w.UPN), h.digest(ofNHS, w.NHSNumber)
	p.keys[ofNameBirth] = h.digestBytes(ofNameBirth, surname, forename, birth)
	return p
}

// primary is the digest by which members are sampled: of the surest thing that names the child.
func (p *person) primary() uint64 {
	for _, what := range [...]int{ofUPN, ofNHS, ofLocal, ofNameBirth} {
		if p.keys[what] != 0 {
			return p.keys[what]
		}
	}
	return p.keys[ofRow]
}

// appendLetters adds the letters of a name, in capitals, so that a mark or a space more changes nothing. What is no character is one that
// stands for it.
func appendLetters(to []byte, s string) []byte {
	for _, c := range s {
		switch {
		case 'a' <= c && c <= 'z':
			to = append(to, byte(c-'a'+'A'))
		case 'A' <= c && c <= 'Z':
			to = append(to, byte(c))
		case c >= 0x80:
			to = utf8.AppendRune(to, c)
		}
	}
	return to
}
