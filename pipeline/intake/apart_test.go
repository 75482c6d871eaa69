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

// TestApartStandsBesideTheRecords reads an invented authority and holds what is held apart to the records' own rows.
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
	read := journal.Step(j, "ingest", func() (Read, error) { return Ingest(j, nil, plan) })
	if err := j.Failure(); err != nil {
		t.Fatal(err)
	}
	p := NewRecords(read.Ingested.Slabs)
	known := map[sources.RecordID]sources.EthnicGroup{}
	for i := range p.Len() {
		if g := read.Apart.Ethnicity(i); g != sources.EthnicityNotKnown {
			known[p.Origin(i).ID] = g
		}
	}
	said := map[sources.RecordID]sources.EthnicGroup{}
	for _, x := range plan {
		if _, err := sources.Read(t.Context(), x, &saying{*newCollector(), said}); err != nil {
			t.Fatal(err)
		}
	}
	if len(said) < 100 || !reflect.DeepEqual(said, known) {
		t.Errorf("%d records stand beside their ethnicity (want the %d that say one)", len(known), len(said))
	}
}

// saying keeps what is held apart by the record that says it.
type saying struct {
	collector
	said map[sources.RecordID]sources.EthnicGroup
}

func (s *saying) HeldApart(id sources.RecordID, h sources.HeldApart) error {
	s.said[id] = h.Ethnicity
	return nil
}
