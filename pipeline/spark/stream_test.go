package spark

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// recorded links a few people and returns the cluster with what each of its verbs was sent.
func recorded(t testing.TB) *cluster {
	t.Helper()
	dir := t.TempDir()
	writePeople(t, dir, 4, 25)
	settings := filepath.Join(dir, "link.yaml")
	text := settingsText + "training: {allow: [not_converged, nobody_found], random_pairs: 500}"
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &cluster{t: t, r: rand.New(rand.NewPCG(4, 7)), dir: dir, settings: settings, streams: map[string][]byte{}}
	c.link()
	c.streams["sift"] = c.streams["terms"] // tables of so few rows need no sifting
	return c
}

// work does a verb to a stream, and fails when it takes long.
func (c *cluster) work(t testing.TB, verb string, stream []byte) error {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	err := Work(ctx, c.options(verb), bytes.NewReader(stream), io.Discard)
	if ctx.Err() != nil {
		t.Fatalf("%s was not done with %d bytes in 20 seconds", verb, len(stream))
	}
	return err
}

// FuzzWork sends every verb streams that are damaged: it answers with an error or with rows, and never panics or hangs. Errors hold no value.
func FuzzWork(f *testing.F) {
	c := recorded(f)
	names := Verbs()
	for k, name := range names {
		f.Add(uint8(k), c.streams[name])
	}
	f.Fuzz(func(t *testing.T, verb uint8, stream []byte) {
		if err := c.work(t, names[int(verb)%len(names)], stream); err != nil && strings.Contains(err.Error(), " ROAD") {
			t.Error("an error tells where somebody lives")
		}
	})
}

// TestDamagedStreamsAreRefused cuts every verb's stream off and turns bits of it: each time that is an error or what comes of other rows,
// and a stream that is whole is taken.
func TestDamagedStreamsAreRefused(t *testing.T) {
	c := recorded(t)
	r := rand.New(rand.NewPCG(2, 2))
	for _, name := range Verbs() {
		stream := c.streams[name]
		if err := c.work(t, name, stream); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for range 12 {
			at := 8 + r.IntN(len(stream)-20)
			err := c.work(t, name, stream[:at])
			if err == nil || !strings.HasPrefix(err.Error(), "worker: "+name+": ") {
				t.Errorf("%s: cut off after %d of %d bytes: %v", name, at, len(stream), err)
			}
			turned := bytes.Clone(stream)
			turned[at] ^= 1 << r.IntN(8)
			_ = c.work(t, name, turned)
		}
	}
}

// streamOf returns a stream of one batch.
func streamOf(t *testing.T, fields []arrow.Field, build func(b *array.RecordBuilder)) []byte {
	t.Helper()
	schema := arrow.NewSchema(fields, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	build(b)
	var out bytes.Buffer
	w := ipc.NewWriter(&out, ipc.WithSchema(schema))
	if err := w.Write(b.NewRecord()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestStreamsThatLieAreRefused sends streams that say they are longer than they may be, or of other columns, or that hold what Spark never
// sends.
func TestStreamsThatLieAreRefused(t *testing.T) {
	c := recorded(t)
	check := func(verb string, stream []byte, want string) {
		t.Helper()
		if err := c.work(t, verb, stream); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v (want %q)", err, want)
		}
	}
	good := c.streams["draw"]
	change := func(at int, b ...byte) []byte {
		return append(append(bytes.Clone(good[:at]), b...), good[at+len(b):]...)
	}
	check("draw", nil, "message 1: it is cut off")
	check("draw", []byte("garbage garbage garbage"), "begins as no message")
	check("draw", change(4, 0, 0, 0, 127), "describes itself in 2130706432 bytes (want at most 4194304)")
	batch := 8 + int(binary.LittleEndian.Uint32(good[4:]))
	at := int(binary.LittleEndian.Uint32(good[batch+8:])) + batch + 8
	fields := at - int(int32(binary.LittleEndian.Uint32(good[at:])))
	body := at + int(binary.LittleEndian.Uint16(good[fields+4+2*3:]))
	check("draw", change(body, 0, 0, 0, 0, 0, 0, 1), "bytes long (want at most 536870912)")
	check("draw", change(body, 255, 255, 255, 255, 255, 255, 255, 255), "it says that it is -1 bytes long")
	chunk := []arrow.Field{{Name: "chunk", Type: long, Nullable: true}}
	check("draw", streamOf(t, chunk, func(b *array.RecordBuilder) { b.Field(0).(*array.Int64Builder).Append(-1) }), "row 1: column chunk: there is no such chunk")
	check("draw", streamOf(t, chunk, func(b *array.RecordBuilder) { b.Field(0).AppendNull() }), "column chunk: a number is missing")
	check("draw", streamOf(t, []arrow.Field{{Name: "chunk", Type: text}}, func(b *array.RecordBuilder) { b.Field(0).(*array.StringBuilder).Append("ANN") }), "column chunk is utf8 (want int64)")
	check("draw", c.streams["learn"], "0 columns named chunk (want one)")
	check("rows", streamOf(t, []arrow.Field{{Name: "table", Type: text}}, func(b *array.RecordBuilder) { b.Field(0).(*array.StringBuilder).Append("a") }), "columns named row (want one)")
	dictionary := &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}
	check("draw", streamOf(t, []arrow.Field{{Name: "chunk", Type: dictionary}}, func(b *array.RecordBuilder) {
		_ = b.Field(0).(*array.BinaryDictionaryBuilder).AppendString("ANN")
	}), "column chunk is dictionary (want int64)")
	var many []arrow.Field
	for range mostColumns + 1 {
		many = append(many, arrow.Field{Name: "x", Type: long})
	}
	check("draw", streamOf(t, many, func(*array.RecordBuilder) {}), "65 columns (want at most 64)")
	check("nothing", good, "no verb nothing (want one of bear, blocks")
	was := c.model
	c.model = ""
	check("score", c.streams["score"], "it needs --model")
	c.model = was
	c.frame = filepath.Join(c.dir, "a.csv")
	check("draw", good, "frame: a.csv is not what a worker wrote")
}

// TestTablesThatNeedOneMachineAreRefused wants settings that shards cannot keep to be refused, all faults together.
func TestTablesThatNeedOneMachineAreRefused(t *testing.T) {
	dir := t.TempDir()
	settings := filepath.Join(dir, "link.yaml")
	text := "tables: [{path: a.csv, duplicates: no}, {path: b.csv, id: ref}]\ncolumns: [forename]\njudgements: j.csv\n"
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	err := Plan(settings, io.Discard)
	if err == nil {
		t.Fatal("they were not refused")
	}
	for _, want := range []string{"a: name under id the column", "a: say duplicates: yes", "b: say duplicates: yes", "say what forename holds", "are for one machine"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v (want %q)", err, want)
		}
	}
}
