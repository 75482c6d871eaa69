package candidates

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rollcall/pipeline/custody"
)

// publishForCopy publishes nine children of one ward and ten of another, some of whom stand in several tables.
func publishForCopy(t *testing.T) string {
	t.Helper()
	l := Lists{Summary: Summary{RunID: "2026-10-15T1", AsOf: on(2026, 10, 15), Code: "887"}, Gammas: []string{"forename"}}
	var reconciled []Line[Reconciled]
	for i := range 19 {
		ward := "E05000001"
		if i >= 9 {
			ward = "E05000002"
		}
		row := Row{ChildID: fmt.Sprintf("CHILD%02d", i), List: CME, Rank: i + 1, Severity: "P1", Rules: []string{"C07"}, Reason: "Left Ash Primary.", Since: on(2026, 9, 17),
			Due: on(2026, 10, 20), NearestRecord: "health:secret.csv#7", Facets: Facets{Ward: ward, BirthYear: 2016, Sex: "F"}, Grey: 2,
			Memory: Memory{Decided: "traced by J. Doe", Evidence: "e1d1", Age: 28}, Person: Person{Surname: "Hollow"}}
		l.CME = append(l.CME, NewLine(row, i == 18))
		reconciled = append(reconciled, NewLine(Reconciled{ChildID: row.ChildID, Status: "candidate", RecordID: "health:secret.csv#7"}, i == 18))
	}
	l.Reconciled = slices.Values(reconciled)
	l.Placed = slices.Values(open(Placed{"CHILD00", "health:secret.csv#7", "health", "secret.csv", 7, 8, 1, "NHS-1", 1}))
	l.Rejected = slices.Values([]Rejected{{"health", "secret.csv", 7, 8, "dob", "not a date", true}})
	l.Decided = open(Decided{Decision: 1, ChildID: "CHILD00", MadeOn: "CHILD00", List: CME, Outcome: "traced", Ground: "found", By: "J. Doe", Made: on(2026, 10, 9), State: "holds", Facts: "seen at Ash Primary"})
	dir := t.TempDir()
	if err := PublishLists(dir, l); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestACopyTellsNobody reads every value of a copy: no id, sentence, file, day or name of who decided is among them, a place only where ten
// share it, and the same child has one name in all tables.
func TestACopyTellsNobody(t *testing.T) {
	run, out := publishForCopy(t), filepath.Join(t.TempDir(), "copy")
	var secret custody.Secret
	copy(secret[:], "a secret of the register")
	rows, err := CopyPseudonymous(run, out, secret)
	if err != nil || rows["cme_candidates"] != 19 || rows["children"] != 1 || len(rows) != len(publishedTables)-1 {
		t.Fatalf("copied %v, %v", rows, err)
	}
	for _, table := range publishedTables {
		name := table.name
		if name == "not_in_school" {
			continue // is not law
		}
		path := filepath.Join(out, name+parquetEnd)
		if told := toldBy(t, path); told["rollcall.copy"] != "pseudonymous" || told["rollcall.care"] != CopyCare || told["rollcall.as_of"] != "2026-10-15" {
			t.Errorf("%s: tells of itself %v", name, told)
		}
		var want, got []string
		for _, c := range describeColumns(table.row, []string{"forename"}) {
			if c.Copy != "" && (!strings.HasPrefix(c.Name, gammaPrefix) || name == "links" || name == "possible_matches") {
				want = append(want, c.Name)
			}
		}
		for _, field := range schemaOf(t, path).Fields() {
			got = append(got, field.Name())
		}
		if !slices.Equal(append(want, runColumn, asOfColumn), got) {
			t.Errorf("%s: columns %v, want %v", name, got, want)
		}
		for _, leaf := range schemaOf(t, path).Columns() {
			for _, v := range valuesOf(t, path, leaf...) {
				for _, s := range []string{"CHILD", "secret", "Ash", "Doe", "Hollow", "NHS", "e1d1", "E05000001"} {
					if strings.Contains(v.String(), s) {
						t.Errorf("%s: %v holds %q", name, leaf, v)
					}
				}
				if typ, _ := schemaOf(t, path).Lookup(leaf...); leaf[0] != asOfColumn && typ.Node.Type().String() == "DATE" && !v.IsNull() && dayOf(v).Day() != 1 {
					t.Errorf("%s: %v holds a day, %s", name, leaf, dayOf(v))
				}
			}
		}
	}
	column := func(dir, table, name string) (texts []string) {
		for _, v := range valuesOf(t, filepath.Join(dir, table+parquetEnd), name) {
			texts = append(texts, v.String())
		}
		return texts
	}
	children := column(out, "cme_candidates", "child_id")
	if !slices.IsSorted(children) || len(slices.Compact(slices.Clone(children))) != 19 {
		t.Errorf("children are called %v: want other names, in their own order", children)
	}
	if decided := column(out, "decisions", "child_id")[0]; !slices.Contains(children, decided) || !slices.Contains(column(out, "reconciliation", "child_id"), decided) {
		t.Errorf("%q has another name elsewhere", decided)
	}
	named := 0
	for _, ward := range column(out, "cme_candidates", "ward_code") {
		if ward == "E05000002" {
			named++
		}
	}
	if named != 0 { // ten of whom one is sealed, on whose line no ward stands
		t.Errorf("a ward that nine share is named %d times", named)
	}
	nulls := 0
	for _, v := range valuesOf(t, filepath.Join(out, CMEFile), "possible_matches") {
		if v.IsNull() {
			nulls++
		}
	}
	if nulls != 1 {
		t.Errorf("%d lines have no numbers, want the sealed child's", nulls)
	}

	if _, err := CopyPseudonymous(run, out, secret); err == nil {
		t.Error("a copy is written over another")
	}
	again, other := filepath.Join(t.TempDir(), "again"), filepath.Join(t.TempDir(), "other")
	if _, err := CopyPseudonymous(run, again, secret); err != nil || !slices.Equal(column(again, "cme_candidates", "child_id"), children) {
		t.Errorf("the same secret gives other names: %v", err)
	}
	if _, err := CopyPseudonymous(run, other, custody.Secret{1}); err != nil || slices.Contains(children, column(other, "cme_candidates", "child_id")[0]) {
		t.Errorf("another secret gives the same names: %v", err)
	}
	if _, err := CopyPseudonymous(t.TempDir(), filepath.Join(t.TempDir(), "x"), secret); err == nil {
		t.Error("a folder without a table is copied")
	}
}

// TestAPlaceThatTenShareIsNamed keeps a place that ten rows share, and no other.
func TestAPlaceThatTenShareIsNamed(t *testing.T) {
	for _, n := range []int{9, 10} {
		var rows []Reconciled
		for i := range n {
			rows = append(rows, Reconciled{ChildID: fmt.Sprint(i), Status: "explained", Facets: Facets{Ward: "E05000001"}})
		}
		run, out := t.TempDir(), filepath.Join(t.TempDir(), "copy")
		if err := WriteReconciliation(Origin{}, filepath.Join(run, ReconciliationFile), slices.Values(rows)); err != nil {
			t.Fatal(err)
		}
		if _, err := CopyPseudonymous(run, out, custody.Secret{}); err != nil {
			t.Fatal(err)
		}
		for _, v := range valuesOf(t, filepath.Join(out, ReconciliationFile), "ward_code") {
			if v.IsNull() != (n < 10) {
				t.Errorf("of %d rows of a ward it stands as %v", n, v)
			}
		}
	}
}
