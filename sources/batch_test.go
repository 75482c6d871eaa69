package sources

import (
	"bytes"
	"io"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
)

// drawRecord draws a record of which any field may be empty.
func drawRecord(t *rapid.T) Record {
	text := rapid.SampledFrom([]string{"", "a", "Zoë", "8872999", "x, y", "long enough to be no short string at all"})
	date := rapid.Custom(func(t *rapid.T) Date { return Date(rapid.Int32Range(-20000, 40000).Draw(t, "day")) })
	r := Record{Row: rapid.IntRange(0, 1<<30).Draw(t, "row"), Line: rapid.IntRange(0, 1<<30).Draw(t, "line"), AsOf: date.Draw(t, "as of")}
	for _, c := range placeColumns {
		*c.at(&r) = text.Draw(t, c.name)
	}
	for _, c := range identityColumns {
		*c.at(&r.Who) = text.Draw(t, c.name)
	}
	r.Who.DOB = date.Draw(t, "dob")
	for range rapid.IntRange(0, 4).Draw(t, "claims") {
		c := Claim{Kind: ClaimKind(rapid.IntRange(0, int(Seal)).Draw(t, "kind")), Count: rapid.Int32().Draw(t, "count")}
		for _, col := range claimTexts {
			*col.at(&c) = text.Draw(t, col.name)
		}
		for _, col := range claimDates {
			*col.at(&c) = date.Draw(t, col.name)
		}
		r.Claims = append(r.Claims, c)
	}
	return r
}

// TestBatchKeepsRecords draws records, cuts them into batches anywhere, and wants them back from the batches, and from the
// batches written and read as an Arrow stream.
func TestBatchKeepsRecords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.Custom(drawRecord), 0, 12).Draw(t, "records")
		batches := inBatches(t, want)
		var got, reread []Record
		for _, b := range batches {
			got = append(got, records(b)...)
		}
		for _, b := range throughStream(t, batches) {
			reread = append(reread, records(b)...)
		}
		same(t, "batches", got, want)
		same(t, "stream", reread, want)
	})
}

func same(t *rapid.T, what string, got, want []Record) {
	if len(got) != len(want) {
		t.Fatalf("%s: %d records (want %d)", what, len(got), len(want))
	}
	for i := range want {
		if d := cmp.Diff(want[i].Claims, got[i].Claims); d != "" {
			t.Fatalf("%s: claims of record %d:\n%s", what, i, d)
		}
		g, w := got[i], want[i]
		g.Claims, w.Claims = nil, nil
		if g.Who != w.Who || g.ID != w.ID || g.Kind != w.Kind || g.File != w.File || g.Row != w.Row || g.Line != w.Line || g.Native != w.Native || g.AsOf != w.AsOf {
			t.Fatalf("%s: record %d differs", what, i)
		}
	}
}

func inBatches(t *rapid.T, all []Record) []arrow.Record {
	b := NewBatchBuilder(memory.NewGoAllocator())
	var out []arrow.Record
	for i := range all {
		b.Append(&all[i])
		if rapid.Bool().Draw(t, "cut here") {
			out = append(out, b.Flush())
		}
	}
	if b.Len() > 0 || len(out) == 0 {
		out = append(out, b.Flush())
	}
	return out
}

func records(b arrow.Record) []Record {
	v := NewView(b)
	out := make([]Record, v.Len())
	for i := range out {
		v.Read(i, &out[i], WhoPart|ClaimPart)
	}
	return out
}

