package pipeline_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"rollcall/fixtures"
	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// stopAfter cancels a run when a stage has ended.
type stopAfter struct {
	journal.Quiet
	stage  string
	cancel context.CancelFunc
}

// Done cancels the run after the stage.
func (s stopAfter) Done(stage string, _ journal.StageReport) {
	if stage == s.stage {
		s.cancel()
	}
}

// A run that was stopped after comparing is started again: it takes up what was done, and publishes the bytes that an
// undisturbed run publishes, whether what it read is kept or has to be read again. When an extract has changed meanwhile, nothing old is
// taken up.
func TestAStoppedRunIsTakenUpAgain(t *testing.T) {
	dir := t.TempDir()
	world, err := fixtures.Invent(fixtures.Options{Children: 400, Seed: 8, AsOf: fixtures.On(2026, 10, 15)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fixtures.Write(world, dir, fixtures.DefaultErrors()); err != nil {
		t.Fatal(err)
	}
	settings, err := settings.Load(filepath.Join(dir, "rollcall.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	options := journal.Options{AsOf: calendar.On(2026, 10, 15), Out: filepath.Join(dir, "undisturbed"), Clock: atNoon} // every table names its run
	whole := run(t, settings, options)
	for _, off := range []bool{true, false} {
		settings.Kept.Off = off
		options.Out = filepath.Join(dir, "stopped", strconv.FormatBool(off))
		stop(t, settings, options)
		takesUp(t, settings, options, whole)
	}
	stop(t, settings, options)
	deaths := filepath.Join(dir, "inbox", "deaths.csv")
	if err := os.WriteFile(deaths, append(read(t, dir, "inbox/deaths.csv"), '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, stage := range run(t, settings, options).Manifest.Stages {
		if stage.Resumed {
			t.Errorf("%s was taken up although an extract has changed", stage.Name)
		}
	}
}

// takesUp makes a run that takes up one that was stopped, and holds it to the undisturbed one.
func takesUp(t *testing.T, s *settings.Settings, o journal.Options, whole *pipeline.Result) {
	t.Helper()
	again := run(t, s, o)
	for _, stage := range again.Manifest.Stages {
		if want := stage.Name == "block" || stage.Name == "compare and score"; stage.Resumed != want {
			t.Errorf("%s: resumed %v, want %v", stage.Name, stage.Resumed, want)
		}
	}
	for _, file := range []string{candidates.CMEFile, candidates.AtRiskFile, candidates.ChildrenFile, candidates.LinksFile, candidates.RejectionsFile, candidates.QualityFile} {
		if !bytes.Equal(read(t, whole.Folder, file), read(t, again.Folder, file)) {
			t.Errorf("%s differs from that of the undisturbed run", file)
		}
	}
	if len(again.Manifest.Inputs) != len(whole.Manifest.Inputs) {
		t.Errorf("the manifest names %d inputs, want %d", len(again.Manifest.Inputs), len(whole.Manifest.Inputs))
	}
}

func run(t *testing.T, s *settings.Settings, o journal.Options) *pipeline.Result {
	t.Helper()
	r, err := pipeline.Run(t.Context(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	if steps := r.Lists.Summary.Waterfall; steps[len(steps)-1].Children != len(r.Lists.CME) {
		t.Errorf("the waterfall ends at %d children, the list has %d lines", steps[len(steps)-1].Children, len(r.Lists.CME))
	}
	return r
}

// stop starts a run and stops it once pairs have been compared.
func stop(t *testing.T, s *settings.Settings, o journal.Options) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	o.Progress = stopAfter{stage: "compare and score", cancel: cancel}
	if _, err := pipeline.Run(ctx, s, o); !errors.Is(err, context.Canceled) {
		t.Fatalf("error = %v, want the run to be stopped", err)
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
