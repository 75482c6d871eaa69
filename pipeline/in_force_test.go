package pipeline_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// TestWhatIsInForce runs an authority before and after a line of the settings says that the register of children not in school is law:
// the list is made from then on, holds everyone whom the register of home education explains, and changes no other list.
func TestWhatIsInForce(t *testing.T) {
	s, first := firstNight(t)
	if _, err := os.Stat(filepath.Join(first.Folder, candidates.NotInSchoolFile)); err == nil {
		t.Error("the list is made although no line says so")
	}
	s.InForce = map[string]settings.Begun{"not_in_school": {From: "2026-10-15", By: "SI 2026/1"}, "consistent_identifier": {From: "2026-10-16", By: "SI 2026/2"}}
	on := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15)})
	rows, err := candidates.CollectRows(candidates.ReadNotInSchool(filepath.Join(on.Folder, candidates.NotInSchoolFile)))
	if err != nil {
		t.Fatal(err)
	}
	on.Lists.Reconciled(func(l candidates.Line[candidates.Reconciled]) bool {
		r, is := l.Printed()
		listed := slices.ContainsFunc(rows, func(n candidates.NotInSchool) bool { return n.ChildID == r.ChildID && n.Basis == "a" })
		if is && (r.ExplainedBy == "U04" || r.Status == "candidate") != listed && r.ExplainedBy != "U05" {
			t.Errorf("%s, %s by %s: on the list %v", r.ChildID, r.Status, r.ExplainedBy, listed)
		}
		return true
	})
	for which, lists := range map[string][2][]candidates.Line[candidates.Row]{"candidates": {first.Lists.CME, on.Lists.CME}, "at risk": {first.Lists.AtRisk, on.Lists.AtRisk}} {
		var was, is []string
		for _, r := range candidates.PrintedRows(lists[0]) {
			was = append(was, r.ChildID+r.Reason)
		}
		for _, r := range candidates.PrintedRows(lists[1]) {
			is = append(is, r.ChildID+r.Reason)
		}
		if !slices.Equal(was, is) {
			t.Errorf("the list of %s is another", which)
		}
	}
	book, err := excelize.OpenFile(filepath.Join(on.Folder, candidates.WorkbookFile))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheet, err := book.GetRows("Not in school")
	if err != nil || len(sheet) < len(rows) || len(rows) < 5 {
		t.Fatalf("%d rows on the sheet, %d in the file: %v", len(sheet), len(rows), err)
	}
	for _, row := range sheet {
		if slices.Contains(row, "Consistent identifier") || slices.Contains(row, "UPN") {
			t.Errorf("a day before it is in force the sheet has %q", row)
		}
	}
}
