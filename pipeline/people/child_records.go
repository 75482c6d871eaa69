package people

import (
	"cmp"
	"encoding/binary"
	"iter"
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
	for _, i := range p.RecordsOf(identity) {
		to = append(to, recordOf{p.Records.At(int(i)), identity})
	}
	return to
}

// childRecords are the records of children in the order in which they are read, which never changes once children are named.
type childRecords struct {
	first []int32      // by child: its records are order[first[child]:first[child+1]]
	order []recordOf   // by child, and of each by record id
	bands []rules.Band // by identity
}

// indexRecords puts the records of each child in order and finds the bands of its identities.
func (c *Children) indexRecords() {
	p, n := c.People, len(c.IDs)
	x := childRecords{first: make([]int32, n+1), order: make([]recordOf, p.Records.Len()), bands: make([]rules.Band, len(c.childOf))}
	for child := range n {
		x.first[child+1] = x.first[child]
		for _, identity := range c.IdentitiesOf(child) {
			x.first[child+1] += int32(len(p.RecordsOf(identity)))
		}
	}
	eachSpan(n, func(from, to int) {
		var ids []idOfRecord
		var held []heldNumber
		for child := from; child < to; child++ {
			records := x.order[x.first[child]:x.first[child]:x.first[child+1]]
			for _, identity := range c.IdentitiesOf(child) {
				records = p.appendRecords(records, identity)
			}
			p.fetchRecords(records)
			ids = p.orderRecords(records, ids[:0])
			held = c.bandIdentities(x.bands, child, held[:0])
		}
	})
	c.placed = x
}

// idOfRecord is a record with its id.
type idOfRecord struct {
	id sources.RecordID
	of recordOf
}

// orderRecords puts records in the order of their ids; ids is memory to use again.
func (p *People) orderRecords(records []recordOf, ids []idOfRecord) []idOfRecord {
	for _, x := range records {
		ids = append(ids, idOfRecord{p.Records.OriginAt(x.RecordAt).ID, x})
	}
	slices.SortStableFunc(ids, func(a, b idOfRecord) int { return strings.Compare(string(a.id), string(b.id)) })
	for k := range ids {
		records[k] = ids[k].of
	}
	return ids
}

// heldNumber is a number that belongs to one person, with an identity that holds it.
type heldNumber struct {
	personalNumber
	identity int32
}

// bandIdentities finds the bands of a child's identities; held is memory to use again. A record is M1 when it is the child's only
// identity or shares a number that belongs to one person with another of them, and M2 otherwise.
func (c *Children) bandIdentities(bands []rules.Band, child int, held []heldNumber) []heldNumber {
	all := c.IdentitiesOf(child)
	if len(all) == 1 {
		bands[all[0]] = rules.M1
		return held
	}
	var w sources.Identity
	for _, identity := range all {
		bands[identity] = rules.M2
		c.People.ReadWho(identity, &w)
		for _, number := range personalNumbers(&w) {
			if number.number != "" {
				held = append(held, heldNumber{number, identity})
			}
		}
	}
	slices.SortFunc(held, func(a, b heldNumber) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.number, b.number))
	})
	for k := 1; k < len(held); k++ {
		if held[k].personalNumber == held[k-1].personalNumber {
			bands[held[k].identity], bands[held[k-1].identity] = rules.M1, rules.M1
		}
	}
	return held
}

func (c *Children) recordsInOrder(child int) []recordOf {
	return c.placed.order[c.placed.first[child]:c.placed.first[child+1]]
}

// FetchRecords has the records of a child at hand when they are read next.
func (c *Children) FetchRecords(child int) { c.People.fetchRecords(c.recordsInOrder(child)) }

// RecordsOf returns the records of a child, by record id. They are the caller's to keep; who looks at one child after another has them by
// a Reader.
func (c *Children) RecordsOf(child int) []Placed {
	order := c.recordsInOrder(child)
	recs := make([]sources.Record, len(order))
	c.People.shareClaims(order, recs)
	return c.placeRecords(make([]Placed, 0, len(order)), order, recs)
}

// placeRecords reads records into memory of the caller's and says of each how it is placed.
func (c *Children) placeRecords(to []Placed, order []recordOf, recs []sources.Record) []Placed {
	c.People.fetchRecords(order)
	c.People.readRecords(order, recs)
	for k, x := range order {
		to = append(to, Placed{&recs[k], x.identity, c.placed.bands[x.identity], c.link[x.identity]})
	}
	return to
}

// Reader reads the records of one child after another into memory that it uses again. It is for one goroutine.
type Reader struct {
	children *Children
	recs     []sources.Record
	placed   []Placed
}

// NewReader returns a Reader of children.
func (c *Children) NewReader() *Reader { return &Reader{children: c} }

// RecordsOf returns the records of a child, by record id, which the next call writes over; their texts stay.
func (r *Reader) RecordsOf(child int) []Placed {
	order := r.children.recordsInOrder(child)
	if short := len(order) - len(r.recs); short > 0 {
		r.recs = append(r.recs, make([]sources.Record, short)...)
	}
	r.placed = r.children.placeRecords(r.placed[:0], order, r.recs[:len(order)])
	return r.placed
}

// PlacedOrigin is where a record stands that is placed with a child, and how surely it is the child's.
type PlacedOrigin struct {
	sources.Origin
	Link float64
}

// OriginsOf yields where the records of a child stand, by record id.
func (c *Children) OriginsOf(child int) iter.Seq[PlacedOrigin] {
	return func(yield func(PlacedOrigin) bool) {
		order := c.recordsInOrder(child)
		for _, x := range order {
			c.People.Records.FetchAt(x.RecordAt)
		}
		for _, x := range order {
			if !yield(PlacedOrigin{c.People.Records.OriginAt(x.RecordAt), c.link[x.identity]}) {
				return
			}
		}
	}
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

// fetchRecords reads something of records and of whom they tell, so that all are at hand when they are read one after another.
func (p *People) fetchRecords(records []recordOf) {
	before := int32(-1)
	for _, x := range records {
		p.Records.FetchAt(x.RecordAt)
		if x.identity != before {
			before = x.identity
			person := &p.persons[x.identity]
			person.slab.FetchPerson(person.at)
		}
	}
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
	c := d.children
	var room [512]byte
	buf := binary.LittleEndian.AppendUint32(room[:0], uint32(len(c.IdentitiesOf(child))))
	for _, x := range c.recordsInOrder(child) {
		slab, row := x.Place()
		buf = append(buf, d.slabs[slab][:]...)
		buf = binary.LittleEndian.AppendUint32(buf, row)
		buf = append(buf, byte(c.placed.bands[x.identity]))
		buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(c.link[x.identity]))
	}
	return xxh3.Hash128(buf).Bytes()
}
