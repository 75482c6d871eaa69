package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// withheldFor is the children of a published run who are undecided because an extract is held back, by what else is said.
func withheldFor(t *testing.T, r *pipeline.Result) map[string]string {
	t.Helper()
	out := map[string]string{}
	rows, err := candidates.CollectRows(candidates.ReadReconciliation(filepath.Join(r.Folder, candidates.ReconciliationFile)))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if _, why, is := strings.Cut(row.Explanation, "extract is held back, "); is && row.Status == "undecided" {
			out[row.ChildID] = why
		}
	}
	return out
}

// expectRows has the settings expect so many rows of a kind.
func expectRows(s *settings.Settings, kind string, least int) {
	for i := range s.Sources {
		if s.Sources[i].Kind == kind {
			s.Sources[i].Expect = &settings.Expect{RowsMin: &least}
		}
	}
}

// An extract that is held back takes nobody off the list who was on it when it was last accepted, and puts nobody on it whom
// it explained then, nor a child who has turned up since: these are undecided, with the reason, until it is mended.
func TestAHeldExtractWithholdsWhomItMayExplain(t *testing.T) {
	t.Parallel()
	s, first := firstNight(t)
	register, health := openCSV(t, s, "independent_schools.csv"), openCSV(t, s, "health/chis_2026-09.csv")
	register.save(register.rows[:4])
	health.save(health.rows, map[string]string{"FamilyName": "Quennell", "GivenName": "Ottilie", "DateOfBirth": "17/05/2016", "SexCode": "2",
		"AddressLine1": "77 Samphire Wharf", "AddressLine3": "Fenwick", "PostCode": "FW9 9ZZ", "DateRegistered": "05/10/2026", "DateLastSeen": "08/10/2026"})
	second := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	for _, row := range candidates.PrintedRows(first.Lists.CME) {
		if lineOf(candidates.PrintedRows(second.Lists.CME), row.ChildID) == nil {
			t.Errorf("a candidate is off the list: %+v", goneOf(candidates.PrintedRows(second.Lists.Gone), candidates.CME, row.ChildID))
		}
	}
	if len(second.Lists.CME) != len(first.Lists.CME) {
		t.Errorf("%d candidates, the night before %d", len(second.Lists.CME), len(first.Lists.CME))
	}
	withheld, reasons := withheldFor(t, second), map[string]int{}
	for _, why := range withheld {
		reasons[why]++
	}
	if reasons["and it explained the child when it was last accepted."] < 2 || reasons["and the child is new since it was last accepted."] != 1 {
		t.Errorf("withheld are %v, want children whom it explained, and the one who is new", reasons)
	}
	want := fmt.Sprintf("independent_schools: %d children who would be listed are withheld until it is mended", len(withheld))
	if text := noticesText(second.Manifest.Notices); !strings.Contains(text, want) {
		t.Errorf("no notice says %q:\n%s", want, text)
	}
	counted := 0
	for _, stage := range second.Manifest.Stages {
		for _, c := range stage.Counts {
			if c.Name == "withheld for an extract" {
				counted += c.N
			}
		}
	}
	if counted != len(withheld) {
		t.Errorf("the manifest counts %d withheld, want %d", counted, len(withheld))
	}
	x, err := pipeline.OpenRun(t.Context(), second.Folder, journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	explained := func(child string) bool {
		text, err := x.ExplainChild(child)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(text, "the independent schools extract is held back, ")
	}
	for child := range withheld {
		if !explained(child) {
			t.Errorf("%s is withheld, and the explanation does not say so", child)
		}
	}
	if explained(candidates.PrintedRows(second.Lists.CME)[0].ChildID) {
		t.Error("the explanation of a child who is listed speaks of an extract that is held back")
	}
	register.save(register.rows)
	third := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 17)})
	if still := withheldFor(t, third); len(still) > 0 {
		t.Errorf("mended, and %d are withheld", len(still))
	}
	for child, why := range withheld {
		if listed := lineOf(candidates.PrintedRows(third.Lists.CME), child) != nil; listed != strings.Contains(why, "new since") {
			t.Errorf("mended, and the child of whom it was said %q is listed: %v", why, listed)
		}
	}
}

// Where no earlier run says whom a held extract explains, one that may hold an education empties the list of candidates,
// and one that only adds evidence takes nobody off it.
func TestAHeldExtractThatNobodyHasSeenBefore(t *testing.T) {
	t.Parallel()
	s := invented(t, 400, 3)
	whole := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15), Out: t.TempDir()})
	expectRows(s, "housing", 100_000)
	if r := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15), Out: t.TempDir()}); len(r.Lists.CME) == 0 || len(withheldFor(t, r)) > 0 {
		t.Errorf("without housing %d are listed and %d withheld, want about %d and none", len(r.Lists.CME), len(withheldFor(t, r)), len(whole.Lists.CME))
	}
	expectRows(s, "home_education", 100_000)
	r := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15), Out: t.TempDir()})
	withheld := withheldFor(t, r)
	if len(r.Lists.CME) > 0 || len(withheld) < len(whole.Lists.CME)/2 {
		t.Errorf("without home education %d are listed and %d withheld", len(r.Lists.CME), len(withheld))
	}
	for _, why := range withheld {
		if why != "and no earlier run says whom it explains." {
			t.Errorf("withheld: %q", why)
		}
	}
}

// A run that has to know what the last one said, and cannot read it, fails: it does not take everybody for new.
func TestALastRunThatCannotBeReadStopsTheRun(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"", candidates.CMEFile, candidates.ChildrenFile, candidates.ReconciliationFile} {
		s, first := firstNight(t)
		register := openCSV(t, s, "independent_schools.csv")
		register.save(register.rows[:4])
		remembered := filepath.Join(first.Folder, "remembered.sealed")
		if file == "" {
			file = "remembered.sealed"
		} else if err := os.Remove(remembered); err != nil { // as of a run from before there was one
			t.Fatal(err)
		}
		if err := os.Truncate(filepath.Join(first.Folder, file), 100); err != nil {
			t.Fatal(err)
		}
		if _, err := pipeline.Run(t.Context(), s, journal.Options{AsOf: calendar.On(2026, 10, 16)}); err == nil {
			t.Errorf("%s is damaged, and the run goes on", file)
		}
	}
}

// Where the run that accepted it last is gone from the folder, nobody can tell whom a held extract explained.
func TestAHeldExtractWhoseLastRunIsGone(t *testing.T) {
	t.Parallel()
	s, first := firstNight(t)
	if err := os.RemoveAll(first.Folder); err != nil {
		t.Fatal(err)
	}
	register := openCSV(t, s, "independent_schools.csv")
	register.save(register.rows[:4])
	withheld := withheldFor(t, run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)}))
	for _, why := range withheld {
		if why != "and no earlier run says whom it explains." {
			t.Errorf("withheld: %q", why)
		}
	}
	if len(withheld) == 0 {
		t.Error("nobody is withheld")
	}
}
