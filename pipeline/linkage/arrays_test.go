package linkage

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// putState writes a file of a state.
func putState(t *testing.T, dir, name string, put func(w *arrayWriter)) {
	t.Helper()
	if err := writeArrays(filepath.Join(dir, name), put); err != nil {
		t.Fatal(err)
	}
}

// TestArraysAreReadAsWritten writes lists and reads them, whole and with one byte changed or the end cut off.
func TestArraysAreReadAsWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	rapid.Check(t, func(rt *rapid.T) {
		type lists struct {
			Codes  []int32
			Small  []uint8
			Keys   []uint32
			Hashes []uint64
			Texts  []string
			Floats []float64
			Plain  map[string]int
		}
		most := rapid.SampledFrom([]int32{0, 5, 300, 70_000, math.MaxInt32 - 1}).Draw(rt, "most")
		want := lists{rapid.SliceOf(rapid.Int32Range(-1, most)).Draw(rt, "codes"), rapid.SliceOf(rapid.Uint8()).Draw(rt, "small"),
			rapid.SliceOf(rapid.Uint32()).Draw(rt, "keys"), rapid.SliceOf(rapid.Uint64()).Draw(rt, "hashes"),
			rapid.SliceOf(rapid.String()).Draw(rt, "texts"), rapid.SliceOf(rapid.Float64()).Draw(rt, "floats"), map[string]int{"a": 1}}
		err := writeArrays(path, func(w *arrayWriter) {
			putNumbers(w, want.Codes)
			putNumbers(w, want.Small)
			putNumbers(w, want.Keys)
			putNumbers(w, want.Hashes)
			w.putTexts(want.Texts)
			w.putFloats(want.Floats)
			w.putPlain(want.Plain)
		})
		if err != nil {
			rt.Fatal(err)
		}
		read := func() (got lists, err error) {
			err = readArrays(path, func(r *arrayReader) {
				got = lists{takeNumbers[int32](r), takeNumbers[uint8](r), takeNumbers[uint32](r), takeNumbers[uint64](r), r.takeTexts(), r.takeFloats(), nil}
				r.takePlain(&got.Plain)
			})
			return got, err
		}
		got, err := read()
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" || err != nil {
			rt.Fatal(err, d)
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			rt.Fatal(err)
		}
		at := rapid.IntRange(0, len(raw)-1).Draw(rt, "at")
		for _, spoilt := range [][]byte{raw[:at], append(append(append([]byte{}, raw[:at]...), raw[at]^1), raw[at+1:]...)} {
			if err := os.WriteFile(path, spoilt, 0o600); err != nil {
				rt.Fatal(err)
			}
			if _, err := read(); !errors.Is(err, errDamaged) {
				rt.Fatalf("%v (want damaged)", err)
			}
		}
	})
	if err := readArrays(path+"no", func(*arrayReader) {}); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

// TestDamageUnderARightSumIsTold reads lists that say of themselves what cannot be.
func TestDamageUnderARightSumIsTold(t *testing.T) {
	dir := t.TempDir()
	for name, put := range map[string]func(w *arrayWriter){
		"more numbers than bytes": func(w *arrayWriter) { w.putBytes([]byte{255, 255, 255, 255, 255, 255, 255, 255, 8}) },
		"no width":                func(w *arrayWriter) { w.putBytes([]byte{1, 0, 0, 0, 0, 0, 0, 0, 0}) },
		"bytes left over":         func(w *arrayWriter) { putNumbers(w, []int32{1}); w.putBytes([]byte{1}) },
		"nothing":                 func(*arrayWriter) {},
	} {
		putState(t, dir, name, put)
		if err := readArrays(filepath.Join(dir, name), func(r *arrayReader) { takeNumbers[int32](r) }); !errors.Is(err, errDamaged) {
			t.Errorf("%s: %v (want damaged)", name, err)
		}
	}
}
