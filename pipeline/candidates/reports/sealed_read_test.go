package reports_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/reports"
)

// What the designated officer is given can be read back: the lines and the records of each sealed child, from a file of its own.
func TestASealedChildsFileIsReadBack(t *testing.T) {
	day := time.Date(2026, 9, 7, 0, 0, 0, 0, time.UTC)
	line := func(child string, list candidates.List) candidates.Line[candidates.Row] {
		return candidates.NewLine(candidates.Row{ChildID: child, List: list, Rules: []string{"C06", "C01"}, Since: day, SinceIs: "education ended", Due: day.AddDate(0, 0, 3),
			Person: candidates.Person{Forename: "Zofia", Surname: "Nowhere"}}, true)
	}
	f := &reports.Facts{AsOf: calendar.On(2026, 10, 15), CME: []candidates.Line[candidates.Row]{line("C1", candidates.CME), line("C2", candidates.CME)},
		AtRisk: []candidates.Line[candidates.Row]{line("C1", candidates.AtRisk)}}
	placed := func(yield func(candidates.Line[candidates.Placed]) bool) {
		_ = yield(candidates.NewLine(candidates.Placed{ChildID: "C1", RecordID: "health:a.csv#1", Source: "health"}, true)) &&
			yield(candidates.NewLine(candidates.Placed{ChildID: "C9", RecordID: "health:a.csv#2", Source: "health"}, true))
	}
	dir := t.TempDir()
	if err := candidates.PublishLists(dir, candidates.Lists{CME: f.CME, AtRisk: f.AtRisk, Sealed: reports.ForDesignatedOfficer(f, placed)}); err != nil {
		t.Fatal(err)
	}
	got, err := candidates.ReadSealed(dir)
	if err != nil {
		t.Fatal(err)
	}
	row := func(child string, list candidates.List) candidates.Row {
		return candidates.Row{ChildID: child, List: list, Rules: []string{"C06", "C01"}, Since: day, SinceIs: "education ended", Due: day.AddDate(0, 0, 3)}
	}
	want := map[string]candidates.SealedChild{
		"C1": {Lines: []candidates.Row{row("C1", candidates.CME), row("C1", candidates.AtRisk)}, Records: []string{"health:a.csv#1"}},
		"C2": {Lines: []candidates.Row{row("C2", candidates.CME)}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if none, err := candidates.ReadSealed(t.TempDir()); err != nil || len(none) > 0 {
		t.Errorf("of a run without the folder: %v, %v", none, err)
	}
}
