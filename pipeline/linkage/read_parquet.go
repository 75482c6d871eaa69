package linkage

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// readParquet reads a Parquet file of plain columns: strings, numbers, dates and times. Nested columns are left out.
func (t *table) readParquet(data []byte) error {
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return faultf("tables: %s: not a Parquet file that can be read (%v)", t.name, err)
	}
	t.rows = int(f.NumRows())
	for k, field := range f.Schema().Fields() {
		if !field.Leaf() || field.Repeated() {
			continue
		}
		at, ok := f.Schema().Lookup(field.Name())
		if !ok {
			return faultf("tables: %s: column %d of the schema cannot be found", t.name, k)
		}
		c := t.start(field.Name())
		if c == nil {
			continue
		}
		write := textOf(field)
		for _, g := range f.RowGroups() {
			if err := readPages(g.ColumnChunks()[at.ColumnIndex], func(v parquet.Value) { c.add(write(v)) }); err != nil {
				return faultf("tables: %s: column %s cannot be read (%v)", t.name, c.name, err)
			}
		}
		t.columns = append(t.columns, c)
	}
	return nil
}

// readPages calls f with every value of a column chunk.
func readPages(chunk parquet.ColumnChunk, f func(parquet.Value)) error {
	pages := chunk.Pages()
	defer pages.Close()
	var buf [1024]parquet.Value
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		values := page.Values()
		for {
			n, err := values.ReadValues(buf[:])
			for _, v := range buf[:n] {
				f(v)
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
		}
		parquet.Release(page)
	}
}

// textOf returns how the values of a column are written as text.
func textOf(field parquet.Field) func(parquet.Value) string {
	date, unit := false, time.Duration(0)
	if l := field.Type().LogicalType(); l != nil {
		switch kind := l.Value.(type) {
		case *format.DateType:
			date = true
		case *format.TimestampType:
			unit = kind.Unit.Value.Duration()
		}
	}
	return func(v parquet.Value) string {
		switch {
		case v.IsNull():
			return ""
		case date:
			return time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly)
		case unit > 0:
			n := v.Int64()
			per := int64(time.Second / unit)
			return time.Unix(n/per, n%per*int64(unit)).UTC().Format(time.DateOnly)
		}
		switch v.Kind() {
		case parquet.ByteArray, parquet.FixedLenByteArray:
			return string(v.ByteArray())
		case parquet.Double:
			return strconv.FormatFloat(v.Double(), 'f', -1, 64)
		case parquet.Float:
			return strconv.FormatFloat(float64(v.Float()), 'f', -1, 32)
		}
		return v.String()
	}
}
