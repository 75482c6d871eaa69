package journal

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A held run appears whole with its record or not at all, and LATEST stays; released it appears among the runs, however often it is asked.
func TestAHeldFolder(t *testing.T) {
	out := t.TempDir()
	write := func(text string) func(string) error {
		return func(dir string) error { return os.WriteFile(filepath.Join(dir, "list"), []byte(text), 0o600) }
	}
	record := func(path string) error { return os.WriteFile(path, []byte("r"), 0o600) }
	first, err := PublishFolder(out, "2026-10-15Ta", write("1"))
	if err != nil {
		t.Fatal(err)
	}
	if err := PointLatest(out, "2026-10-15Ta"); err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left")
	if _, err := HoldFolder(out, "2026-10-16Tx", write("2"), func(string) error { return full }); !errors.Is(err, full) {
		t.Errorf("error = %v, want %v", err, full)
	}
	folder, err := HoldFolder(out, "2026-10-16Tb", write("2"), record)
	if err != nil || folder != HeldPath(out, "2026-10-16Tb") || !FileExists(RecordPath(out, "2026-10-16Tb")) {
		t.Fatalf("held in %s, %v", folder, err)
	}
	if got, _ := LatestRun(out); got != first {
		t.Errorf("a held run moves LATEST to %s", got)
	}
	if ids, err := HeldRuns(out); err != nil || !slices.Equal(ids, []RunID{"2026-10-16Tb"}) {
		t.Errorf("held are %v, %v", ids, err)
	}
	killed := filepath.Join(out, HeldFolder, partialPrefix+"2026-10-16Tk")
	if err := os.Mkdir(killed, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := SweepUnpublished(out); err != nil || FileExists(killed) || !FileExists(folder) {
		t.Errorf("swept: %v, %v, %v", err, FileExists(killed), FileExists(folder))
	}
	for range 2 {
		final, err := AppearHeld(out, "2026-10-16Tb")
		if latest, _ := LatestRun(out); err != nil || latest != final || FileExists(folder) || !FileExists(filepath.Join(final, "list")) {
			t.Errorf("released in %s, %v", final, err)
		}
	}
	if ids, _ := HeldRuns(out); !slices.Equal(ids, []RunID{"2026-10-16Tb"}) {
		t.Errorf("its record is left: %v", ids)
	}
	if err := RemoveHeld(out, "2026-10-16Tb"); err != nil || FileExists(RecordPath(out, "2026-10-16Tb")) {
		t.Errorf("removed: %v", err)
	}
	if _, err := AppearHeld(out, "2026-10-17Tnone"); err == nil {
		t.Error("a run that is not held appears")
	}
	if ids, err := HeldRuns(t.TempDir()); len(ids) > 0 || err != nil {
		t.Errorf("of no run %v, %v", ids, err)
	}
}
