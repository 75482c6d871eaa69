package desk

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/candidates"
)

// fill gives every field of a thing a value of its own, or the value that it had for a number before.
func fill(v reflect.Value, next func() int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", next()))
	case reflect.Int:
		v.SetInt(int64(next()-40) * 1001)
	case reflect.Bool:
		v.SetBool(next()%2 == 0)
	case reflect.Float64:
		v.SetFloat(1 / float64(1+next()))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), next)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 5, 5))
		for i := range v.Len() {
			fill(v.Index(i), next)
		}
	default:
		panic(v.Type())
	}
}

// filled are children of whom everything is kept: one in all its own words, one in words that are said again and again, and one of whom
// nothing is.
func filled() []*candidates.Kept {
	n := 0
	all := []*candidates.Kept{{}, {}, {}, {}}
	fill(reflect.ValueOf(all[0]).Elem(), func() int { n++; return n })
	fill(reflect.ValueOf(all[1]).Elem(), func() int { n++; return n % 3 })
	fill(reflect.ValueOf(all[3]).Elem(), func() int { n--; return n % 5 })
	return all
}

func packChildren(children []*candidates.Kept) []byte {
	c := newCoder()
	for _, k := range children {
		c.codeKept(k)
	}
	return c.pack()
}

// Every field of what is kept is had back, of children who are unlike and alike.
func TestEveryFieldOfWhatIsKeptIsHadBack(t *testing.T) {
	want := filled()
	got, err := unpackKept(packChildren(want))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What was changed under the checksum is told or read as something else; nothing panics, and what is cut is told.
func TestChangedShelvesDoNotPanic(t *testing.T) {
	raw, err := unpack(packChildren(filled()))
	if err != nil {
		t.Fatal(err)
	}
	for at := range raw {
		for _, other := range []byte{0, 1, 0x7f, 0xff, raw[at] ^ 0x80} {
			bad := append([]byte{}, raw...)
			bad[at] = other
			_, _ = unpackKept(packer().EncodeAll(bad, nil))
		}
		if children, err := unpackKept(packer().EncodeAll(raw[:at], nil)); err == nil && len(children) == len(filled()) {
			t.Fatalf("cut at %d of %d and not told", at, len(raw))
		}
	}
}
