package lists

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/sources"
)

// keeper keeps what is read.
type keeper struct {
	records    []sources.Record
	rejections []sources.Rejection
}

func (k *keeper) Record(r *sources.Record) error {
	x := *r
	x.Claims = append([]sources.Claim(nil), r.Claims...)
	k.records = append(k.records, x)
	return nil
}
func (k *keeper) School(sources.School) error   { return nil }
func (k *keeper) Link(sources.SchoolLink) error { return nil }
func (k *keeper) Reject(x sources.Rejection) error {
	k.rejections = append(k.rejections, x)
	return nil
}

// The file of a lost pupil is a transfer file to nobody known, which the reader of such files reads as what it is; without the number, the
// name or the birth that the database wants there is none, and a sealed child has none.
func TestALostPupilsFileIsATransferFile(t *testing.T) {
	who := candidates.Person{Forename: "Zoë & Ann", MiddleNames: "Mary", Surname: "O'Quill", DOB: time.Date(2015, 3, 1, 0, 0, 0, 0, time.UTC), Sex: "F", UPN: "E887299920014",
		Address: "4 Hidden Row", Postcode: "FN1 2AB"}
	last := candidates.Schooling{School: "8872999", Name: "Ash Primary", Entry: calendar.On(2020, 9, 3).Midnight(), Left: calendar.On(2026, 6, 12).Midnight()}
	without := who
	without.UPN = "E887299920014 (fails its check)"
	lost := func(child string, p candidates.Person, sealed bool) candidates.Line[candidates.LostPupil] {
		return candidates.NewLine(candidates.LostPupil{From: "887", FromName: "Fenwick", Child: child, Person: p, Last: last}, sealed)
	}
	dir := t.TempDir()
	l := candidates.Lists{LostPupils: []candidates.Line[candidates.LostPupil]{lost("A", without, false), lost("B", who, true), lost("C", who, false)}}
	l.Summary.AsOf = time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC)
	if err := candidates.PublishLists(dir, l); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(filepath.Join(dir, candidates.LostPupilsFolder))
	if err != nil || len(files) != 1 || files[0].Name() != "887LLLL_CTF_XXXXXXX_001.xml" {
		t.Fatalf("files %v, %v", files, err)
	}
	path := filepath.Join(dir, candidates.LostPupilsFolder, files[0].Name())
	raw, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(raw), "Hidden") || strings.Contains(string(raw), "FN1") {
		t.Errorf("an address is in the file: %v\n%s", err, raw)
	}
	got := &keeper{}
	reports, err := sources.Read(context.Background(), sources.Extract{Kind: sources.LostPupils, Files: []string{path}, Root: dir, AsOf: calendar.On(2026, 10, 15)}, got)
	if err != nil || len(got.rejections) > 0 || len(got.records) != 1 {
		t.Fatalf("read %d records, %v, %v, %+v", len(got.records), got.rejections, err, reports)
	}
	r := got.records[0]
	if w := r.Who; w.UPN != "E887299920014" || w.Surname != "O'Quill" || w.Forename != "Zoë & Ann" || w.MiddleNames != "Mary" || w.DOB != calendar.On(2015, 3, 1) || w.Sex != "F" {
		t.Errorf("read %+v", w)
	}
	if len(r.Claims) != 1 || r.Claims[0].Kind != sources.Lost || r.Claims[0].Toward != "XXXXXXX" || r.Claims[0].From != calendar.On(2026, 6, 12) {
		t.Errorf("says %+v", r.Claims)
	}
}
