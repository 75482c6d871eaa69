package settings

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestClutterIsNoExtract reads a folder, and a pattern, without what programs and systems leave in it.
func TestClutterIsNoExtract(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.csv", "b.xlsx", "~$b.xlsx", ".~lock.b.xlsx#", "Thumbs.db", ".DS_Store", "desktop.ini", "c.csv.part", "d.csv.crdownload", "e.tmp", "~WRL0001.csv", "f.csv~", "._a.csv"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := &Settings{path: filepath.Join(dir, "rollcall.yaml")}
	for pattern, want := range map[string][]string{".": {"a.csv", "b.xlsx"}, "*": {"a.csv", "b.xlsx"}, "*.xlsx": {"b.xlsx"}, "e.tmp": {"e.tmp"}} {
		files, err := s.filesOf(pattern)
		for i := range files {
			files[i] = filepath.Base(files[i])
		}
		if err != nil || !slices.Equal(files, want) {
			t.Errorf("%s: %q, %v (want %q)", pattern, files, err, want)
		}
	}
}
