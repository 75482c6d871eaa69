package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline/journal"
)

// What one build left half-done is taken up by the same build, and never by another of the same version.
func TestAnotherBuildTakesNothingUp(t *testing.T) {
	other := filepath.Join(t.TempDir(), "rollcall")
	if out, err := exec.Command("go", "build", "-ldflags", "-s", "-o", other, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for program, resumes := range map[string]bool{binary: true, other: false} {
		dir := t.TempDir()
		do(t, "fixtures", "--children", "60", "--seed", "3", "--as-of", "2026-10-15", "--out", dir)
		config := filepath.Join(dir, "rollcall.yaml")
		b, err := os.ReadFile(config)
		if err != nil {
			t.Fatal(err)
		}
		// The run fails when it comes to write its model where there is no folder, which is later than all its checkpoints.
		if err := os.WriteFile(config, []byte(strings.Replace(string(b), "output:", "model: kept/model.json\noutput:", 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		args := []string{"run", "-c", config, "--as-of", "2026-10-15"}
		if printed, err := exec.Command(binary, args...).CombinedOutput(); err == nil || !journal.FileExists(filepath.Join(dir, "out", ".checkpoints")) {
			t.Fatalf("the first run left no checkpoint: %v\n%s", err, printed)
		}
		if err := os.Mkdir(filepath.Join(dir, "kept"), 0o700); err != nil {
			t.Fatal(err)
		}
		printed, _ := exec.Command(program, args...).CombinedOutput()
		m, err := journal.ReadManifest(filepath.Join(dir, "out", "latest"))
		if err != nil {
			t.Fatalf("%v\n%s", err, printed)
		}
		took := false
		for _, s := range m.Stages {
			took = took || s.Resumed
		}
		if took != resumes {
			t.Errorf("taken up: %v, want %v", took, resumes)
		}
	}
}
