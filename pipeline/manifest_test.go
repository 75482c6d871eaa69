package pipeline_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
)

// The manifest says what went in and what came out by the digests of the very files, counts every row, and is written as it is.
func TestTheManifestIsTrueOfTheFiles(t *testing.T) {
	s, r := firstNight(t)
	m := r.Manifest
	sum := func(path string) string {
		t.Helper()
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		h := sha256.Sum256(raw)
		return hex.EncodeToString(h[:])
	}
	if len(m.Inputs) < 20 {
		t.Fatalf("%d inputs show nothing", len(m.Inputs))
	}
	for _, in := range m.Inputs {
		path := filepath.Join(s.Root(), "inbox", filepath.FromSlash(in.File))
		if _, err := os.Stat(path); err != nil {
			path = filepath.Join(s.Root(), filepath.FromSlash(in.File))
		}
		st, err := os.Stat(path)
		if err != nil {
			t.Errorf("%s: %v", in.File, err)
			continue
		}
		if in.SHA256 != sum(path) || in.Bytes != st.Size() || in.Rows != in.Records+in.Rejects {
			t.Errorf("%s: %+v", in.File, in)
		}
	}
	if m.Settings != sum(filepath.Join(s.Root(), filepath.Base(m.SettingsFile))) || m.Authority != "887" || m.AsOf != "2026-10-15" || m.Run != r.ID {
		t.Errorf("settings %s %s, authority %s, as of %s, run %s", m.SettingsFile, m.Settings, m.Authority, m.AsOf, m.Run)
	}
	if m.Model != sum(filepath.Join(s.Root(), journal.ModelFile)) {
		t.Errorf("model %s is another than the file", m.Model)
	}
	for file, digest := range m.Outputs {
		if digest != sum(filepath.Join(r.Folder, file)) {
			t.Errorf("%s is another than the manifest says", file)
		}
	}
	for _, file := range []string{candidates.CMEFile, candidates.AtRiskFile, candidates.WorkbookFile, candidates.ReconciliationFile} {
		if m.Outputs[file] == "" {
			t.Errorf("the manifest does not name %s", file)
		}
	}
	var names []string
	for _, stage := range m.Stages {
		names = append(names, stage.Name)
		if stage.Resumed || len(stage.Counts) == 0 {
			t.Errorf("%s: resumed %v, counted %s", stage.Name, stage.Resumed, stage.Counts)
		}
	}
	if want := []string{"ingest", "seals", "gate", "apply seals", "standardise", "block", "compare and score", "resolve", "decide", "fairness", "publish"}; !slices.Equal(names, want) {
		t.Errorf("stages %q, want %q", names, want)
	}
	var written journal.Manifest
	if err := json.Unmarshal(read(t, r.Folder, journal.ManifestFile), &written); err != nil {
		t.Fatal(err)
	}
	timeless := func(m journal.Manifest) string {
		m.Stages = slices.Clone(m.Stages)
		for i := range m.Stages {
			m.Stages[i].Seconds = 0 // that of publishing is known when all is written
		}
		return string(m.JSON())
	}
	if d := cmp.Diff(timeless(*m), timeless(written)); d != "" {
		t.Errorf("the manifest as it is and as it is written:\n%s", d)
	}
}

func TestCountsReadAsALine(t *testing.T) {
	c := journal.Counts{{Name: "rows", N: 1234567}, {Name: "files", N: 12}, {Name: "left", N: -1000}, {Name: "none", N: 0}, {Name: "hundred", N: 999}}
	if got, want := c.String(), "1,234,567 rows, 12 files, -1,000 left, 0 none, 999 hundred"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
