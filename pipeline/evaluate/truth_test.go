package evaluate_test

import (
	"os"
	"path/filepath"
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
	if _, err := evaluate.HoldAgainstTruth(dir, dir); err == nil {
		t.Error("a folder without a run is evaluated")
	}
}