// Nothing of the record that was read into before is left, and nothing is read of a part that nobody asked for.
func TestARecordIsReadOverAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.Custom(drawRecord), 1, 12).Draw(t, "records")
		var over Record
		for _, b := range inBatches(t, want) {
			v := NewView(b)
			for i := range v.Len() {
				parts := Part(rapid.IntRange(0, 3).Draw(t, "parts"))
				v.Read(i, &over, parts)
				asked := want[0]
				if want = want[1:]; parts&WhoPart == 0 {
					asked.Who = Identity{}
				}
				if parts&ClaimPart == 0 {
					asked.Claims = nil
				}
				over.Claims = append([]Claim(nil), over.Claims...)
				same(t, "over another", []Record{over}, []Record{asked})
				if o := v.OriginOf(i); v.KindOf(i) != asked.Kind || o != (Origin{asked.ID, asked.Kind, asked.File, asked.Row, asked.Line, asked.Native, asked.AsOf}) {
					t.Fatalf("record %d stands elsewhere", i)
				}
			}
		}
	})
}

func throughStream(t *rapid.T, batches []arrow.Record) []arrow.Record {
	var buf bytes.Buffer
	w := ipc.NewWriter(&buf, ipc.WithSchema(Schema), ipc.WithLZ4())
	for _, b := range batches {
		if err := w.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := ipc.NewReader(&buf)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Release()
	var out []arrow.Record
	for r.Next() {
		r.Record().Retain()
		out = append(out, r.Record())
	}
	if err := r.Err(); err != nil && err != io.EOF {
		t.Fatal(err)
	}
	return out
}

// TestUnknownDatesAreNull wants other readers of a checkpoint to see that a date is not known.
func TestUnknownDatesAreNull(t *testing.T) {
	b := NewBatchBuilder(memory.NewGoAllocator())
	b.Append(&Record{Row: 1, Claims: []Claim{{Kind: Roll, From: calendar.On(2025, 9, 3)}}})
	batch := b.Flush()
	dob := batch.Column(Schema.FieldIndices("dob")[0])
	claims := batch.Column(Schema.FieldIndices("claims")[0]).(*array.List).ListValues().(*array.Struct)
	from, _ := claimType.FieldIdx("from")
	to, _ := claimType.FieldIdx("to")
	if !dob.IsNull(0) || claims.Field(from).IsNull(0) || !claims.Field(to).IsNull(0) {
		t.Errorf("dob null %v, from null %v, to null %v (want true, false, true)", dob.IsNull(0), claims.Field(from).IsNull(0), claims.Field(to).IsNull(0))
	}
}

func TestViewRefusesAnotherSchema(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a batch of another schema was taken")
		}
	}()
	other := arrow.NewSchema([]arrow.Field{{Name: "x", Type: arrow.PrimitiveTypes.Int32}}, nil)
	NewView(array.NewRecord(other, []arrow.Array{array.NewNull(0)}, 0))
}

func benchmarkRecord() *Record {
	return &Record{ID: "health:inbox/chis.csv#1", Kind: Health, File: "inbox/chis.csv", Row: 1, AsOf: calendar.On(2026, 9, 30),
		Who: Identity{NHSNumber: "9990000018", Surname: "Quillfeather", Forename: "Odaline", DOB: calendar.On(2015, 3, 4), Sex: "F",
			Address: "4 Teasel Walk, Gillingham", Postcode: "ME7 4QT"},
		Claims: []Claim{{Kind: Residence, From: calendar.On(2016, 1, 2), Status: "registration"}, {Kind: Residence, From: calendar.On(2026, 1, 2), Status: "contact"}}}
}

func BenchmarkBatchAppend(b *testing.B) {
	b.ReportAllocs()
	to, r := NewBatchBuilder(memory.NewGoAllocator()), benchmarkRecord()
	for b.Loop() {
		to.Append(r)
		if to.Len() == 1<<16 {
			to.Flush().Release()
		}
	}
}

func BenchmarkViewRecord(b *testing.B) {
	b.ReportAllocs()
	to, r := NewBatchBuilder(memory.NewGoAllocator()), benchmarkRecord()
	for range 1024 {
		to.Append(r)
	}
	v := NewView(to.Flush())
	i := 0
	var into Record
	for b.Loop() {
		v.Read(i&1023, &into, WhoPart|ClaimPart)
		i++
	}
}
