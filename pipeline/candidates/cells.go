package candidates

import (
	"math"
	"reflect"
	"time"
	"unsafe"

	"github.com/parquet-go/parquet-go"
)

// fieldCell appends what one field of a struct holds to the values of its column. The struct stands in one place and is written over for
// each row, so that a field is looked for once for a table and not once for each row of it.
type fieldCell func(values []parquet.Value) []parquet.Value

// cellsOf are the cells of a struct that can be set, in the order of the columns, and behind them those of where it is from.
func (c columns) cellsOf(line reflect.Value, origin Origin) []fieldCell {
	var cells []fieldCell
	for at := range c.of {
		cells = append(cells, c.of[at].cellOf(line))
	}
	for _, value := range origin.appendTo(nil, len(c.of)) {
		cells = append(cells, func(values []parquet.Value) []parquet.Value { return append(values, value) })
	}
	return cells
}

// cellOf is the cell of one column.
func (c *publishedColumn) cellOf(line reflect.Value) fieldCell {
	field := line.FieldByIndex(c.field)
	if c.kind.Kind() == reflect.Slice {
		return func(values []parquet.Value) []parquet.Value { return appendTexts(values, field) }
	}
	value := c.valueOf(field)
	if c.seal {
		open, sealed := value, pointerTo[bool](line.FieldByName("Sealed"))
		value = func() parquet.Value {
			if *sealed {
				return parquet.NullValue()
			}
			return open()
		}
	}
	if !c.null {
		return func(values []parquet.Value) []parquet.Value { return append(values, value()) }
	}
	return func(values []parquet.Value) []parquet.Value {
		v := value()
		if !v.IsNull() {
			v = v.Level(0, 1, 0)
		}
		return append(values, v)
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

// valueOf is what a field holds as Parquet stores it.
func (c *publishedColumn) valueOf(field reflect.Value) func() parquet.Value {
	switch c.kind {
	case typeOfLevels:
		levels, gamma := pointerTo[map[string]int32](field), c.gamma
		return func() parquet.Value {
			if level, is := (*levels)[gamma]; is {
				return parquet.Int32Value(level)
			}
			return parquet.Int32Value(noLevel)
		}
	case typeOfDay:
		day := pointerTo[time.Time](field)
		return func() parquet.Value { return dayValue(*day) }
	case typeOfCount:
		count := pointerTo[*int](field)
		return func() parquet.Value {
			if *count == nil {
				return parquet.NullValue()
			}
			return parquet.Int64Value(int64(**count))
		}
	}
	null, none := c.null, c.none
	switch c.kind.Kind() {
	case reflect.String:
		text := pointerTo[string](field)
		return func() parquet.Value {
			if *text == "" && null {
				return parquet.NullValue()
			}
			return textValue(*text)
		}
	case reflect.Float64:
		number := pointerTo[float64](field)
		return func() parquet.Value {
			if null && math.IsNaN(*number) {
				return parquet.NullValue()
			}
			return parquet.DoubleValue(*number)
		}
	case reflect.Bool:
		is := pointerTo[bool](field)
		return func() parquet.Value { return parquet.BooleanValue(*is) }
	}
	return func() parquet.Value {
		n := field.Int()
		if none && n == 0 {
			return parquet.NullValue()
		}
		return parquet.Int64Value(n)
	}
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
