package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"rollcall/pipeline/candidates"
)

// TestAnAnalystAsks asks the questions of pipeline/candidates/questions of an authority of 3,000 children with four runs, two of them of one
// day, and a decision: in DuckDB and in pyarrow, which `make analyst` brings, and holds what they say to what the program itself reads.
func TestAnAnalystAsks(t *testing.T) {
	python := os.Getenv("ROLLCALL_ANALYST")
	if python == "" {
		t.Skip("ROLLCALL_ANALYST names no Python with DuckDB and pyarrow: make analyst")
	}
	k := keptAuthority{filepath.Join(t.TempDir(), "a")}
	do(t, "fixtures", "--children", "3000", "--seed", "1", "--as-of", "2026-10-15", "--out", k.dir)
	night := func(asOf string) map[string]int {
		if out, code := k.run(t, asOf); code != exitDone && code != exitHeld {
			t.Fatalf("exit code %d: %s", code, out)
		}
		return k.counts(t)
	}
	first, again, second := night("2026-10-15"), night("2026-10-15"), night("2026-10-16")
	k.decideOn(t)
	last := k.counts(t)
	said := k.ask(t, python)

	listed := map[string]int{}
	perWard, perSchool, perYear, toDo := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	var siblings, atSchool int
	for row := range rowsOf(t, candidates.ReadList(k.file("latest/"+candidates.CMEFile), candidates.CME)) {
		listed[row.ChildID]++
		perWard[row.Ward]++
		perSchool[row.LastSchool+"|"+row.LastSchoolName]++
		perYear[strings.TrimPrefix(fmt.Sprintf("%d|%s", row.BirthYear, row.Sex), "0")]++
		toDo[row.Who]++
		siblings, atSchool = siblings+min(row.Siblings, 1), atSchool+min(row.SiblingsAtSchool, 1)
	}
	overdue := map[string]int{}
	for row := range rowsOf(t, candidates.ReadList(k.file("latest/"+candidates.AtRiskFile), candidates.AtRisk)) {
		toDo[row.Who]++
		listed[row.ChildID+" at risk"]++
	}
	for _, list := range []candidates.List{candidates.CME, candidates.AtRisk} {
		for row := range rowsOf(t, candidates.ReadList(k.file("latest/"+string(list)+".parquet"), list)) {
			if !row.Due.IsZero() && row.Due.Format("2006-01-02") < "2026-10-17" {
				overdue[row.Who]++
			}
		}
	}
	children := map[string]int{}
	for row := range rowsOf(t, candidates.ReadReconciliation(k.file("latest/"+candidates.ReconciliationFile))) {
		children[row.Ward]++
	}
	delete(children, "")
	var wards, busy []string
	masked := 0
	for ward, n := range children {
		if perWard[ward] >= 10 {
			wards = append(wards, fmt.Sprintf("%s|%d|%d", ward, n, perWard[ward]))
		} else {
			masked++
			wards = append(wards, fmt.Sprintf("%s|%d|", ward, n))
		}
	}
	if masked == 0 || masked == len(wards) {
		t.Errorf("%d of %d wards are masked: the test shows nothing", masked, len(wards))
	}
	for who, n := range toDo {
		busy = append(busy, fmt.Sprintf("%s|%d|%d", who, n, overdue[who]))
	}
	said.check(t, "01_candidates_by_ward", 3, wards)
	said.check(t, "02_candidates_by_last_school", 3, tallied(perSchool))
	said.check(t, "03_candidates_by_birth_year_and_sex", 3, tallied(perYear))
	said.check(t, "10_overdue_by_who_acts", 3, busy)

	if again["cme_candidates"] != first["cme_candidates"] {
		t.Errorf("the day that was run twice has %v and %v", first, again)
	}
	var days []string
	for day, n := range map[string]map[string]int{"2026-10-15": again, "2026-10-16": second, "2026-10-17": last} {
		for _, list := range []string{"cme_candidates", "at_risk"} {
			days = append(days, fmt.Sprintf("%s|%s|%d", day, list, n[list]))
		}
	}
	said.check(t, "04_lines_by_day", 3, days)
	said.check(t, "05_new_and_gone_by_day", 2, []string{fmt.Sprintf("2026-10-15|%d", again["cme_candidates"]),
		fmt.Sprintf("2026-10-16|%d", second["cme_candidates"]), fmt.Sprintf("2026-10-17|%d", last["cme_candidates"])})

	spells := said.lines(t, "06_from_listing_to_decision", 4)
	if len(spells) != 2 || !strings.HasSuffix(spells[0], "|1|1") || !strings.HasSuffix(spells[1], "|0|") {
		t.Errorf("of one decision on a line at risk, a day after it was listed, DuckDB says %q", spells)
	}
	if ends := said.lines(t, "07_how_lines_end", 3); !slices.ContainsFunc(ends, func(s string) bool { return strings.HasPrefix(s, "cme_candidates|on the list|") }) {
		t.Errorf("lines end %q", ends)
	}
	pairs, err := parquet.ReadFile[struct {
		Child  string `parquet:"child_id"`
		Listed bool   `parquet:"sibling_listed"`
	}](k.file("latest/" + candidates.SiblingsFile))
	if err != nil || len(pairs) == 0 {
		t.Fatalf("%d pairs, %v", len(pairs), err)
	}
	both := map[string]bool{}
	for _, p := range pairs {
		if p.Listed && listed[p.Child] > 0 {
			both[p.Child] = true
		}
	}
	said.check(t, "08_brothers_and_sisters", 4, []string{fmt.Sprintf("%d|%d|%d|%d", last["cme_candidates"], siblings, atSchool, len(both))})
	kinds := map[string]bool{}
	for _, line := range said.lines(t, "09_extracts_over_time", 4) {
		cells := strings.Split(line, "|")
		if kinds[cells[1]] = true; cells[2] == "" && cells[3] != candidates.ExtractNotReceived && cells[1] != "protected" {
			t.Errorf("nobody says how old %q is", line)
		}
	}
	if len(kinds) < 20 {
		t.Errorf("only %d kinds of extract", len(kinds))
	}
	if told := said.lines(t, "00_what_the_columns_say", 2); len(told) < 45 || slices.ContainsFunc(told, func(s string) bool { return strings.HasSuffix(s, "|") }) {
		t.Errorf("the columns say %q", told)
	}

	arrow := said.Arrow
	if arrow.Told["rollcall.run"] != strings.TrimSpace(string(read(t, k.file(""), "LATEST"))) || arrow.Told["rollcall.as_of"] != "2026-10-17" || arrow.Told["rollcall.authority"] != "887" {
		t.Errorf("pyarrow is told %v", arrow.Told)
	}
	if len(arrow.Undescribed)+len(arrow.Reserved) > 0 || arrow.Files < 35 {
		t.Errorf("of %d files: columns without a word %v, columns that SQL keeps for itself %v", arrow.Files, arrow.Undescribed, arrow.Reserved)
	}
	if len(arrow.ByDay) != 4 || arrow.AtSchool != atSchool || fmt.Sprint(arrow.ByDay[3][2]) != fmt.Sprint(last["cme_candidates"]) {
		t.Errorf("pyarrow counts %v, and %d with one at school", arrow.ByDay, arrow.AtSchool)
	}
}

