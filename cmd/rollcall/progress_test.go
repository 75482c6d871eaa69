package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"rollcall/pipeline/journal"
	"testing"
)

// TestProgressEnds shows stages as on a terminal and closes: after a run that ended, and after one whose stage failed.
func TestProgressEnds(t *testing.T) {
	for _, failed := range []bool{false, true} {
		var screen bytes.Buffer
		p := progressOn(&screen)
		for _, stage := range []string{"ingest", "block", "publish"} {
			p.Start(stage)
			p.Count(stage, "rows", 1)
			if !failed {
				p.Done(stage, journal.StageReport{Name: stage})
			}
		}
		p.Close()
	}
}

// TestProgressGoesToNobody runs with standard error on a device that is no terminal: the run must end.
func TestProgressGoesToNobody(t *testing.T) {
	dir := t.TempDir()
	do(t, "fixtures", "--children", "60", "--seed", "3", "--as-of", "2026-10-15", "--out", dir)
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	c := exec.Command(binary, "run", "-c", filepath.Join(dir, "rollcall.yaml"), "--as-of", "2026-10-15")
	c.Stdout, c.Stderr = null, null
	if err := c.Run(); err != nil && c.ProcessState.ExitCode() != exitHeld {
		t.Fatal(err)
	}
}
