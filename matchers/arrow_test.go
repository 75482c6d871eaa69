package matchers

import (
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/google/go-cmp/cmp"
)

func TestTableThroughArrow(t *testing.T) {
	mem := memory.NewCheckedAllocator(memory.NewGoAllocator())
	defer mem.AssertSize(t, 0)
	v := invent(41, 20)
	want := v.table(t, inOrder(len(v.people)))
	rec := want.Record(mem)
	defer rec.Release()
	got, err := FromArrow(rec, inventedFields[:7], "row_key", "dataset")
	if err != nil {
		t.Fatal(err)
	}
	for i := range want.Len() {
		if got.Key(i) != want.Key(i) || got.Dataset(i) != want.Dataset(i) {
			t.Fatalf("row %d: %s of %d (want %s of %d)", i, got.Key(i), got.Dataset(i), want.Key(i), want.Dataset(i))
		}
		for _, f := range inventedFields[:7] {
			if diff := cmp.Diff(want.Values(i, f.Name), got.Values(i, f.Name)); diff != "" {
				t.Fatalf("row %d, %s: %s", i, f.Name, diff)
			}
		}
	}
	if _, err := FromArrow(rec, []Field{{"nowhere", Names}}, "", ""); err == nil {
		t.Error("a column that is not there was read")
	}
	if _, err := FromArrow(rec, inventedFields[:1], "dataset", ""); err == nil {
		t.Error("numbers were read as keys")
	}
}

func TestColumnsThatArrowMayHave(t *testing.T) {
	b := array.NewRecordBuilder(memory.DefaultAllocator, arrow.NewSchema([]arrow.Field{
		{Name: "name", Type: arrow.BinaryTypes.String}, {Name: "birth", Type: arrow.FixedWidthTypes.Date32},
		{Name: "past", Type: arrow.ListOf(arrow.BinaryTypes.String)}, {Name: "count", Type: arrow.PrimitiveTypes.Int64},
	}, nil))
	defer b.Release()
	b.Field(0).(*array.StringBuilder).AppendValues([]string{"Zoë", ""}, []bool{true, false})
	b.Field(1).(*array.Date32Builder).AppendValues([]arrow.Date32{16131, 0}, []bool{true, false}) // 2014-03-02
	past := b.Field(2).(*array.ListBuilder)
	past.Append(true)
	past.ValueBuilder().(*array.StringBuilder).AppendValues([]string{"One", "Two"}, nil)
	past.AppendNull()
	b.Field(3).(*array.Int64Builder).AppendValues([]int64{1, 2}, nil)
	rec := b.NewRecord()
	defer rec.Release()
	table, err := FromArrow(rec, []Field{{"name", Names}, {"birth", Dates}, {"past", Names}}, "", "")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{"name": {"ZOE"}, "birth": {"2014-03-02"}, "past": {"ONE", "TWO"}} {
		if diff := cmp.Diff(want, table.Values(0, name)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if got := table.Values(1, name); len(got) != 0 {
			t.Errorf("%s: null is %q", name, got)
		}
	}
	if _, err := FromArrow(rec, []Field{{"count", Words}}, "", ""); err == nil {
		t.Error("a column of numbers was read")
	}
}

func TestEdgesToArrow(t *testing.T) {
	mem := memory.NewCheckedAllocator(memory.NewGoAllocator())
	defer mem.AssertSize(t, 0)
	v := invent(42, 30)
	spec := PersonSpec(inventedColumns)
	got := link(t, v.table(t, inOrder(len(v.people))), spec, 1, ResolveOptions{})
	rec := got.edges.Record(mem, spec)
	defer rec.Release()
	if rec.NumRows() != int64(got.edges.Len()) || rec.NumRows() == 0 {
		t.Fatalf("%d rows of %d edges", rec.NumRows(), got.edges.Len())
	}
	at := rec.Schema().FieldIndices("gamma_surname")[0]
	for k := range got.edges.L {
		if g := rec.Column(at).(*array.Int8).Value(k); g != got.edges.Gamma[k].At(spec.Index("surname")) {
			t.Fatalf("edge %d: gamma of surname %d", k, g)
		}
	}
}