// rowsOf yields rows that can be read.
func rowsOf[T any](t *testing.T, rows func(func(T, error) bool)) func(func(T) bool) {
	t.Helper()
	return func(yield func(T) bool) {
		for row, err := range rows {
			if err != nil {
				t.Fatal(err)
			}
			if !yield(row) {
				return
			}
		}
	}
}

// tallied are counts as the answers are written.
func tallied(n map[string]int) (lines []string) {
	for key, n := range n {
		lines = append(lines, fmt.Sprintf("%s|%d", key, n))
	}
	return lines
}

// counts are what the manifest of the newest run counts.
func (k keptAuthority) counts(t *testing.T) map[string]int {
	t.Helper()
	var manifest struct{ Results map[string]int }
	if err := json.Unmarshal(read(t, k.file("latest"), "manifest.json"), &manifest); err != nil {
		t.Fatal(err)
	}
	return manifest.Results
}

// answers are what the script of the questions printed.
type answers struct {
	rows  map[string][][]any
	Arrow struct {
		Told                  map[string]string
		Undescribed, Reserved []string
		ByDay                 [][]any `json:"candidates_by_day"`
		AtSchool              int     `json:"with_one_at_school"`
		Files                 int
	} `json:"pyarrow"`
}

// ask asks every question.
func (k keptAuthority) ask(t *testing.T, python string) (a answers) {
	t.Helper()
	script, err := filepath.Abs("../../pipeline/candidates/questions/ask.py")
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(python, script, k.file(""))
	var faults strings.Builder
	c.Stderr = &faults
	raw, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, faults.String())
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &a); err != nil {
		t.Fatal(err)
	}
	delete(all, "pyarrow")
	a.rows = map[string][][]any{}
	for name, rows := range all {
		var into [][]any
		if err := json.Unmarshal(rows, &into); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		a.rows[name] = into
	}
	if len(a.rows) != 11 {
		t.Errorf("%d questions are asked", len(a.rows))
	}
	return a
}

// lines are the first columns of an answer, a line each.
func (a answers) lines(t *testing.T, question string, columns int) (lines []string) {
	t.Helper()
	if len(a.rows[question]) == 0 {
		t.Errorf("%s: no answer", question)
	}
	for _, row := range a.rows[question] {
		var cells []string
		for _, cell := range row[:columns] {
			if cell == nil {
				cell = ""
			}
			cells = append(cells, fmt.Sprint(cell))
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return lines
}

// check holds an answer to what the program reads, whatever its order.
func (a answers) check(t *testing.T, question string, columns int, want []string) {
	t.Helper()
	got := a.lines(t, question, columns)
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-read +DuckDB):\n%s", question, diff)
	}
}
