package pipeline_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/testdata/tabletest"
	"rollcall/pipeline/journal"
)

// A checkpoint of which one byte has changed is as good as none: the run takes the stage anew, and publishes what an
// undisturbed run publishes.
func TestADamagedCheckpointIsRefused(t *testing.T) {
	t.Parallel()
	s := invented(t, 60, 8)
	s.Kept.Off = true // what nights keep would be taken up instead
	whole := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15), Out: t.TempDir()})
	stopped := journal.Options{AsOf: calendar.On(2026, 10, 15), Out: t.TempDir()}
	stop(t, s, stopped)
	var files []string
	err := filepath.WalkDir(stopped.Out, func(path string, d fs.DirEntry, err error) error {
		switch filepath.Base(path) {
		case journal.ModelFile, "edges.gob":
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) != 2 {
		t.Fatalf("checkpoints: %v, %v", files, err)
	}
	copied := journal.Options{AsOf: stopped.AsOf, Out: t.TempDir()}
	if err := os.CopyFS(copied.Out, os.DirFS(stopped.Out)); err != nil {
		t.Fatal(err)
	}
	if n := resumed(run(t, s, copied)); n != 0 {
		t.Errorf("in a copy of the output folder %d stages were taken up: the copy holds what opens them", n)
	}
	for _, path := range files {
		stop(t, s, stopped)
		rel, _ := filepath.Rel(stopped.Out, path)
		raw := read(t, stopped.Out, rel)
		raw[len(raw)/2] ^= 1
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		again := run(t, s, stopped)
		if n := resumed(again); n != 1 {
			t.Errorf("%s: %d stages were taken up, want the one whose checkpoint is whole", rel, n)
		}
		for _, file := range []string{candidates.CMEFile, candidates.AtRiskFile, candidates.ChildrenFile, candidates.LinksFile, candidates.RejectionsFile, candidates.QualityFile} {
			if !bytes.Equal(tabletest.ReadUnnamed(t, filepath.Join(whole.Folder, file)), tabletest.ReadUnnamed(t, filepath.Join(again.Folder, file))) {
				t.Errorf("%s: %s differs from that of the undisturbed run", rel, file)
			}
		}
	}
}

// resumed counts the stages that a run took up.
func resumed(r *pipeline.Result) (n int) {
	for _, stage := range r.Manifest.Stages {
		if stage.Resumed {
			n++
		}
	}
	return n
}
