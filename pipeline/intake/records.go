package intake

import (
	"slices"

	"github.com/apache/arrow/go/v17/arrow"

	"rollcall/sources"
)

// Records gives the records of Arrow batches by number, in the order in which they were read. Strings of a record point into
// its batch.
type Records struct {
	views []*sources.View
	first []int // number of the first record of each batch
	n     int
}

// NewRecords numbers the records of batches.
func NewRecords(batches []arrow.Record) *Records {
	r := &Records{}
	for _, b := range batches {
		r.views = append(r.views, sources.NewView(b))
		r.first = append(r.first, r.n)
		r.n += int(b.NumRows())
	}
	return r
}

// Len returns the number of records.
func (r *Records) Len() int { return r.n }

func (r *Records) locate(i int) (*sources.View, int) {
	b, found := slices.BinarySearch(r.first, i)
	if !found {
		b--
	}
	for b+1 < len(r.first) && r.first[b+1] <= i { // batches without records share their number with the next
		b++
	}
	return r.views[b], i - r.first[b]
}

// Whole returns record i.
func (r *Records) Whole(i int) *sources.Record {
	v, k := r.locate(i)
	return v.Record(k)
}

// Origin returns record i without who it is about and what it says.
func (r *Records) Origin(i int) *sources.Record {
	v, k := r.locate(i)
	return v.PlaceOf(k)
}

// Subject returns record i without what it says.
func (r *Records) Subject(i int) *sources.Record {
	v, k := r.locate(i)
	return v.IdentityOf(k)
}

// Statement returns record i without who it is about.
func (r *Records) Statement(i int) *sources.Record {
	v, k := r.locate(i)
	return v.ClaimsOf(k)
}
