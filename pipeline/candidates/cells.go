package candidates

import (
	"math"
	"reflect"
	"time"
	"unsafe"

	"github.com/parquet-go/parquet-go"
)

// columnCells appends what one column of the first n lines holds to its values. The lines stand in one place and
// are written over for the next, so that a field is looked for once for a table, and once for many rows it is asked what it is.
type columnCells func(values []parquet.Value, n int) []parquet.Value

// cellsOfLines are the columns of a slice of structs, in their order, and behind them those of where it is from.
func (c columns) cellsOfLines(lines reflect.Value, origin Origin) []columnCells {
	var cells []columnCells
	for at := range c.of {
		cells = append(cells, c.of[at].columnCells(lines))
	}
	for _, value := range origin.appendTo(nil, len(c.of)) {
		cells = append(cells, sameCell(value))
	}
	return cells
}

// sameCell is a column of one value.
func sameCell(value parquet.Value) columnCells {
	all := make([]parquet.Value, batch)
	for i := range all {
		all[i] = value
	}
	return func(values []parquet.Value, n int) []parquet.Value { return append(values, all[:n]...) }
}

// columnCells is one column of lines.
func (c *publishedColumn) columnCells(lines reflect.Value) columnCells {
	fields := make([]reflect.Value, lines.Len())
	for i := range fields {
		fields[i] = lines.Index(i).FieldByIndex(c.field)
	}
	cells := c.valuesOf(fields)
	if c.kind.Kind() == reflect.Slice {
		return cells
	}
	if c.seal {
		open, sealed := cells, make([]*bool, len(fields))
		for i := range sealed {
			sealed[i] = pointerTo[bool](lines.Index(i).FieldByName("Sealed"))
		}
		cells = func(values []parquet.Value, n int) []parquet.Value {
			from := len(values)
			values = open(values, n)
			for i, is := range sealed[:n] {
				if *is {
					values[from+i] = parquet.NullValue()
				}
			}
			return values
		}
	}
	if !c.null {
		return cells
	}
	return func(values []parquet.Value, n int) []parquet.Value {
		from := len(values)
		values = cells(values, n)
		for i := from; i < len(values); i++ {
			if !values[i].IsNull() {
				values[i] = values[i].Level(0, 1, 0)
			}
		}
		return values
	}
}

// valuesOf are what fields of one type hold as Parquet stores it.
func (c *publishedColumn) valuesOf(fields []reflect.Value) columnCells {
	null, none, at, gamma := c.null, c.none, c.at, c.gamma
	switch c.kind {
	case typeOfLevels:
		return eachOf(fields, func(l *Levels) parquet.Value { return parquet.Int32Value(l.at(at, gamma)) })
	case typeOfDay:
		return eachOf(fields, func(day *time.Time) parquet.Value { return dayValue(*day) })
	case typeOfCount:
		return eachOf(fields, func(count **int) parquet.Value {
			if *count == nil {
				return parquet.NullValue()
			}
			return parquet.Int64Value(int64(**count))
		})
	}
	switch c.kind.Kind() {
	case reflect.Slice:
		return func(values []parquet.Value, n int) []parquet.Value {
			for _, list := range fields[:n] {
				values = appendTexts(values, list)
			}
			return values
		}
	case reflect.String:
		return eachOf(fields, func(text *string) parquet.Value {
			if null && *text == "" {
				return parquet.NullValue()
			}
			return textValue(*text)
		})
	case reflect.Float64:
		return eachOf(fields, func(number *float64) parquet.Value {
			if null && math.IsNaN(*number) {
				return parquet.NullValue()
			}
			return parquet.DoubleValue(*number)
		})
	case reflect.Bool:
		return eachOf(fields, func(is *bool) parquet.Value { return parquet.BooleanValue(*is) })
	}
	return func(values []parquet.Value, n int) []parquet.Value {
		for _, field := range fields[:n] {
			if number := field.Int(); none && number == 0 {
				values = append(values, parquet.NullValue())
			} else {
				values = append(values, parquet.Int64Value(number))
			}
		}
		return values
	}
}

// eachOf reads fields of one type.
func eachOf[T any](fields []reflect.Value, value func(*T) parquet.Value) columnCells {
	at := make([]*T, len(fields))
	for i := range at {
		at[i] = pointerTo[T](fields[i])
	}
	return func(values []parquet.Value, n int) []parquet.Value {
		for _, field := range at[:n] {
			values = append(values, value(field))
		}
		return values
	}
}

// appendTexts appends a list of texts.
func appendTexts(values []parquet.Value, list reflect.Value) []parquet.Value {
	for i := range list.Len() {
		values = append(values, textValue(list.Index(i).String()).Level(min(i, 1), 1, 0))
	}
	if list.Len() == 0 {
		values = append(values, parquet.NullValue())
	}
	return values
}

// pointerTo points to a field, of its type or of one made of it.
func pointerTo[T any](field reflect.Value) *T {
	p, _ := reflect.TypeAssert[*T](field.Addr().Convert(reflect.TypeFor[*T]()))
	return p
}

// textValue is a text as Parquet stores it. It is the text's own bytes, which nobody writes to: parquet.ValueOf copies each text of a
// table to the heap, to look what it is.
func textValue(text string) parquet.Value {
	return parquet.ByteArrayValue(unsafe.Slice(unsafe.StringData(text), len(text)))
}
