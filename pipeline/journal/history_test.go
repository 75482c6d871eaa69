package journal

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHistoryFollowsTheRuns publishes runs, one of them twice a day, leaves one out, and takes one away: the history holds what the
// runs hold, whatever was there before.
func TestHistoryFollowsTheRuns(t *testing.T) {
	out := t.TempDir()
	put := func(run, file string) {
		dir := filepath.Join(out, RunsFolder, run)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, file), []byte(run), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, run := range []string{"2026-10-15T20261016-010000", "2026-10-15T20261016-090000", "2026-10-16T20261017-010000", "2026-09-01T20261017-020000", ".partial-2026-10-17T1"} {
		put(run, "quality.parquet")
	}
	put("2026-10-16T20261017-010000", "children.parquet.age") // encrypted: no reader could open it
	put("2026-10-16T20261017-010000", "report.html")
	var shared []string
	arrange := func() {
		t.Helper()
		shared = nil
		if err := ArrangeHistory(out, func(run string) (bool, error) { return run != "2026-09-01T20261017-020000", nil },
			func(dir string) error { shared = append(shared, dir); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	check := func(want ...string) {
		t.Helper()
		links, _ := filepath.Glob(filepath.Join(out, HistoryFolder, "*", "*", "*", "*"))
		var got []string
		for _, link := range links {
			name, _ := filepath.Rel(filepath.Join(out, HistoryFolder), link)
			said, err := os.ReadFile(link)
			if err != nil || filepath.Base(filepath.Dir(link)) != "run_id="+string(said) {
				t.Errorf("%s holds %q, %v", name, said, err)
			}
			got = append(got, filepath.ToSlash(name))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("history (-want +got):\n%s", diff)
		}
	}
	first := []string{"quality/day=2026-10-15/run_id=2026-10-15T20261016-010000/part.parquet", "quality/day=2026-10-15/run_id=2026-10-15T20261016-090000/part.parquet",
		"quality/day=2026-10-16/run_id=2026-10-16T20261017-010000/part.parquet"}
	arrange()
	check(first...)
	if !slices.Contains(shared, filepath.Join(out, HistoryFolder)) {
		t.Errorf("shared %v, want the folder itself among them", shared)
	}
	arrange()
	check(first...)
	if len(shared) > 0 {
		t.Errorf("made again: %v", shared)
	}
	if err := os.RemoveAll(filepath.Join(out, RunsFolder, "2026-10-15T20261016-010000")); err != nil {
		t.Fatal(err)
	}
	arrange()
	check(first[1:]...)
	if err := os.RemoveAll(filepath.Join(out, HistoryFolder)); err != nil {
		t.Fatal(err)
	}
	arrange()
	check(first[1:]...)
}
