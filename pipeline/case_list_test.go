package pipeline_test

import (
	"os"
	"path/filepath"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// The authority's own list says since when a child of a case is without education, and why: the reports take both from it, and the
// reason only when it is one of the department's.
func TestTheCaseListSaysSinceWhenAndWhy(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"rollcall.yaml": "authority: {code: \"887\", name: Fenwick}\noutput: out\nsources: [{kind: case_list, path: cases.csv, as_of: 2026-10-14}]\n",
		"cases.csv": "case_ref,surname,forename,dob,sex,status,opened_date,since_date,reason\n" +
			"C-1,Quayle,Alma,2015-03-04,F,confirmed,2026-09-10,2026-06-01,moved in from another COUNTRY\n" +
			"C-2,Teasel,Bram,2014-07-09,M,confirmed,2026-09-11,,no show\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := settings.Load(filepath.Join(dir, "rollcall.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	list := report(t, run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15)}), "P02")
	since, why := map[string]bool{}, map[any]bool{}
	for i, reason := range cells(t, list, "reason") {
		why[reason] = true
		since[day(cells(t, list, "since")[i])] = true
	}
	if len(list.Rows) != 2 || !why["Moved in from another country"] || !why["Not recorded"] || !since["2026-06-01"] {
		t.Errorf("%d cases, since %v, because %v; want two, one since 1 June of another country and one not recorded", len(list.Rows), since, why)
	}
}

// A line says how many extracts show the child in the area: whoever is listed for being seen here was seen by one at least.
func TestListedChildrenAreSeenInTheArea(t *testing.T) {
	lines := 0
	for _, row := range candidates.PrintedRows(run(t, invented(t, 500, 3), journal.Options{AsOf: calendar.On(2026, 10, 15)}).Lists.CME) {
		if row.Rules[0] == "C01" {
			lines++
			if row.Seen == 0 {
				t.Errorf("a line of %v is shown in the area by no extract: %s", row.Rules, row.OrderedBy)
			}
		}
	}
	if lines == 0 {
		t.Fatal("no line of C01 shows nothing")
	}
}
