package sources

import (
	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// HeldApart is what a row says of a child that neither matching nor rules may see. It is no part of a Record and of no
// batch of Schema, so that whoever is given records cannot come by it; whether the program treats groups of children alike
// cannot be measured without it.
type HeldApart struct {
	Ethnicity EthnicGroup
}

// ApartSink is a Sink that takes what is held apart as well. To a Sink that is none it is never given.
type ApartSink interface {
	// HeldApart follows the Record of a row that says something that is held apart.
	HeldApart(RecordID, HeldApart) error
}

// ApartSchema is the layout of what is held apart in memory: one row for each record of an extract, in the order of its
// batches, zero where it says nothing. It names no child and no row.
var ApartSchema = arrow.NewSchema([]arrow.Field{{Name: "ethnicity", Type: arrow.PrimitiveTypes.Uint8}}, nil)

// ApartBuilder gathers what is held apart beside the records of one extract.
type ApartBuilder struct {
	groups []uint8
	said   bool
}

// Append adds a record of which nothing is known as yet.
func (b *ApartBuilder) Append() { b.groups = append(b.groups, uint8(EthnicityNotKnown)) }

// Last says what is held apart of the record that was added last.
func (b *ApartBuilder) Last(h HeldApart) {
	if n := len(b.groups); n > 0 {
		b.groups[n-1], b.said = uint8(h.Ethnicity), true
	}
}

// Join adds what another says, whose records follow.
func (b *ApartBuilder) Join(o *ApartBuilder) {
	b.groups, b.said = append(b.groups, o.groups...), b.said || o.said
}

// Len returns the number of records.
func (b *ApartBuilder) Len() int { return len(b.groups) }

// Batch returns a batch of ApartSchema, or nil when no record says anything.
func (b *ApartBuilder) Batch() arrow.Record {
	if !b.said {
		return nil
	}
	data := array.NewData(arrow.PrimitiveTypes.Uint8, len(b.groups), []*memory.Buffer{nil, memory.NewBufferBytes(b.groups)}, nil, 0, 0)
	defer data.Release()
	column := array.NewUint8Data(data)
	defer column.Release()
	return array.NewRecord(ApartSchema, []arrow.Array{column}, int64(len(b.groups)))
}

// EthnicityOf returns the ethnic group of row i of a batch of ApartSchema.
func EthnicityOf(batch arrow.Record, i int) EthnicGroup {
	return EthnicGroup(batch.Column(0).(*array.Uint8).Value(i))
}
