package evaluate_test

import (
	"os"
	"path/filepath"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/evaluate"
	"strings"
	"testing"
)

// A truth or a run that cannot be read is an error, never a figure.
func TestWhatCannotBeReadIsNotEvaluated(t *testing.T) {
	dir := t.TempDir()
	refused := func(name, text, want string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := evaluate.LoadTruth(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	refused("other.csv", "", "records.csv")
	refused("records.csv", "", "records.csv: no header")
	refused("records.csv", "record_id,pupil\n", "no column child")
	refused("records.csv", "record_id,child\na#1\n", "wrong number of fields")
	refused("records.csv", trueRecords, "children.csv")
	refused("children.csv", "child,of_age\n", "no column missing")
	refused("children.csv", trueChildren+"t9,true\n", "wrong number of fields")
	if err := os.WriteFile(filepath.Join(dir, "children.csv"), []byte(trueChildren), 0o600); err != nil {
		t.Fatal(err)
	}
	if truth, err := evaluate.LoadTruth(dir); err != nil || len(truth.Children) == 0 {
		t.Errorf("a truth without days: %v", err)
	}
	if _, err := evaluate.HoldAgainstTruth(dir, dir); err == nil {
		t.Error("a folder without a run is evaluated")
	}
	run, truth := published(t)
	for folder, files := range map[string][]string{
		run:   {candidates.ChildrenFile, candidates.ReconciliationFile, candidates.PossibleFile, candidates.CMEFile, candidates.AtRiskFile, "reports/p14_forecasts.parquet", "reports/p10_agenda.parquet"},
		truth: {"records.csv", "children.csv"},
	} {
		for _, file := range files {
			path := filepath.Join(folder, file)
			if err := os.Rename(path, path+".away"); err != nil {
				t.Fatal(err)
			}
			if q, err := evaluate.HoldAgainstTruth(run, truth); err == nil || q != nil {
				t.Errorf("without %s it is evaluated", file)
			}
			if err := os.Rename(path+".away", path); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := evaluate.HoldAgainstTruth(run, truth); err != nil {
		t.Errorf("with all of it: %v", err)
	}
}
