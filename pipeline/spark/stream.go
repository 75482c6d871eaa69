package spark

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// The types of column, as Spark sends and takes them.
var (
	integer = arrow.PrimitiveTypes.Int32
	long    = arrow.PrimitiveTypes.Int64
	single  = arrow.PrimitiveTypes.Float32
	double  = arrow.PrimitiveTypes.Float64
	boolean = arrow.FixedWidthTypes.Boolean
	text    = arrow.BinaryTypes.String
	packed  = arrow.BinaryTypes.Binary
	longs   = arrow.ListOf(arrow.PrimitiveTypes.Int64)
)

// column is a column of a stream.
type column struct {
	name string
	kind arrow.DataType
}

// input is the rows that come in. Its columns are asked by their places in the verb's list.
type input struct {
	from  *ipc.Reader
	want  []column
	place []int // of each in the stream
	batch arrow.Record
	row   int
	rows  int64 // before this batch
}

// openInput reads the schema, which must have the columns wanted and may have others.
func openInput(in io.Reader, want []column) (*input, error) {
	r, err := ipc.NewReader(&checkedMessages{from: bufio.NewReaderSize(in, 1<<20)}, ipc.WithAllocator(boundedMemory{memory.DefaultAllocator}))
	if err != nil {
		return nil, err
	}
	s := r.Schema()
	if s.NumFields() > mostColumns {
		return nil, fmt.Errorf("standard input: %d columns (want at most %d)", s.NumFields(), mostColumns)
	}
	x := &input{from: r, want: want}
	for _, c := range want {
		at := s.FieldIndices(c.name)
		switch {
		case len(at) != 1:
			return nil, fmt.Errorf("standard input: %d columns named %s (want one)", len(at), c.name)
		case !sameType(s.Field(at[0]).Type, c.kind):
			return nil, fmt.Errorf("standard input: column %s is %s (want %s)", c.name, s.Field(at[0]).Type.Name(), c.kind)
		}
		x.place = append(x.place, at[0])
	}
	return x, nil
}

// sameType reports whether a column is of the type wanted, whatever its items are called.
func sameType(is, want arrow.DataType) bool {
	if list, ok := want.(*arrow.ListType); ok {
		l, ok := is.(*arrow.ListType)
		return ok && l.Elem().ID() == list.Elem().ID()
	}
	return is.ID() == want.ID()
}

// next goes on to the next row, and reports whether there is one.
func (x *input) next() (bool, error) {
	for x.row++; x.batch == nil || x.row >= int(x.batch.NumRows()); x.row = 0 {
		if x.batch != nil {
			x.rows += x.batch.NumRows()
		}
		if !x.from.Next() {
			if err := x.from.Err(); err != nil && !errors.Is(err, io.EOF) {
				return false, err
			}
			return false, nil
		}
		x.batch = x.from.Record()
		if err := x.checkBatch(); err != nil {
			return false, err
		}
	}
	return true, nil
}

// checkBatch says what is wrong with a batch as a whole.
func (x *input) checkBatch() error {
	if n := x.batch.NumRows(); n > mostRows {
		return fmt.Errorf("standard input: a batch of %d rows (want at most %d)", n, mostRows)
	}
	for k, c := range x.want {
		numbers := c.kind != text && c.kind != packed && c.kind != boolean && !sameType(c.kind, longs)
		if numbers && x.batch.Column(x.place[k]).NullN() > 0 {
			return fmt.Errorf("standard input: after row %d: column %s: a number is missing", x.rows, c.name)
		}
	}
	return nil
}

// fault says what is wrong with the row that is read.
func (x *input) fault(k int, what string) error {
	return fmt.Errorf("standard input: row %d: column %s: %s", x.rows+int64(x.row)+1, x.want[k].name, what)
}

// value returns column k as its array.
func value[A arrow.Array](x *input, k int) A { return x.batch.Column(x.place[k]).(A) }

// isMissing reports whether the row has no value in a column.
func (x *input) isMissing(k int) bool { return x.batch.Column(x.place[k]).IsNull(x.row) }

// text returns a value, empty where there is none.
func (x *input) text(k int) string {
	if x.isMissing(k) {
		return ""
	}
	return strings.Clone(value[*array.String](x, k).Value(x.row))
}

// packed returns packed values, none where there are none.
func (x *input) packed(k int) []byte {
	if x.isMissing(k) {
		return nil
	}
	return value[*array.Binary](x, k).Value(x.row)
}

// integer returns a number, as do those that follow.
func (x *input) integer(k int) int32  { return value[*array.Int32](x, k).Value(x.row) }
func (x *input) long(k int) int64     { return value[*array.Int64](x, k).Value(x.row) }
func (x *input) single(k int) float32 { return value[*array.Float32](x, k).Value(x.row) }
func (x *input) double(k int) float64 { return value[*array.Float64](x, k).Value(x.row) }
func (x *input) boolean(k int) bool {
	return !x.isMissing(k) && value[*array.Boolean](x, k).Value(x.row)
}
func (x *input) longs(k int) (out []uint64) {
	if x.isMissing(k) {
		return nil
	}
	list := value[*array.List](x, k)
	from, to := list.ValueOffsets(x.row)
	items := list.ListValues().(*array.Int64)
	for at := from; at < to; at++ {
		out = append(out, uint64(items.Value(int(at))))
	}
	return out
}

// output is the rows that go out.
type output struct {
	to    *ipc.Writer
	build *array.RecordBuilder
	rows  int
}

// batchRows is how many rows go out at a time.
const batchRows = 10_000

// openOutput begins a stream of columns.
func openOutput(out io.Writer, columns []column) *output {
	var fields []arrow.Field
	for _, c := range columns {
		fields = append(fields, arrow.Field{Name: c.name, Type: c.kind, Nullable: true})
	}
	schema := arrow.NewSchema(fields, nil)
	return &output{to: ipc.NewWriter(out, ipc.WithSchema(schema)), build: array.NewRecordBuilder(memory.DefaultAllocator, schema)}
}

// add appends a row, a value for each column in order.
func (o *output) add(values ...any) error {
	for k, v := range values {
		switch b := o.build.Field(k).(type) {
		case *array.Int32Builder:
			b.Append(v.(int32))
		case *array.Int64Builder:
			b.Append(v.(int64))
		case *array.Float32Builder:
			b.Append(v.(float32))
		case *array.Float64Builder:
			b.Append(v.(float64))
		case *array.BooleanBuilder:
			b.Append(v.(bool))
		case *array.StringBuilder:
			b.Append(v.(string))
		case *array.BinaryBuilder:
			b.Append(v.([]byte))
		case *array.ListBuilder:
			b.Append(true)
			for _, x := range v.([]uint64) {
				b.ValueBuilder().(*array.Int64Builder).Append(int64(x))
			}
		}
	}
	if o.rows++; o.rows >= batchRows {
		return o.flush()
	}
	return nil
}

// flush writes the rows that wait.
func (o *output) flush() error {
	batch := o.build.NewRecord()
	defer batch.Release()
	o.rows = 0
	return o.to.Write(batch)
}

// close writes the rows that wait and the end.
func (o *output) close() error {
	if err := o.flush(); err != nil {
		return err
	}
	return o.to.Close()
}
