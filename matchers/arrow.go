package matchers

import (
	"fmt"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// The columns of a Table's record beside its own, and of an Edges' record.
const (
	keyColumn     = "row_key"
	datasetColumn = "dataset"
)

// FromArrow makes a Table of a record with the named columns: strings, dictionaries of strings, dates, or lists of any of
// them. key and dataset name the columns (string, uint16) with the rows' keys and source tables; when empty, rows are named
// by their position and are all of dataset 0. Values are normalised by the fields' kinds, once for each distinct value.
func FromArrow(rec arrow.Record, fields []Field, key, dataset string) (*Table, error) {
	b := NewBuilder(fields...)
	readers := make([]func(row int, add func(string)), len(fields))
	for k, f := range fields {
		col, err := columnOf(rec, f.Name)
		if err != nil {
			return nil, err
		}
		if readers[k], err = columnReader(col); err != nil {
			return nil, fmt.Errorf("table: column %q: %w", f.Name, err)
		}
	}
	keyOf, datasetOf, err := rowNames(rec, key, dataset)
	if err != nil {
		return nil, err
	}
	for i := range int(rec.NumRows()) {
		b.Row(keyOf(i), datasetOf(i))
		for k, read := range readers {
			read(i, func(v string) { b.Add(k, v) })
		}
	}
	return b.Table()
}

// columnOf returns the named column of a record.
func columnOf(rec arrow.Record, name string) (arrow.Array, error) {
	at := rec.Schema().FieldIndices(name)
	if len(at) != 1 {
		return nil, fmt.Errorf("table: %d columns named %q (want one)", len(at), name)
	}
	return rec.Column(at[0]), nil
}

// typedColumn returns the named column of a record as an array of a type.
func typedColumn[A arrow.Array](rec arrow.Record, name, want string) (A, error) {
	col, err := columnOf(rec, name)
	a, ok := col.(A)
	if err == nil && !ok {
		err = fmt.Errorf("table: column %q is %s (want %s)", name, col.DataType(), want)
	}
	return a, err
}

// rowNames returns how to find the key and the dataset of a row.
func rowNames(rec arrow.Record, key, dataset string) (func(int) string, func(int) uint16, error) {
	keyOf := func(i int) string { return fmt.Sprintf("%010d", i) }
	datasetOf := func(int) uint16 { return 0 }
	if key != "" {
		keys, err := typedColumn[*array.String](rec, key, "string")
		if err != nil {
			return nil, nil, err
		}
		keyOf = keys.Value
	}
	if dataset != "" {
		numbers, err := typedColumn[*array.Uint16](rec, dataset, "uint16")
		if err != nil {
			return nil, nil, err
		}
		datasetOf = numbers.Value
	}
	return keyOf, datasetOf, nil
}

// columnReader returns a function that passes on the values of a row, "" for null.
func columnReader(col arrow.Array) (func(row int, add func(string)), error) {
	switch a := col.(type) {
	case *array.List:
		values, err := columnReader(a.ListValues())
		if err != nil {
			return nil, err
		}
		return func(row int, add func(string)) {
			if a.IsNull(row) {
				return
			}
			from, to := a.ValueOffsets(row)
			for k := from; k < to; k++ {
				values(int(k), add)
			}
		}, nil
	case *array.Dictionary:
		words, ok := a.Dictionary().(*array.String)
		if !ok {
			return nil, fmt.Errorf("dictionary of %s (want string)", a.Dictionary().DataType())
		}
		return orNull(a, func(row int) string { return words.Value(a.GetValueIndex(row)) }), nil
	case *array.String:
		return orNull(a, a.Value), nil
	case *array.Date32:
		return orNull(a, func(row int) string { return a.Value(row).ToTime().Format("2006-01-02") }), nil
	}
	return nil, fmt.Errorf("%s (want string, dictionary of string, date32, or a list of one)", col.DataType())
}

// orNull passes on a value, "" where the array is null.
func orNull(a arrow.Array, value func(row int) string) func(int, func(string)) {
	return func(row int, add func(string)) {
		if a.IsNull(row) {
			add("")
			return
		}
		add(value(row))
	}
}

// Record returns the table as an Arrow record that FromArrow reads back with the key column "row_key" and the dataset
// column "dataset": each column a list of dictionary-encoded strings. The caller releases it.
func (t *Table) Record(mem memory.Allocator) arrow.Record {
	dictionary := &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}
	fields := []arrow.Field{{Name: keyColumn, Type: arrow.BinaryTypes.String}, {Name: datasetColumn, Type: arrow.PrimitiveTypes.Uint16}}
	columns := []arrow.Array{arrayOf(array.NewStringBuilder(mem), t.keys), arrayOf(array.NewUint16Builder(mem), t.dataset)}
	for k, f := range t.fields {
		c := &t.columns[k]
		words := arrayOf(array.NewStringBuilder(mem), c.values)
		codes := codesOf(mem, c.codes)
		encoded := array.NewDictionaryArray(dictionary, codes, words)
		list := arrow.ListOf(dictionary)
		offsets := memory.NewBufferBytes(arrow.Int32Traits.CastToBytes(c.starts()))
		data := array.NewData(list, t.Len(), []*memory.Buffer{nil, offsets}, []arrow.ArrayData{encoded.Data()}, 0, 0)
		columns = append(columns, array.NewListData(data))
		fields = append(fields, arrow.Field{Name: f.Name, Type: list, Metadata: arrow.NewMetadata([]string{"kind"}, []string{f.Kind.String()})})
		data.Release()
		encoded.Release()
		codes.Release()
		words.Release()
	}
	rec := array.NewRecord(arrow.NewSchema(fields, nil), columns, int64(t.Len()))
	for _, c := range columns {
		c.Release()
	}
	return rec
}

// starts returns where the codes of each row start, and where the last end.
func (c *column) starts() []int32 {
	if c.start != nil {
		return c.start
	}
	out := make([]int32, len(c.codes)+1)
	for i := range out {
		out[i] = int32(i)
	}
	return out
}

// arrayOf returns an array of values.
func arrayOf[T any](b interface {
	array.Builder
	AppendValues(values []T, valid []bool)
}, values []T) arrow.Array {
	defer b.Release()
	b.AppendValues(values, nil)
	return b.NewArray()
}

// codesOf returns an array of dictionary codes, null where a value is missing.
func codesOf(mem memory.Allocator, values []int32) arrow.Array {
	b := array.NewInt32Builder(mem)
	defer b.Release()
	for _, v := range values {
		if v == missing {
			b.AppendNull()
			continue
		}
		b.Append(v)
	}
	return b.NewArray()
}
