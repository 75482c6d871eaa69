package sources

import (
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// BatchBuilder gathers Records into Arrow record batches of Schema. It copies what it keeps. It is not safe for several
// goroutines. Its columns are plain slices, which Flush hands over to Arrow without copying them.
type BatchBuilder struct {
	mem    memory.Allocator
	n      int
	place  []texts
	row    []int32
	line   []int32
	asOf   []int32
	dob    []int32
	who    []texts
	ends   []int32 // where the claims of each record end
	kind   []uint8
	count  []int32
	said   []texts
	dates  [][]int32
	claims int
}

// NewBatchBuilder returns an empty builder. The allocator is asked for what is not handed over: the maps of nulls.
func NewBatchBuilder(mem memory.Allocator) *BatchBuilder {
	b := &BatchBuilder{mem: mem}
	b.resetColumns(0, 0)
	return b
}

// resetColumns starts a batch, with room for as many records and claims as the last one had.
func (b *BatchBuilder) resetColumns(records, claims int) {
	*b = BatchBuilder{mem: b.mem}
	b.place, b.who, b.said = newTexts(placeColumns, records), newTexts(identityColumns, records), newTexts(claimTexts, claims)
	b.row, b.line = make([]int32, 0, records), make([]int32, 0, records)
	b.asOf, b.dob = make([]int32, 0, records), make([]int32, 0, records)
	b.ends = append(make([]int32, 0, records+1), 0)
	b.kind, b.count = make([]uint8, 0, claims), make([]int32, 0, claims)
	b.dates = make([][]int32, len(claimDates))
	for i := range b.dates {
		b.dates[i] = make([]int32, 0, claims)
	}
}

// Len returns the number of records appended since the last Flush.
func (b *BatchBuilder) Len() int { return b.n }

// Append adds a record.
func (b *BatchBuilder) Append(r *Record) {
	for i := range placeColumns {
		b.place[i].appendText(*placeColumns[i].at(r))
	}
	b.row, b.line = append(b.row, int32(r.Row)), append(b.line, int32(r.Line))
	b.asOf, b.dob = append(b.asOf, int32(r.AsOf)), append(b.dob, int32(r.Who.DOB))
	for i := range identityColumns {
		b.who[i].appendText(*identityColumns[i].at(&r.Who))
	}
	for i := range r.Claims {
		b.appendClaim(&r.Claims[i])
	}
	b.ends = append(b.ends, int32(b.claims))
	b.n++
}

func (b *BatchBuilder) appendClaim(c *Claim) {
	b.kind, b.count = append(b.kind, uint8(c.Kind)), append(b.count, c.Count)
	for i := range claimTexts {
		b.said[i].appendText(*claimTexts[i].at(c))
	}
	for i := range claimDates {
		b.dates[i] = append(b.dates[i], int32(*claimDates[i].at(c)))
	}
	b.claims++
}

// Flush returns the records appended so far as a batch, which the caller releases, and starts the next one. It returns an
// empty batch when there are none.
func (b *BatchBuilder) Flush() arrow.Record {
	data := make([]arrow.ArrayData, 0, len(Schema.Fields()))
	for i := range b.place {
		data = append(data, b.place[i].arrayData())
	}
	for _, numbers := range [][]int32{b.row, b.line} {
		data = append(data, fixedBuffer(arrow.PrimitiveTypes.Int32, arrow.Int32Traits.CastToBytes(numbers), b.n))
	}
	data = append(data, b.dateData(b.asOf), b.dateData(b.dob))
	for i := range b.who {
		data = append(data, b.who[i].arrayData())
	}
	data = append(data, b.claimData())
	columns := make([]arrow.Array, len(data))
	for i, d := range data {
		columns[i] = array.MakeFromData(d)
		d.Release()
	}
	batch := array.NewRecord(Schema, columns, int64(b.n))
	for _, c := range columns {
		c.Release()
	}
	b.resetColumns(b.n, b.claims)
	return batch
}

// claimData joins the columns of claims into a list of structs.
func (b *BatchBuilder) claimData() arrow.ArrayData {
	parts := []arrow.ArrayData{
		fixedBuffer(arrow.PrimitiveTypes.Uint8, b.kind, b.claims),
		fixedBuffer(arrow.PrimitiveTypes.Int32, arrow.Int32Traits.CastToBytes(b.count), b.claims),
	}
	for i := range b.said {
		parts = append(parts, b.said[i].arrayData())
	}
	for _, d := range b.dates {
		parts = append(parts, b.dateData(d))
	}
	structs := array.NewData(claimType, b.claims, []*memory.Buffer{nil}, parts, 0, 0)
	for _, p := range parts {
		p.Release()
	}
	defer structs.Release()
	ends := memory.NewBufferBytes(arrow.Int32Traits.CastToBytes(b.ends))
	return array.NewData(arrow.ListOfNonNullable(claimType), b.n, []*memory.Buffer{nil, ends}, []arrow.ArrayData{structs}, 0, 0)
}

// dateData hands over a column of dates, in which zero is null.
func (b *BatchBuilder) dateData(days []int32) arrow.ArrayData {
	valid := memory.NewResizableBuffer(b.mem)
	valid.Resize((len(days) + 7) / 8)
	bits, nulls := valid.Bytes(), 0
	clear(bits)
	for i, d := range days {
		if d == 0 {
			nulls++
		} else {
			bits[i/8] |= 1 << (i % 8)
		}
	}
	defer valid.Release()
	values := memory.NewBufferBytes(arrow.Int32Traits.CastToBytes(days))
	return array.NewData(arrow.FixedWidthTypes.Date32, len(days), []*memory.Buffer{valid, values}, nil, nulls, 0)
}

func fixedBuffer(t arrow.DataType, values []byte, n int) arrow.ArrayData {
	return array.NewData(t, n, []*memory.Buffer{nil, memory.NewBufferBytes(values)}, nil, 0, 0)
}

// texts is a column of text: its bytes and where each value ends, or codes and the values that they stand for.
type texts struct {
	bytes []byte
	ends  []int32
	codes []int32
	code  map[string]int32 // nil for a column that is not coded
}

func newTexts[T any](columns []textColumn[T], room int) []texts {
	out := make([]texts, len(columns))
	for i, c := range columns {
		if c.coded {
			out[i] = texts{code: map[string]int32{}, codes: make([]int32, 0, room), ends: []int32{0}}
		} else {
			out[i].ends = append(make([]int32, 0, room+1), 0)
		}
	}
	return out
}

func (t *texts) appendText(s string) {
	if t.code == nil {
		t.putText(s)
		return
	}
	code, known := t.code[s]
	if !known {
		code = int32(len(t.code))
		t.putText(s)
		t.code[strings.Clone(s)] = code // a key of its own: s may point into a reader's buffer
	}
	t.codes = append(t.codes, code)
}

func (t *texts) putText(s string) {
	t.bytes = append(t.bytes, s...)
	t.ends = append(t.ends, int32(len(t.bytes)))
}

// arrayData hands the column over to Arrow.
func (t *texts) arrayData() arrow.ArrayData {
	values := array.NewData(arrow.BinaryTypes.String, len(t.ends)-1, []*memory.Buffer{
		nil, memory.NewBufferBytes(arrow.Int32Traits.CastToBytes(t.ends)), memory.NewBufferBytes(t.bytes)}, nil, 0, 0)
	if t.code == nil {
		return values
	}
	defer values.Release()
	codes := memory.NewBufferBytes(arrow.Int32Traits.CastToBytes(t.codes))
	return array.NewDataWithDictionary(codedType, len(t.codes), []*memory.Buffer{nil, codes}, 0, 0, values)
}
