package register

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"slices"
)

// Traces are the keyed digests by which the records of a sealed child are known again. The new identity and the old one
// stand apart, so that they can be held apart from memory.
type Traces struct {
	Now      Digests `json:"now,omitempty"`      // numbers, keys, and names with a date of birth
	Old      Digests `json:"old,omitempty"`      // the same of the identity that was
	Born     Digests `json:"born,omitempty"`     // dates of birth of either
	NowSeen  Digests `json:"now_seen,omitempty"` // fingerprints and child ids that runs gave the one
	OldSeen  Digests `json:"old_seen,omitempty"` // and the other
	Dwelling []Place `json:"dwelling,omitempty"` // where the child was said to live
}

// fields are the digests of t, in order.
func (t *Traces) fields() [5]*Digests {
	return [...]*Digests{&t.Now, &t.Old, &t.Born, &t.NowSeen, &t.OldSeen}
}

func (t *Traces) isEmpty() bool {
	for _, f := range t.fields() {
		if len(*f) > 0 {
			return false
		}
	}
	return len(t.Dwelling) == 0
}

// add takes in what another says.
func (t *Traces) add(more Traces) {
	mine, other := t.fields(), more.fields()
	for i := range mine {
		*mine[i] = mine[i].with(*other[i])
	}
	for _, p := range more.Dwelling {
		if !slices.ContainsFunc(t.Dwelling, p.IsSame) {
			t.Dwelling = append(t.Dwelling, p)
		}
	}
}

// lacking is what t says and another does not.
func (t *Traces) lacking(known *Traces) (more Traces) {
	mine, theirs, into := t.fields(), known.fields(), more.fields()
	for i := range mine {
		*into[i] = mine[i].Without(*theirs[i])
	}
	for _, p := range t.Dwelling {
		if !slices.ContainsFunc(known.Dwelling, p.IsSame) {
			more.Dwelling = append(more.Dwelling, p)
		}
	}
	return more
}

// HasPlace reports whether a place is among the dwellings.
func (t *Traces) HasPlace(p Place) bool { return slices.ContainsFunc(t.Dwelling, p.IsSame) }

// Place is where a sealed child was said to live, by keyed digests of the parts of its address. A part that is not said is empty.
type Place struct {
	Refuge   bool    `json:"refuge,omitempty"` // an extract says so
	Property Digests `json:"property,omitempty"`
	Tenancy  Digests `json:"tenancy,omitempty"`
	Postcode Digests `json:"postcode,omitempty"`
	Area     Digests `json:"area,omitempty"`    // each half of the postcode
	Numbers  Digests `json:"numbers,omitempty"` // of the house
	Flats    Digests `json:"flats,omitempty"`
	Heads    Digests `json:"heads,omitempty"` // of the house's name
	Words    Digests `json:"words,omitempty"` // of the house's and the street's name
	Names    Digests `json:"names,omitempty"` // surnames of the household
}

// IsSame reports whether two places say the same.
func (p Place) IsSame(o Place) bool {
	mine, other := p.parts(), o.parts()
	for i := range mine {
		if !slices.Equal(mine[i], other[i]) {
			return false
		}
	}
	return p.Refuge == o.Refuge
}

func (p *Place) parts() [9]Digests {
	return [...]Digests{p.Property, p.Tenancy, p.Postcode, p.Area, p.Numbers, p.Flats, p.Heads, p.Words, p.Names}
}

// Digests is a set of digests, in order.
type Digests []Digest

// NewDigests makes a set of digests.
func NewDigests(all ...Digest) Digests {
	d := slices.Clone(all)
	slices.SortFunc(d, compareDigests)
	return slices.Compact(d)
}

// Has reports whether a digest is in the set.
func (d Digests) Has(x Digest) bool {
	_, found := slices.BinarySearchFunc(d, x, compareDigests)
	return found
}

// Meets reports whether two sets have a digest in common.
func (d Digests) Meets(o Digests) bool { return slices.ContainsFunc(o, d.Has) }

func (d Digests) with(o Digests) Digests {
	if len(o) == 0 {
		return d
	}
	return NewDigests(append(slices.Clone(d), o...)...)
}

// Without is the set but for what another has.
func (d Digests) Without(o Digests) Digests {
	return slices.DeleteFunc(slices.Clone(d), o.Has)
}

// MarshalJSON writes the digests in hexadecimal.
func (d Digests) MarshalJSON() ([]byte, error) {
	text := make([]string, len(d))
	for i, x := range d {
		text[i] = x.String()
	}
	return json.Marshal(text)
}

// UnmarshalJSON has back what MarshalJSON wrote.
func (d *Digests) UnmarshalJSON(raw []byte) error {
	var text []string
	if err := json.Unmarshal(raw, &text); err != nil {
		return err
	}
	all := make([]Digest, len(text))
	for i, s := range text {
		raw, err := hex.DecodeString(s)
		if err != nil || len(raw) != len(all[i]) {
			return fmt.Errorf("not a digest")
		}
		all[i] = Digest(raw)
	}
	*d = NewDigests(all...)
	return nil
}

// Digester makes the same digests as KeyedDigest, many in a row. Each is for one goroutine.
type Digester struct {
	key []byte
	mac hash.Hash
	buf []byte
}

// NewDigester returns a Digester by the register's key.
func (r *Register) NewDigester() *Digester { return NewDigester(r.key) }

// NewDigester returns a Digester by a key.
func NewDigester(key []byte) *Digester { return &Digester{key: key, mac: hmac.New(sha256.New, key)} }

// Another returns a Digester by the same key, for another goroutine.
func (d *Digester) Another() *Digester { return NewDigester(d.key) }

// Digest is KeyedDigest.
func (d *Digester) Digest(purpose string, parts ...string) Digest {
	d.buf = binary.BigEndian.AppendUint64(d.buf[:0], uint64(len(purpose)))
	d.buf = append(d.buf, purpose...)
	for _, s := range parts {
		d.buf = binary.BigEndian.AppendUint64(d.buf, uint64(len(s)))
		d.buf = append(d.buf, s...)
	}
	d.mac.Reset()
	d.mac.Write(d.buf)
	d.buf = d.mac.Sum(d.buf[:0])
	return Digest(d.buf[:16])
}
