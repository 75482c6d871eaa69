package journal

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestAFolderAppearsWholeOrNotAtAll(t *testing.T) {
	out := t.TempDir()
	write := func(dir string) error { return os.WriteFile(filepath.Join(dir, "list"), []byte("1"), 0o600) }
	first, err := PublishFolder(out, "2026-10-15Ta", write)
	if err != nil {
		t.Fatal(err)
	}
	if err := PointLatest(out, "2026-10-15Ta"); err != nil {
		t.Fatal(err)
	}
	if got, err := LatestRun(out); err != nil || got != first {
		t.Fatalf("LatestRun = %s, %v; want %s", got, err, first)
	}
	full := errors.New("no space left")
	if _, err := PublishFolder(out, "2026-10-15Tb", func(dir string) error { return errors.Join(write(dir), full) }); !errors.Is(err, full) {
		t.Fatalf("error = %v, want %v", err, full)
	}
	if got, _ := LatestRun(out); got != first {
		t.Errorf("a run that failed changed LATEST to %s", got)
	}
	entries, _ := os.ReadDir(filepath.Join(out, RunsFolder))
	if len(entries) != 1 {
		t.Errorf("a run that failed left %d folders, want the published one only", len(entries))
	}
	if b, err := os.ReadFile(filepath.Join(out, latestLink, "list")); err != nil || string(b) != "1" {
		t.Errorf("the link latest does not lead to the run: %v", err)
	}
}

func TestSweepRemovesWhatKilledRunsLeft(t *testing.T) {
	out := t.TempDir()
	left := filepath.Join(out, RunsFolder, partialPrefix+"2026-10-15Ta")
	kept := filepath.Join(out, RunsFolder, "2026-10-15Tb")
	for _, dir := range []string{left, kept} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := SweepUnpublished(out); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Error("the partial folder is still there")
	}
	if _, err := os.Stat(kept); err != nil {
		t.Error("a published folder is gone")
	}
}

func TestRunsOfOneSecondHaveTheirOwnNames(t *testing.T) {
	out := t.TempDir()
	now := time.Date(2026, 10, 16, 2, 15, 0, 0, time.UTC)
	first := NewRunID(out, "2026-10-15", now)
	if err := os.MkdirAll(filepath.Join(out, RunsFolder, string(first)), 0o755); err != nil {
		t.Fatal(err)
	}
	if second := NewRunID(out, "2026-10-15", now); second == first {
		t.Errorf("both are named %s", first)
	}
}

func TestOneRunAtATime(t *testing.T) {
	out := t.TempDir()
	release, err := LockFolder(out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := LockFolder(out); !errors.Is(err, ErrLocked) {
		t.Errorf("second lock: %v, want ErrLocked", err)
	}
	release()
	again, err := LockFolder(out)
	if err != nil {
		t.Fatalf("lock after release: %v", err)
	}
	again()
}
