package people

import (
	"cmp"
	"iter"
	"slices"
	"strings"

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

// childRecords are the records of children in the order in which they are read, which never changes once children are named.
type childRecords struct {
	first []int32      // by child: its records are order[first[child]:first[child+1]]
	order []int32      // records by child, and of each by record id
	bands []rules.Band // by identity
}

// indexRecords puts the records of each child in order and finds the bands of its identities.
func (c *Children) indexRecords() {
	p, n := c.People, len(c.IDs)
	x := childRecords{first: make([]int32, n+1), order: make([]int32, p.Records.Len()), bands: make([]rules.Band, len(c.childOf))}
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
			for _, identity := range c.IdentitiesOf(child) {
				p.fetchRecords(p.RecordsOf(identity))
			}
			ids = c.idsOf(ids[:0], child)
			for k, id := range ids {
				x.order[int(x.first[child])+k] = id.record
			}
			held = c.bandIdentities(x.bands, child, held[:0])
		}
	})
	c.placed = x
}

// idOfRecord is the id of a record, by its number.
type idOfRecord struct {
	id     sources.RecordID
	record int32
}

// idsOf adds the ids of a child's records, in order.
func (c *Children) idsOf(to []idOfRecord, child int) []idOfRecord {
	for _, identity := range c.IdentitiesOf(child) {
		for _, i := range c.People.RecordsOf(identity) {
			to = append(to, idOfRecord{c.People.Records.Origin(int(i)).ID, i})
		}
	}
	slices.SortStableFunc(to, func(a, b idOfRecord) int { return strings.Compare(string(a.id), string(b.id)) })
	return to
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

func (c *Children) recordsInOrder(child int) []int32 {
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
func (c *Children) placeRecords(to []Placed, order []int32, recs []sources.Record) []Placed {
	c.People.fetchRecords(order)
	c.People.readRecords(order, recs)
	for k, i := range order {
		identity := c.People.identityOf[i]
		to = append(to, Placed{&recs[k], identity, c.placed.bands[identity], c.link[identity]})
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
		for _, i := range order {
			c.People.Records.FetchRow(int(i))
		}
		for _, i := range order {
			if !yield(PlacedOrigin{c.People.Records.Origin(int(i)), c.link[c.People.identityOf[i]]}) {
				return
			}
		}
	}
}
