package main

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/gofrs/flock"
)

// TestASecondRunIsRefused holds the lock of an output folder as a run under way does: a run started by hand meanwhile leaves
// with exit code 4 and publishes nothing.
func TestASecondRunIsRefused(t *testing.T) {
	dir := t.TempDir()
	do(t, "fixtures", "--children", "60", "--seed", "3", "--as-of", "2026-10-15", "--out", dir)
	settings, out := filepath.Join(dir, "rollcall.yaml"), filepath.Join(dir, "out")
	do(t, "run", "-c", settings, "--as-of", "2026-10-15")
	before := latest(t, out)
	held := flock.New(filepath.Join(out, ".lock"))
	if ok, err := held.TryLock(); err != nil || !ok {
		t.Fatalf("lock: %v, %v", ok, err)
	}
	defer held.Unlock()
	c := exec.Command(binary, "run", "-c", settings, "--as-of", "2026-10-15")
	printed, _ := c.CombinedOutput()
	if code := c.ProcessState.ExitCode(); code != exitLocked {
		t.Errorf("exit code %d, want %d\n%s", code, exitLocked, printed)
	}
	if latest(t, out) != before {
		t.Error("the refused run published")
	}
}
