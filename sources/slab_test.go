package sources

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
)

// drawRecord draws a record of which any field may be empty.
func drawRecord(t *rapid.T) Record {
	text := rapid.SampledFrom([]string{"", "a", "Zoë", "8872999", "x, y", "long enough to be no short string at all"})
	date := rapid.Custom(func(t *rapid.T) Date { return Date(rapid.Int32Range(-20000, 40000).Draw(t, "day")) })
	r := Record{Row: rapid.IntRange(0, 1<<30).Draw(t, "row"), Line: rapid.IntRange(0, 1<<30).Draw(t, "line"), More: rapid.IntRange(0, 1<<30).Draw(t, "more"), AsOf: date.Draw(t, "as of")}
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

// Every text and every day of a record is laid out: a field that is not is lost in silence.
func TestEveryFieldIsLaidOut(t *testing.T) {
	check := func(what string, of reflect.Type, laidOut int, apart ...string) {
		t.Helper()
		n := 0
		for i := range of.NumField() {
			if !slices.Contains(apart, of.Field(i).Name) {
				n++
			}
		}
		if n != laidOut {
			t.Errorf("%s: %d of %d fields are laid out", what, laidOut, n)
		}
	}
	check("record", reflect.TypeFor[Record](), len(placeColumns), "Row", "Line", "More", "AsOf", "Who", "Claims")
	check("identity", reflect.TypeFor[Identity](), len(identityColumns), "DOB")
	check("claim", reflect.TypeFor[Claim](), len(claimTexts)+len(claimDates), "Kind", "Count")
	if len(identityColumns) >= 23 || len(claimTexts) > firstDate || firstDate+len(claimDates) > 15 {
		t.Error("a field has no bit of its own")
	}
}

// Records are had back from slabs that are cut anywhere, and from those written and read again.
func TestASlabKeepsRecords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.Custom(drawRecord), 0, 12).Draw(t, "records")
		slabs := inSlabs(t, want)
		var kept bytes.Buffer
		if err := SaveSlabs(&kept, slabs); err != nil {
			t.Fatal(err)
		}
		again, err := LoadSlabs(bytes.NewReader(kept.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		same(t, "slabs", recordsOf(slabs), want)
		same(t, "had back", recordsOf(again), want)
		if kept.Len() > 0 && len(want) > 0 {
			if _, err := LoadSlabs(bytes.NewReader(kept.Bytes()[:kept.Len()-1])); err == nil {
				t.Error("slabs of which the end is lost were taken")
			}
		}
	})
	if _, err := unpackSteps[RowAt]([]byte{1, 0x80}); err == nil {
		t.Error("a number that is cut off was taken")
	}
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
		if g.Who != w.Who || g.ID != w.ID || g.Kind != w.Kind || g.File != w.File || g.Row != w.Row || g.Line != w.Line || g.More != w.More || g.Native != w.Native || g.AsOf != w.AsOf {
			t.Fatalf("%s: record %d differs", what, i)
		}
	}
}

func inSlabs(t *rapid.T, all []Record) (out []*Slab) {
	b := NewSlabBuilder()
	for i := range all {
		b.Append(&all[i])
		if rapid.Bool().Draw(t, "cut here") {
			out = append(out, b.Slab())
		}
	}
	return append(out, b.Slab())
}

func recordsOf(slabs []*Slab) (out []Record) {
	for _, s := range slabs {
		for i := range s.Len() {
			var r Record
			s.Read(s.Row(i), &r, WhoPart|ClaimPart)
			out = append(out, r)
		}
	}
	return out
}

// Nothing of the record that was read into before is left, and nothing is read of a part that nobody asked for; what is asked alone is
// what the whole says.
func TestARecordIsReadOverAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.Custom(drawRecord), 1, 12).Draw(t, "records")
		over := Record{Who: Identity{DOB: 1, Unverified: "x"}}
		for _, s := range inSlabs(t, want) {
			for i := range s.Len() {
				parts := Part(rapid.IntRange(0, 3).Draw(t, "parts"))
				s.Read(s.Row(i), &over, parts)
				asked := want[0]
				if want = want[1:]; parts&WhoPart == 0 {
					asked.Who = Identity{}
				}
				if parts&ClaimPart == 0 {
					asked.Claims = nil
				}
				over.Claims = append([]Claim(nil), over.Claims...)
				same(t, "over another", []Record{over}, []Record{asked})
				if o := s.OriginOf(s.Row(i)); s.KindOf(s.Row(i)) != asked.Kind || o != (Origin{asked.ID, asked.Kind, asked.File, asked.Row, asked.More, asked.Line, asked.Native, asked.AsOf}) {
					t.Fatalf("record %d stands elsewhere", i)
				}
			}
		}
	})
}

