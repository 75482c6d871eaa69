package main

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"rollcall/pipeline/candidates/testdata/tabletest"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rollcall/pipeline/candidates"
)

// tables are the files of a run that depend, but for its name, on what went in and on nothing else.
var tables = []string{
	candidates.CMEFile, candidates.AtRiskFile, candidates.PossibleFile, candidates.ChildrenFile, candidates.LinksFile,
	candidates.ReconciliationFile, candidates.RejectionsFile, candidates.QualityFile, candidates.GoneFile, candidates.DecisionsFile, candidates.UntoldFile,
	candidates.SpellsFile, candidates.SiblingsFile, candidates.ExtractsFile, candidates.RunsFile, "model.json",
}

// TestTheSameInputsGiveTheSameBytes runs three times on one authority: again, in a fresh output folder with one worker, and
// in another with five.
func TestTheSameInputsGiveTheSameBytes(t *testing.T) {
	dir := t.TempDir()
	do(t, "fixtures", "--children", "500", "--seed", "5", "--as-of", "2026-10-15", "--out", dir)
	settings := filepath.Join(dir, "rollcall.yaml")
	run := func(out string, more ...string) string {
		do(t, append([]string{"run", "-c", settings, "--as-of", "2026-10-15", "--out", out}, more...)...)
		return latest(t, out)
	}
	out := filepath.Join(dir, "out")
	first := run(out)
	reports, err := os.ReadDir(filepath.Join(first, candidates.ReportsFolder))
	if err != nil || len(reports) != 19 {
		t.Fatalf("%d reports, want 19: %v", len(reports), err)
	}
	files := slices.Clone(tables)
	for _, e := range reports {
		files = append(files, filepath.Join(candidates.ReportsFolder, e.Name()))
	}
	for name, folder := range map[string]string{
		"again":        run(out),
		"one worker":   run(filepath.Join(dir, "one"), "--workers", "1"),
		"five workers": run(filepath.Join(dir, "five"), "--workers", "5"),
	} {
		for _, file := range files {
			if !bytes.Equal(readUnnamed(t, first, file), readUnnamed(t, folder, file)) {
				t.Errorf("%s: %s says something else", name, file)
			}
		}
	}
}

// TestTheOrderOfRowsChangesNothing shuffles the rows of every CSV extract: the same children are on the same lists in the
// same order for the same reasons; only the record ids, which are row numbers, are others.
func TestTheOrderOfRowsChangesNothing(t *testing.T) {
	dir := t.TempDir()
	do(t, "fixtures", "--children", "1500", "--seed", "6", "--as-of", "2026-10-15", "--out", dir)
	settings := filepath.Join(dir, "rollcall.yaml")
	do(t, "run", "-c", settings, "--as-of", "2026-10-15", "--out", filepath.Join(dir, "before"))
	shuffled := 0
	for _, pattern := range []string{"inbox/*.csv", "inbox/health/*.csv", "inbox/housing/*.csv", "inbox/admissions/*.csv", "inbox/admissions/main/*.csv"} {
		files, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, f := range files {
			shuffle(t, f)
			shuffled++
		}
	}
	if shuffled < 4 {
		t.Fatalf("shuffled only %d files", shuffled)
	}
	do(t, "run", "-c", settings, "--as-of", "2026-10-15", "--out", filepath.Join(dir, "after"))
	for _, list := range []candidates.List{candidates.CME, candidates.AtRisk} {
		before, after := readList(t, filepath.Join(dir, "before"), list), readList(t, filepath.Join(dir, "after"), list)
		if len(before) == 0 {
			t.Errorf("%s is empty: the test shows nothing", list)
		}
		if diff := cmp.Diff(before, after, cmpopts.IgnoreFields(candidates.Row{}, "NearestRecord"), cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("%s differs:\n%s", list, diff)
		}
	}
}

// shuffle puts the rows of a CSV file in another order and leaves its first line where it is.
func shuffle(t *testing.T, path string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	comma := ','
	if head, _, _ := bytes.Cut(raw, []byte("\n")); bytes.Count(head, []byte(";")) > bytes.Count(head, []byte(",")) {
		comma = ';'
	}
	in := csv.NewReader(bytes.NewReader(raw))
	in.Comma = comma
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	dice := rand.New(rand.NewPCG(9, 9))
	body := rows[1:]
	dice.Shuffle(len(body), func(i, j int) { body[i], body[j] = body[j], body[i] })
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = comma
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, dir, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// readUnnamed is all that a file of a folder says but for the name of the run.
func readUnnamed(t *testing.T, dir, file string) []byte {
	t.Helper()
	return tabletest.ReadUnnamed(t, filepath.Join(dir, file))
}

func readList(t *testing.T, out string, list candidates.List) []candidates.Row {
	t.Helper()
	rows, err := candidates.CollectRows(candidates.ReadList(filepath.Join(latest(t, out), string(list)+".parquet"), list))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
