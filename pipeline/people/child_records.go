package people

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"rollcall/pipeline/intake"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Placed is a record with how surely it is the child's that it is placed with.
type Placed struct {
	*sources.Record
	Identity int32
	Band     rules.Band
	Link     float64
}

// recordOf is where a record lies, and whose it is.
type recordOf struct {
	intake.RecordAt
	identity int32
}

// appendRecords adds where the records of an identity lie.
func (p *People) appendRecords(to []recordOf, identity int32) []recordOf {
	for _, at := range p.RecordsAt(identity) {
		to = append(to, recordOf{at, identity})
	}
	return to
}

// FetchRecords reads something of the records of a child and of whom they tell, so that all are at hand when they are read one after another.
func (c *Children) FetchRecords(child int) {
	for _, identity := range c.IdentitiesOf(child) {
		person := &c.People.persons[identity]
		person.slab.FetchPerson(person.at)
		c.People.fetchRecords(identity)
	}
}

func (p *People) fetchRecords(identity int32) {
	for _, at := range p.RecordsAt(identity) {
		p.Records.FetchAt(at)
	}
}

// RecordsOf returns the records of a child, by record id. They are the caller's to keep; who looks at one child after another has them by
// a Reader.
func (c *Children) RecordsOf(child int) []Placed {
	r := c.NewReader()
	r.findRecords(child)
	r.recs = make([]sources.Record, len(r.at))
	c.People.shareClaims(r.at, r.recs)
	return r.placeRecords()
}

// Reader reads the records of one child after another into memory that it uses again. It is for one goroutine.
type Reader struct {
	children *Children
	at       []recordOf // of the child at hand, identity by identity
	recs     []sources.Record
	placed   []Placed
	origins  []PlacedOrigin
	held     []heldNumber
}

// NewReader returns a Reader of children.
func (c *Children) NewReader() *Reader { return &Reader{children: c} }

// findRecords finds where the records of a child lie, and has them at hand.
func (r *Reader) findRecords(child int) {
	r.children.FetchRecords(child)
	r.at = r.at[:0]
	for _, identity := range r.children.IdentitiesOf(child) {
		r.at = r.children.People.appendRecords(r.at, identity)
	}
}

// RecordsOf returns the records of a child, by record id, which the next call writes over; their texts stay.
func (r *Reader) RecordsOf(child int) []Placed {
	r.findRecords(child)
	if short := len(r.at) - len(r.recs); short > 0 {
		r.recs = append(r.recs, make([]sources.Record, short)...)
	}
	return r.placeRecords()
}

