package intake

import (
	"path/filepath"
	"reflect"
	"testing"

	"rollcall/fixtures"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

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
	s, err := settings.Load(filepath.Join(dir, "rollcall.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := s.Extracts()
	if err != nil {
		t.Fatal(err)
	}
	plan = append([]sources.Extract{{Kind: sources.Deaths, Root: plan[0].Root}}, plan...) // an extract without records
	j := journal.New(t.Context(), journal.Options{}.WithDefaults(dir))
	read := journal.Step(j, "ingest", func() (Read, error) { return Ingest(j, plan) })
	if err := j.Failure(); err != nil {
		t.Fatal(err)
	}
	again, err := readApart(t.Context(), plan, read.Apart.extractSizes())
	if err != nil {
		t.Fatal(err)
	}
	p := NewRecords(read.Ingested.Slabs)
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
			known[p.Origin(i).ID] = g
		}
	}
	said := map[sources.RecordID]sources.EthnicGroup{}
	for _, x := range plan {
		if _, err := sources.Read(t.Context(), x, &saying{said: said}); err != nil {
			t.Fatal(err)
		}
	}
	if len(said) < 100 || !reflect.DeepEqual(said, known) {
		t.Errorf("%d records stand beside their ethnicity (want the %d that say one)", len(known), len(said))
	}
	if _, err := readApart(t.Context(), plan[1:], read.Apart.extractSizes()[1:]); err != nil {
		t.Error(err)
	}
	sizes := read.Apart.extractSizes()
	sizes[1]++
	if _, err := readApart(t.Context(), plan, sizes); err == nil && sources.HoldsApart(plan[1].Kind) {
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
