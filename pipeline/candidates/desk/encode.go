package desk

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
)

// What the store holds of a child is written field after field, without names, and each text once for all that is packed together: of a
// story nine parts in ten are names of fields, ids of records and names of extracts, and as JSON it takes five times as long to write.
// A file is read only by the types that wrote it (see layoutOf).

var typeOfTime = reflect.TypeFor[time.Time]()

// encoder writes plain data: texts, numbers, times to the second, and structs, slices, pointers and maps of them.
type encoder struct {
	out   []byte
	known map[string]uint64 // texts that were written, by number from 2
}

// encoders are used again: what one needs while it works is as large as a shelf.
var encoders = sync.Pool{New: func() any { return &encoder{known: map[string]uint64{}} }}

// pack packs a value.
func pack(v any) []byte {
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	clear(e.known)
	e.out = e.out[:0]
	e.encode(reflect.ValueOf(v))
	return packer().EncodeAll(e.out, nil)
}

func (e *encoder) number(n uint64)        { e.out = binary.AppendUvarint(e.out, n) }
func (e *encoder) length(v reflect.Value) { e.number(uint64(v.Len())) }

func (e *encoder) encode(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		e.text(v.String())
	case reflect.Bool:
		if v.Bool() {
			e.out = append(e.out, 1)
		} else {
			e.out = append(e.out, 0)
		}
	case reflect.Int, reflect.Int32, reflect.Int64:
		e.out = binary.AppendVarint(e.out, v.Int())
	case reflect.Float64:
		e.out = binary.LittleEndian.AppendUint64(e.out, math.Float64bits(v.Float()))
	case reflect.Struct:
		if v.Type() == typeOfTime {
			e.time(v)
			return
		}
		for i := range v.NumField() {
			e.encode(v.Field(i))
		}
	case reflect.Slice:
		if e.length(v); v.Len() > 0 {
			for i := range v.Len() {
				e.encode(v.Index(i))
			}
		}
	case reflect.Pointer:
		if v.IsNil() {
			e.out = append(e.out, 0)
			return
		}
		e.out = append(e.out, 1)
		e.encode(v.Elem())
	case reflect.Map:
		e.length(v)
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			e.encode(k)
			e.encode(v.MapIndex(k))
		}
	default:
		panic(fmt.Sprintf("desk: a %s is no plain data", v.Type()))
	}
}

// text writes one for no text, the number of a text that was written, or nought and the text. Short numbers are the commonest.
func (e *encoder) text(s string) {
	if s == "" {
		e.out = append(e.out, 1)
		return
	}
	if n := e.known[s]; n > 0 {
		e.number(n)
		return
	}
	e.known[s] = uint64(len(e.known) + 2)
	e.newText(s)
}

// newText writes nought and a text.
func (e *encoder) newText(s string) {
	e.out = append(e.out, 0)
	e.number(uint64(len(s)))
	e.out = append(e.out, s...)
}

// time writes the seconds since 1970, one more than twice as many as the days where it is a whole one, and nought for no time.
func (e *encoder) time(v reflect.Value) {
	t := v.Interface().(time.Time)
	switch seconds := t.Unix(); {
	case t.IsZero():
		e.number(0)
	case seconds%secondsOfDay == 0:
		e.number(zigzag(seconds/secondsOfDay)<<1 | 1)
	default:
		e.number(zigzag(seconds) << 1)
	}
}

const secondsOfDay = 24 * 60 * 60

// zigzag folds a number of either sign to one from 1 on; 0 stays free.
func zigzag(n int64) uint64   { return uint64(n<<1^n>>63) + 1 }
func unzigzag(n uint64) int64 { n--; return int64(n>>1) ^ -int64(n&1) }

// layoutOf describes a type by its fields and theirs, so that a store is read by the types that wrote it alone.
func layoutOf(t reflect.Type) string {
	described := map[string]string{}
	describe(t, described)
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(described)) {
		fmt.Fprintf(&b, "%s{%s}\n", name, described[name])
	}
	return b.String()
}

func describe(t reflect.Type, described map[string]string) {
	switch t.Kind() {
	case reflect.Slice, reflect.Pointer:
		describe(t.Elem(), described)
	case reflect.Map:
		describe(t.Key(), described)
		describe(t.Elem(), described)
	case reflect.Struct:
		if _, known := described[t.String()]; known || t == typeOfTime {
			return
		}
		described[t.String()] = ""
		var fields []string
		for i := range t.NumField() {
			f := t.Field(i)
			fields = append(fields, f.Name+" "+f.Type.String())
			describe(f.Type, described)
		}
		described[t.String()] = strings.Join(fields, ";")
	}
}
