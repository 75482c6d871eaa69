package linkage

import (
	"os"
	"path/filepath"
	"testing"
)

// TestAKilledReplacementIsMended leaves folders as a linkage does that is killed between its steps.
func TestAKilledReplacementIsMended(t *testing.T) {
	for name, c := range map[string]struct {
		before map[string]string // file by folder
		want   string            // what stands in the folder afterwards
	}{
		"killed when the old one was aside": {map[string]string{".replaced-out": "old"}, "old"},
		"and somebody made the folder":      {map[string]string{".replaced-out": "old", "out": ""}, "old"},
		"killed when the new one was there": {map[string]string{".replaced-out": "old", "out": "new"}, "new"},
		"not killed":                        {map[string]string{"out": "new"}, "new"},
		"nothing yet":                       {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for folder, text := range c.before {
				if err := os.Mkdir(filepath.Join(dir, folder), 0o700); err != nil {
					t.Fatal(err)
				}
				if text != "" {
					writeFile(t, filepath.Join(dir, folder), ClustersFile, text)
				}
			}
			out := filepath.Join(dir, "out")
			if err := putBack(out + "/"); err != nil {
				t.Fatal(err)
			}
			if b, _ := os.ReadFile(filepath.Join(out, ClustersFile)); string(b) != c.want {
				t.Errorf("the folder holds %q, want %q", b, c.want)
			}
			if _, err := os.Lstat(asidePath(out)); err == nil {
				t.Error("what was put aside is there still")
			}
			if err := os.Mkdir(filepath.Join(dir, "by"), 0o700); err != nil {
				t.Fatal(err)
			}
			writeFile(t, filepath.Join(dir, "by"), ClustersFile, "newest")
			if err := replaceFolder(out, filepath.Join(dir, "by")); err != nil {
				t.Fatal(err)
			}
			if b, _ := os.ReadFile(filepath.Join(out, ClustersFile)); string(b) != "newest" {
				t.Errorf("after a replacement the folder holds %q", b)
			}
			if left, _ := os.ReadDir(dir); len(left) != 1 {
				t.Errorf("left are %v, want the folder alone", left)
			}
		})
	}
}