// placeRecords reads the records that were found and says of each how it is placed.
func (r *Reader) placeRecords() []Placed {
	r.children.People.readRecords(r.at, r.recs)
	r.placed = r.placed[:0]
	for k, x := range r.at {
		r.placed = append(r.placed, Placed{&r.recs[k], x.identity, rules.M2, r.children.link[x.identity]})
	}
	if n := len(r.placed); n > 0 && r.placed[0].Identity == r.placed[n-1].Identity {
		raiseBand(r.placed)
	} else {
		r.raiseBands()
	}
	slices.SortStableFunc(r.placed, func(a, b Placed) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return r.placed
}

// heldNumber is a number that belongs to one person, with the place of the first record of an identity that holds it.
type heldNumber struct {
	personalNumber
	first int
}

// raiseBands says which records, identity by identity, are surely the child's: those of its only identity, and those of one that shares a
// number that belongs to one person with another.
func (r *Reader) raiseBands() {
	r.held = r.held[:0]
	for k := range r.placed {
		if k > 0 && r.placed[k].Identity == r.placed[k-1].Identity {
			continue
		}
		for _, number := range personalNumbers(&r.placed[k].Who) {
			if number.number != "" {
				r.held = append(r.held, heldNumber{number, k})
			}
		}
	}
	slices.SortFunc(r.held, func(a, b heldNumber) int {
		return cmp.Or(strings.Compare(a.number, b.number), strings.Compare(a.kind, b.kind))
	})
	for k := 1; k < len(r.held); k++ {
		if r.held[k].personalNumber == r.held[k-1].personalNumber {
			raiseBand(r.placed[r.held[k-1].first:])
			raiseBand(r.placed[r.held[k].first:])
		}
	}
}

// raiseBand says that the records of the first identity of some are surely the child's.
func raiseBand(placed []Placed) {
	for k := range placed {
		if placed[k].Identity == placed[0].Identity {
			placed[k].Band = rules.M1
		}
	}
}

// PlacedOrigin is where a record stands that is placed with a child, and how surely it is the child's.
type PlacedOrigin struct {
	sources.Origin
	Link float64
}

// OriginsOf returns where the records of a child stand, by record id, which the next call writes over.
func (r *Reader) OriginsOf(child int) []PlacedOrigin {
	folk, identities := r.children.People, r.children.IdentitiesOf(child)
	for _, identity := range identities {
		folk.fetchRecords(identity)
	}
	r.origins = r.origins[:0]
	for _, identity := range identities {
		for _, at := range folk.RecordsAt(identity) {
			r.origins = append(r.origins, PlacedOrigin{folk.Records.OriginAt(at), r.children.link[identity]})
		}
	}
	slices.SortStableFunc(r.origins, func(a, b PlacedOrigin) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return r.origins
}

// IdentityRecords returns the records of an identity. They say the same of who they are about, so that is read once.
func (p *People) IdentityRecords(identity int32) []*sources.Record {
	at := p.appendRecords(nil, identity)
	all, recs := make([]sources.Record, len(at)), make([]*sources.Record, len(at))
	p.shareClaims(at, all)
	p.readRecords(at, all)
	for n := range all {
		recs[n] = &all[n]
	}
	return recs
}

// readRecords reads records into memory of the caller's. Those of an identity all say what its first record says of who it is.
func (p *People) readRecords(records []recordOf, into []sources.Record) {
	for n, x := range records {
		rec := &into[n]
		p.Records.ReadAt(x.RecordAt, rec, sources.ClaimPart)
		if n > 0 && records[n-1].identity == x.identity {
			rec.Who = into[n-1].Who
		} else {
			p.ReadWho(x.identity, &rec.Who)
		}
	}
}

// shareClaims gives records that are read for good one run of memory for their claims.
func (p *People) shareClaims(records []recordOf, into []sources.Record) {
	sizes, n := make([]int, len(records)), 0
	for k, x := range records {
		sizes[k] = p.Records.ClaimsAt(x.RecordAt)
		n += sizes[k]
	}
	claims := make([]sources.Claim, n)
	for k, size := range sizes {
		into[k].Claims, claims = claims[:0:size], claims[size:]
	}
}

// Digest is of all that is read of a child's records, and of how surely each is the child's.
type Digest [16]byte

// Digester makes the Digests of children. Any number of goroutines may use it.
type Digester struct {
	children *Children
	slabs    []sources.SlabDigest
}

// NewDigester returns a Digester of children. It reads all records' bytes once.
func (c *Children) NewDigester() *Digester {
	return &Digester{c, c.People.Records.Digests()}
}

// Of is the Digest of a child: where it is the same on two nights, RecordsOf gives the same.
func (d *Digester) Of(child int) Digest {
	p := d.children.People
	var room [512]byte
	buf := room[:0]
	for _, identity := range d.children.IdentitiesOf(child) {
		records := p.RecordsAt(identity)
		buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(d.children.link[identity]))
		buf = binary.LittleEndian.AppendUint32(buf, uint32(len(records)))
		for _, at := range records {
			slab, row := at.Place()
			buf = append(buf, d.slabs[slab][:]...)
			buf = binary.LittleEndian.AppendUint32(buf, row)
		}
	}
	return xxh3.Hash128(buf).Bytes()
}
