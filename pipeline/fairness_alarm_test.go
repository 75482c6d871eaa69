package pipeline_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"rollcall/fixtures"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// TestTheAlarmRingsWhereOneGroupIsFoundAsTwo runs on an authority in which every tenth family's names are a chain of fathers' names, as
// other offices have them and as matching joins them; and on the same one where the practices' list has them so that no matching could
// join them. Of the lines of that group hardly one is right, and the run says by itself, with no truth and no decision, that the group fares worse.
func TestTheAlarmRingsWhereOneGroupIsFoundAsTwo(t *testing.T) {
	const group = "names: four words or more"
	alarms := func(joinable bool) (said []string, right, wrong int) {
		dir := t.TempDir()
		world, err := fixtures.Invent(fixtures.Options{Children: 1500, Seed: 5, AsOf: fixtures.On(2026, 10, 15)})
		if err != nil {
			t.Fatal(err)
		}
		chained := map[string]bool{}
		for i := range world.Children {
			if c := &world.Children[i]; c.Household%10 == 0 {
				c.Forename, c.Middle, c.Surname = c.Forename+"o", "", "Weydow Tiilan Qorsade"
				chained[strconv.Itoa(i)] = true
			}
		}
		if _, err := fixtures.Write(world, dir, fixtures.DefaultErrors()); err != nil {
			t.Fatal(err)
		}
		child := map[string]string{} // of each record
		for _, row := range csvRows(t, filepath.Join(dir, "truth", "records.csv"))[1:] {
			child[row[0]] = row[1]
		}
		if !joinable {
			writeOtherNames(t, dir, func(record string) bool { return chained[child[record]] })
		}
		s, err := settings.Load(filepath.Join(dir, "rollcall.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		r := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15)})
		for _, n := range r.Manifest.Notices {
			if strings.HasPrefix(n.Text, "fairness: ") && strings.Contains(n.Text, group) {
				said = append(said, n.Text)
			}
		}
		listed := map[string]bool{}
		for row, err := range candidates.ReadList(filepath.Join(r.Folder, candidates.CMEFile), candidates.CME) {
			if err != nil {
				t.Fatal(err)
			}
			listed[row.ChildID] = true
		}
		placed, err := candidates.CollectRows(candidates.ReadChildren(filepath.Join(r.Folder, candidates.ChildrenFile)))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range placed {
			if truly := child[p.RecordID]; listed[p.ChildID] && chained[truly] {
				delete(listed, p.ChildID)
				if i, _ := strconv.Atoi(truly); world.Children[i].Truth.Missing {
					right++
				} else {
					wrong++
				}
			}
		}
		return said, right, wrong
	}
	told, right, wrong := alarms(false)
	t.Logf("%d right, %d wrong: %q", right, wrong, told)
	if float64(right) > .3*float64(right+wrong) {
		t.Errorf("of the group's lines %d are right and %d wrong: it shows no gap", right, wrong)
	}
	if all := strings.Join(told, "\n"); !strings.Contains(all, "listed as candidates") || !strings.Contains(all, "one child is found as two") {
		t.Errorf("the alarm says %q", told)
	}
	told, right, wrong = alarms(true)
	t.Logf("%d right, %d wrong: %q", right, wrong, told)
	if strings.Contains(strings.Join(told, "\n"), "one child is found as two") {
		t.Errorf("the alarm rings though the group is joined: %q", told)
	}
}

// writeOtherNames writes the practices' list again with names, of the rows of a group, that have nothing of those elsewhere.
func writeOtherNames(t *testing.T, dir string, of func(record string) bool) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "inbox", "health", "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no list of practices: %v", err)
	}
	for _, file := range files {
		rel, _ := filepath.Rel(dir, file)
		rows := csvRows(t, file)
		for i, row := range rows[1:] {
			if of("health:" + filepath.ToSlash(rel) + "#" + strconv.Itoa(i+1)) {
				row[1], row[2], row[3] = "Habarwa Dhegaxo", "Guul"+strconv.Itoa(i)+" Xidig", ""
			}
		}
		f, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := csv.NewWriter(f).WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func csvRows(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
