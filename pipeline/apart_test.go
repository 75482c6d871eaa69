package pipeline

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rollcall/fixtures"
	"rollcall/matchers"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// TestHeldApartIsOutOfReach follows every type that the stages between reading and the measure of fairness are given, through
// all fields, and wants what is held apart at the end of none. What the measure is given must reach it, or the test looks
// wrongly.
func TestHeldApartIsOutOfReach(t *testing.T) {
	apart := []reflect.Type{
		reflect.TypeFor[Apart](), reflect.TypeFor[Intake](), reflect.TypeFor[sources.HeldApart](), reflect.TypeFor[sources.EthnicGroup](),
		reflect.TypeFor[sources.ApartBuilder](),
	}
	for _, root := range []reflect.Type{
		reflect.TypeFor[run](), reflect.TypeFor[Ingested](), reflect.TypeFor[People](), reflect.TypeFor[Blocks](), reflect.TypeFor[Scored](),
		reflect.TypeFor[Children](), reflect.TypeFor[Judged](), reflect.TypeFor[Result](), reflect.TypeFor[Checked](), reflect.TypeFor[Explainer](),
		reflect.TypeFor[sources.Record](), reflect.TypeFor[sources.View](), reflect.TypeFor[matchers.Table](), reflect.TypeFor[rules.Case](),
		reflect.TypeFor[candidates.Lists](), reflect.TypeFor[register.Register](), reflect.TypeFor[Manifest](),
	} {
		if at := reaches(root, apart, map[reflect.Type]bool{}); at != "" {
			t.Errorf("%s reaches what is held apart: %s", root, at)
		}
	}
	if reaches(reflect.TypeFor[Weighing](), apart, map[reflect.Type]bool{}) == "" {
		t.Error("the measure of fairness does not reach it: the test looks wrongly")
	}
	if sources.Schema.HasField("ethnicity") {
		t.Error("records have a column of ethnicity")
	}
}

// reaches returns the path from a type to one of those looked for, through fields, elements and what pointers point to.
func reaches(from reflect.Type, apart []reflect.Type, seen map[reflect.Type]bool) string {
	if slices.Contains(apart, from) {
		return from.String()
	}
	if seen[from] || strings.HasPrefix(from.PkgPath(), "reflect") {
		return ""
	}
	seen[from] = true
	switch from.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Chan:
		return reaches(from.Elem(), apart, seen)
	case reflect.Map:
		if at := reaches(from.Key(), apart, seen); at != "" {
			return at
		}
		return reaches(from.Elem(), apart, seen)
	case reflect.Struct:
		for i := range from.NumField() {
			if at := reaches(from.Field(i).Type, apart, seen); at != "" {
				return from.Field(i).Name + " → " + at
			}
		}
	}
	return ""
}

// TestOnlyFairnessReadsWhatIsHeldApart wants no other file of the pipeline to ask for an ethnicity.
func TestOnlyFairnessReadsWhatIsHeldApart(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		asks := strings.Contains(string(b), ".Ethnicity(") || strings.Contains(string(b), "EthnicityOf(")
		if asks && f != "apart.go" && !strings.HasPrefix(f, "fairness") && !strings.HasSuffix(f, "_test.go") {
			t.Errorf("%s asks for an ethnicity; only the measure of fairness may", f)
		}
	}
}

// TestApartStandsBesideTheRecords reads an invented authority and holds what is held apart to the records' own rows, when
// first read and when read again for a run that is taken up.
func TestApartStandsBesideTheRecords(t *testing.T) {
	dir := t.TempDir()
	world, err := fixtures.Invent(fixtures.Options{Children: 300, Seed: 4, AsOf: fixtures.On(2026, 10, 15)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fixtures.Write(world, dir, fixtures.DefaultErrors()); err != nil {
		t.Fatal(err)
	}
	s, err := LoadSettings(filepath.Join(dir, "rollcall.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := s.extracts()
	if err != nil {
		t.Fatal(err)
	}
	plan = append([]sources.Extract{{Kind: sources.Deaths, Root: plan[0].Root}}, plan...) // an extract without records
	o := Options{}.withDefaults(s)
	r := &run{ctx: context.Background(), settings: s, options: o, log: o.Log, manifest: &Manifest{Stages: []StageReport{{}}}}
	read, err := ingest(r, plan)
	if err != nil {
		t.Fatal(err)
	}
	again, err := readApart(r.ctx, plan, read.Apart.sizes())
	if err != nil {
		t.Fatal(err)
	}
	p := newPeople(read.Ingested)
	if read.Apart.Len() != p.Len() || again.Len() != p.Len() {
		t.Fatalf("%d and %d records (want %d)", read.Apart.Len(), again.Len(), p.Len())
	}
	known := map[sources.RecordID]sources.EthnicGroup{}
	for i := range p.Len() {
		g := read.Apart.Ethnicity(i)
		if a := again.Ethnicity(i); a != g {
			t.Fatalf("record %d: %s when read again (want %s)", i, a, g)
		}
		if g != sources.EthnicityNotKnown {
			known[p.place(i).ID] = g
		}
	}
	said := map[sources.RecordID]sources.EthnicGroup{}
	for _, x := range plan {
		if _, err := sources.Read(r.ctx, x, &saying{said: said}); err != nil {
			t.Fatal(err)
		}
	}
	if len(said) < 100 || !reflect.DeepEqual(said, known) {
		t.Errorf("%d records stand beside their ethnicity (want the %d that say one)", len(known), len(said))
	}
	if _, err := readApart(r.ctx, plan[1:], read.Apart.sizes()[1:]); err != nil {
		t.Error(err)
	}
	sizes := read.Apart.sizes()
	sizes[1]++
	if _, err := readApart(r.ctx, plan, sizes); err == nil && sources.HoldsApart(plan[1].Kind) {
		t.Error("another number of records than before is taken")
	}
}

// saying keeps what is held apart by the record that says it.
type saying struct {
	apartSink
	said map[sources.RecordID]sources.EthnicGroup
}

func (s *saying) HeldApart(id sources.RecordID, h sources.HeldApart) error {
	s.said[id] = h.Ethnicity
	return nil
}