// Records share a person when they are of one extract and say the same of who it is, in all fields; not otherwise.
func TestAPersonIsWrittenOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Record {
			return Record{Kind: rapid.SampledFrom([]Kind{Health, Housing}).Draw(t, "kind"), Row: rapid.IntRange(1, 9).Draw(t, "row"),
				Who: Identity{Surname: rapid.SampledFrom([]string{"", "A", "AB"}).Draw(t, "surname"), Forename: rapid.SampledFrom([]string{"", "B", "A"}).Draw(t, "forename"),
					Unverified: rapid.SampledFrom([]string{"", "u"}).Draw(t, "unverified"), DOB: Date(rapid.IntRange(-1, 1).Draw(t, "dob"))}}
		}), 1, 30).Draw(t, "records")
		b := NewSlabBuilder()
		for i := range all {
			b.Append(&all[i])
		}
		s := b.Slab()
		most := 0
		for i := range all {
			p := s.PersonOf(s.Row(i))
			most = max(most, p+1)
			var w Identity
			if s.ReadPerson(s.Person(p), &w); w != all[i].Who || s.PersonKind(s.Person(p)) != all[i].Kind || s.KindOf(s.Row(i)) != all[i].Kind {
				t.Fatalf("record %d is of another person", i)
			}
			for k := range i {
				if is := all[i].Kind == all[k].Kind && all[i].Who == all[k].Who; is != (p == s.PersonOf(s.Row(k))) {
					t.Fatalf("records %d and %d are of one person: %v", k, i, !is)
				}
			}
		}
		if most != s.Persons() {
			t.Fatalf("%d persons (want %d)", s.Persons(), most)
		}
	})
}

func benchmarkRecord() *Record {
	return &Record{ID: "health:inbox/chis.csv#1", Kind: Health, File: "inbox/chis.csv", Row: 1, AsOf: calendar.On(2026, 9, 30),
		Who: Identity{NHSNumber: "9990000018", Surname: "Quillfeather", Forename: "Odaline", DOB: calendar.On(2015, 3, 4), Sex: "F",
			Address: "4 Teasel Walk, Gillingham", Postcode: "ME7 4QT"},
		Claims: []Claim{{Kind: Residence, From: calendar.On(2016, 1, 2), Status: "registration"}, {Kind: Residence, From: calendar.On(2026, 1, 2), Status: "contact"}}}
}

func BenchmarkSlabAppend(b *testing.B) {
	b.ReportAllocs()
	to, r := NewSlabBuilder(), benchmarkRecord()
	for b.Loop() {
		to.Append(r)
		if to.Len() == 1<<16 {
			to.Slab()
		}
	}
}

func BenchmarkSlabRecord(b *testing.B) {
	b.ReportAllocs()
	to, r := NewSlabBuilder(), benchmarkRecord()
	for range 1024 {
		to.Append(r)
	}
	s := to.Slab()
	i := 0
	var into Record
	for b.Loop() {
		s.Read(s.Row(i&1023), &into, WhoPart|ClaimPart)
		i++
	}
}

func BenchmarkSlabsKept(b *testing.B) {
	b.ReportAllocs()
	to, r := NewSlabBuilder(), benchmarkRecord()
	for i := range 1 << 14 {
		r.Row, r.Who.LocalID = i, strconv.Itoa(i)
		to.Append(r)
	}
	slabs := []*Slab{to.Slab()}
	var kept bytes.Buffer
	for b.Loop() {
		kept.Reset()
		if err := SaveSlabs(&kept, slabs); err != nil {
			b.Fatal(err)
		}
		if _, err := LoadSlabs(&kept); err != nil {
			b.Fatal(err)
		}
	}
}
