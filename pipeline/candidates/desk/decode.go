package desk

import (
	"encoding/binary"
	"math"
	"reflect"
	"time"
)

// decoder reads what an encoder wrote. What it cannot read leaves it failed, and nothing more is read.
type decoder struct {
	in     []byte
	known  []string
	failed bool
}

// unpackInto unpacks a value into what a pointer points to. The error is errDamaged where the blob holds something else.
func unpackInto(blob []byte, into any) error {
	raw, err := unpack(blob)
	if err != nil {
		return err
	}
	d := decoder{in: raw}
	if d.decode(reflect.ValueOf(into).Elem()); d.failed || len(d.in) > 0 {
		return errDamaged
	}
	return nil
}

func (d *decoder) number() uint64 {
	n, size := binary.Uvarint(d.in)
	if size <= 0 {
		d.failed = true
		return 0
	}
	d.in = d.in[size:]
	return n
}

func (d *decoder) signed() int64 {
	n, size := binary.Varint(d.in)
	if size <= 0 {
		d.failed = true
		return 0
	}
	d.in = d.in[size:]
	return n
}

// length is of what takes a byte each at least.
func (d *decoder) length() int {
	n := d.number()
	if n > uint64(len(d.in)) {
		d.failed = true
		return 0
	}
	return int(n)
}

// take takes so many bytes.
func (d *decoder) take(n int) []byte {
	if n > len(d.in) {
		d.failed = true
		return make([]byte, n)
	}
	b := d.in[:n]
	d.in = d.in[n:]
	return b
}

func (d *decoder) decode(v reflect.Value) {
	if d.failed {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(d.text())
	case reflect.Bool:
		v.SetBool(d.take(1)[0] == 1)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(d.signed())
	case reflect.Float64:
		v.SetFloat(math.Float64frombits(binary.LittleEndian.Uint64(d.take(8))))
	case reflect.Struct:
		if v.Type() == typeOfTime {
			v.Set(reflect.ValueOf(d.time()))
			return
		}
		for i := range v.NumField() {
			d.decode(v.Field(i))
		}
	case reflect.Slice:
		if n := d.length(); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				d.decode(v.Index(i))
			}
		}
	case reflect.Pointer:
		if d.take(1)[0] == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			d.decode(v.Elem())
		}
	case reflect.Map:
		n := d.length()
		if n > 0 {
			v.Set(reflect.MakeMap(v.Type()))
		}
		for range n {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			d.decode(key)
			d.decode(value)
			v.SetMapIndex(key, value)
		}
	default:
		d.failed = true
	}
}

func (d *decoder) text() string {
	switch n := d.number(); {
	case n == 1:
		return ""
	case n > uint64(len(d.known)+1):
		d.failed = true
		return ""
	case n > 1:
		return d.known[n-2]
	}
	s := d.newText()
	d.known = append(d.known, s)
	return s
}

// ownText reads a text that few others have; said is what was said before in its place.
func (d *decoder) ownText(said string) string {
	switch d.number() {
	case 0:
		return d.newText()
	case 1:
		return ""
	case 2:
		return said
	}
	d.failed = true
	return ""
}

func (d *decoder) newText() string { return string(d.take(d.length())) }

func (d *decoder) time() time.Time {
	n := d.number()
	switch {
	case n == 0:
		return time.Time{}
	case n&1 == 1:
		return time.Unix(unzigzag(n>>1)*secondsOfDay, 0).UTC()
	}
	return time.Unix(unzigzag(n>>1), 0).UTC()
}
