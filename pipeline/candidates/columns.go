package candidates

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
)

// columns is how a struct stands in Parquet: a column for each field with a tag `parquet:"name,options"`, in their order. Beside
// the options of the Parquet library a tag may say null, of what may be empty and is null then, seal, of a number that is null
// where the row is sealed, for none would be untrue, wide, of a number of 64 bits, and late, of a column that earlier builds did not publish:
// it may lack where a table is read. A day is always null when it is not known. Levels are a column gamma_<name> for each comparison of the model, which
// only the run knows. Beside it stand the tags about, what the column says, for the dictionary; was, the name that earlier builds published
// it by; and copy, what a pseudonymous copy holds of it. Behind the columns of the struct stand those of the run (see Origin).
//
// Null is not the library's optional: for that parquet-go v0.32.0 takes a zero for a value after certain patterns of nulls
// (writeRowsFuncOfOptional compares the rest of a 64-row word with (1<<y)-1), and a date that is not known would be published
// as 1 January 1970.
type columns struct {
	schema *parquet.Schema
	of     []publishedColumn
}

// publishedColumn is a field of the struct, and of Levels the comparison.
type publishedColumn struct {
	field []int
	kind  reflect.Type
	gamma string
	at    int // its place among the comparisons
	null  bool
	none  bool // a number that is null when it is nought
	seal  bool // it is null when the struct's field Sealed says so
}

// gammaPrefix begins the name of every column that holds the level which one comparison reached.
const gammaPrefix = "gamma_"

// noLevel is the gamma of a comparison that could not be made because a value was missing (Fellegi–Sunter's null level).
const noLevel = -1

// comparisonName is what a comparison may be called: its name becomes the name of a column.
var comparisonName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// The types of a field that stand otherwise in Parquet.
var (
	typeOfDay    = reflect.TypeFor[time.Time]()
	typeOfLevels = reflect.TypeFor[Levels]()
	typeOfCount  = reflect.TypeFor[*int]() // a number that may not be known
)

// columnsOf lays the fields of a struct out under the name of a schema.
func columnsOf[T any](name string, gammas []string, held func(column string) bool) (columns, error) {
	return layColumns(reflect.TypeFor[T](), name, gammas, held, func(reflect.StructField) bool { return true })
}

// layColumns is columnsOf for a struct's type and the fields of it that are wanted.
func layColumns(of reflect.Type, name string, gammas []string, held func(column string) bool, wanted func(reflect.StructField) bool) (columns, error) {
	var c columns
	var fields []reflect.StructField
	add := func(x publishedColumn, kind reflect.Type, tag string) {
		c.of = append(c.of, x)
		fields = append(fields, reflect.StructField{Name: fmt.Sprintf("C%d", len(fields)), Type: kind, Tag: reflect.StructTag(`parquet:"` + tag + `"`)})
	}
	seen := map[string]bool{}
	for _, f := range reflect.VisibleFields(of) {
		tag, published := f.Tag.Lookup("parquet")
		if !published || !wanted(f) {
			continue
		}
		if f.Type == typeOfLevels {
			for at, gamma := range gammas {
				if !comparisonName.MatchString(gamma) || seen[gamma] {
					return c, fmt.Errorf("comparison %q: a name of letters, digits, _ and -, once each, is wanted for its column", gamma)
				}
				seen[gamma] = true
				add(publishedColumn{field: f.Index, kind: f.Type, gamma: gamma, at: at}, reflect.TypeFor[int32](), gammaPrefix+gamma+",dict")
			}
			continue
		}
		tag, late := strings.CutSuffix(tag, ",late")
		name, options, _ := strings.Cut(tag, ",")
		if was := f.Tag.Get("was"); was != "" && !held(name) && held(was) {
			tag = was + "," + options
		} else if late && !held(name) {
			continue
		}
		tag, null := strings.CutSuffix(tag, ",null")
		tag, seal := strings.CutSuffix(tag, ",seal")
		tag, wide := strings.CutSuffix(tag, ",wide")
		if f.Type.Kind() == reflect.String && !strings.HasSuffix(tag, ",dict") {
			tag += ",plain" // packs quicker than the library's choice of lengths apart, and record ids a fifth smaller
		}
		add(publishedColumn{field: f.Index, kind: f.Type, null: null || seal || f.Type == typeOfDay || f.Type == typeOfCount, none: null, seal: seal}, storedType(f.Type, null || seal, wide), tag)
	}
	if held(asOfColumn) {
		fields = append(fields, originFields...)
	}
	c.schema = parquet.NewSchema(name, parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface()))
	return c, nil
}

// storedType is the type by which the library knows how a field is stored.
func storedType(is reflect.Type, null, wide bool) reflect.Type {
	switch {
	case is == typeOfDay, is == typeOfCount:
		return reflect.TypeFor[*int32]()
	case is.Kind() == reflect.String:
		is = reflect.TypeFor[string]()
	case is.Kind() == reflect.Int && wide:
		is = reflect.TypeFor[int64]()
	case is.Kind() == reflect.Int:
		is = reflect.TypeFor[int32]()
	}
	if null {
		return reflect.PointerTo(is)
	}
	return is
}

// readRow puts a row of the columns into an empty struct.
func (c columns) readRow(row parquet.Row, into reflect.Value) {
	for _, value := range row {
		if value.Column() >= len(c.of) {
			break // of the run
		}
		column := c.of[value.Column()]
		v := into.FieldByIndex(column.field)
		if value.IsNull() {
			if column.kind.Kind() == reflect.Float64 {
				v.SetFloat(math.NaN())
			}
			continue
		}
		switch {
		case column.kind == typeOfLevels:
			levels := pointerTo[Levels](v)
			levels.Names, levels.Reached = append(levels.Names, column.gamma), append(levels.Reached, value.Int32())
		case column.kind == typeOfDay:
			v.Set(reflect.ValueOf(dayOf(value)))
		case column.kind == typeOfCount:
			n := int(value.Int32())
			v.Set(reflect.ValueOf(&n))
		case column.kind.Kind() == reflect.Slice:
			v.Set(reflect.Append(v, reflect.ValueOf(string(value.ByteArray()))))
		case column.kind.Kind() == reflect.String:
			v.SetString(string(value.ByteArray()))
		case column.kind.Kind() == reflect.Float64:
			v.SetFloat(value.Double())
		case column.kind.Kind() == reflect.Bool:
			v.SetBool(value.Boolean())
		case value.Kind() == parquet.Int32:
			v.SetInt(int64(value.Int32()))
		default:
			v.SetInt(value.Int64())
		}
	}
}

// midnightUTC returns midnight UTC of the civil date of t, for a date cell.
func midnightUTC(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// dayValue is the civil date of t as days since 1970-01-01, the DATE of Parquet, or null when t is not known. The civil date is
// that of t's own zone: midnight in London in summer is not the day before.
func dayValue(t time.Time) parquet.Value {
	if t.IsZero() {
		return parquet.NullValue()
	}
	return parquet.Int32Value(int32(midnightUTC(t).Unix() / 86400))
}

// dayOf is the reverse of dayValue for a day that is known, at midnight UTC.
func dayOf(v parquet.Value) time.Time { return time.Unix(int64(v.Int32())*86400, 0).UTC() }
