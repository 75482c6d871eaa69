package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"rollcall/pipeline/candidates"
)

// TestALineKeepsTheDayItWasFirstListed runs on two days: a child on the list on both has the first day and the same id.
func TestALineKeepsTheDayItWasFirstListed(t *testing.T) {
	dir := t.TempDir()
	do(t, "fixtures", "--children", "800", "--seed", "4", "--as-of", "2026-10-15", "--out", dir)
	settings, out := filepath.Join(dir, "rollcall.yaml"), filepath.Join(dir, "out")
	first, second := time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 16, 0, 0, 0, 0, time.UTC)
	before := map[candidates.List]map[string]bool{}
	do(t, "run", "-c", settings, "--as-of", "2026-10-15")
	for _, list := range []candidates.List{candidates.CME, candidates.AtRisk} {
		before[list] = map[string]bool{}
		for _, row := range readList(t, out, list) {
			before[list][row.ChildID] = true
		}
	}
	do(t, "run", "-c", settings, "--as-of", "2026-10-16")
	for _, list := range []candidates.List{candidates.CME, candidates.AtRisk} {
		still := 0
		for _, row := range readList(t, out, list) {
			if row.Reason == candidates.SealedReason {
				continue // no day stands on it
			}
			want := second
			if before[list][row.ChildID] {
				want = first
				still++
			}
			if !row.FirstListed.Equal(want) {
				t.Errorf("%s: first listed %s, want %s", list, row.FirstListed.Format(time.DateOnly), want.Format(time.DateOnly))
			}
		}
		if still == 0 {
			t.Errorf("%s: nobody was on the list on both days", list)
		}
	}
}

// TestTwoRowsOfOneReturnAreTwoChildren gives a school two pupils of one name and birthday and no number: one return lists a
// child once, so they are two, however alike.
func TestTwoRowsOfOneReturnAreTwoChildren(t *testing.T) {
	dir := t.TempDir()
	pupil := `<PupilOnRoll><PupilIdentifiers><Surname>Quayle</Surname><Forename>Alma</Forename><DOB>2015-03-04</DOB><Sex>F</Sex></PupilIdentifiers>` +
		`<PupilStatus><EnrolStatus>C</EnrolStatus><EntryDate>2020-09-03</EntryDate><NCyearActual>6</NCyearActual></PupilStatus></PupilOnRoll>`
	census := `<?xml version="1.0" encoding="UTF-8"?><Message><Header><CollectionDetails><Collection>SC</Collection><Term>AUT</Term><Year>2026</Year>` +
		`<ReferenceDate>2026-10-01</ReferenceDate></CollectionDetails><Source><SourceLevel>S</SourceLevel><LEA>887</LEA><Estab>2999</Estab></Source></Header>` +
		`<Pupils><PupilsOnRoll>` + pupil + pupil + `</PupilsOnRoll></Pupils></Message>`
	settings := "authority: {code: \"887\", name: Fenwick}\noutput: out\nsources: [{kind: school_census, path: census.xml}]\n"
	for name, text := range map[string]string{"census.xml": census, "rollcall.yaml": settings} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	do(t, "run", "-c", filepath.Join(dir, "rollcall.yaml"), "--as-of", "2026-10-15")
	placed, err := candidates.CollectRows(candidates.ReadChildren(filepath.Join(latest(t, filepath.Join(dir, "out")), candidates.ChildrenFile)))
	if err != nil {
		t.Fatal(err)
	}
	if len(placed) != 2 || placed[0].ChildID == placed[1].ChildID {
		t.Errorf("placed %+v, want two children", placed)
	}
}
