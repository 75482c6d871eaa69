package members

import (
	"encoding/binary"
	"strings"

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
	k0, k1 uint64
	b      []byte
}

func newHasher(k Key) *hasher {
	return &hasher{k0: binary.LittleEndian.Uint64(k[:8]), k1: binary.LittleEndian.Uint64(k[8:])}
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
	w := &rec.Who
	surname, forename := foldLetters(w.Surname), foldLetters(w.Forename)
	birth := ""
	if w.DOB != 0 {
		birth = w.DOB.String()
	}
	p := person{
		born: w.DOB, newest: newestDay(rec), over: isOver(rec, asOf),
		birth: h.digest(ofBirth, birth), name: h.digest(ofName, surname, forename), sex: h.digest(ofSex, w.Sex),
		postcode: h.digest(ofPostcode, w.Postcode), namePostcode: h.digest(ofNamePostcode, surname, forename, w.Postcode),
		birthPostcode: h.digest(ofBirthPostcode, birth, w.Postcode), surname: h.digest(ofSurname, surname), other: h.digest(ofSurname, forename),
	}
	p.keys = [...]uint64{ofUPN: h.digest(ofUPN, w.UPN), ofNHS: h.digest(ofNHS, w.NHSNumber), ofLocal: h.digest(ofLocal, w.LocalID),
		ofRow: h.digest(ofRow, rec.Native), ofNameBirth: h.digest(ofNameBirth, surname, forename, birth)}
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

// foldLetters leaves of a name its letters, in capitals, so that a mark or a space more changes nothing.
func foldLetters(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case 'a' <= c && c <= 'z':
			return c - 'a' + 'A'
		case 'A' <= c && c <= 'Z', c >= 0x80:
			return c
		}
		return -1
	}, s)
}
