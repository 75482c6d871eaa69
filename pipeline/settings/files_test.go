package settings

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Only what the settings say is a pattern: not the folder that they lie in, nor what has that very name.
func TestWhichFilesAPathNames(t *testing.T) {
	folders := []string{"[abc] returns", "Data [OFFICIAL-SENSITIVE]", "{x}", "*", "a b", "100%", "#1?x=y", "Łódź–日本", strings.Repeat("long ", 40) + "end", "[", `back\slash`}
	for _, folder := range folders {
		root := filepath.Join(t.TempDir(), folder)
		for _, name := range []string{"inbox/a.csv", "inbox/b.csv", "inbox/[ab].csv", "inbox/.hidden.csv", "in[1]/x.csv", "in1/y.csv", "in2/y.csv", "[.csv", "sub/inner/z.csv"} {
			path := filepath.Join(root, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		s := &Settings{path: filepath.Join(root, "rollcall.yaml")}
		for pattern, want := range map[string][]string{
			"inbox/a.csv": {"inbox/a.csv"}, "./inbox/../inbox/a.csv": {"inbox/a.csv"}, "inbox": {"inbox/[ab].csv", "inbox/a.csv", "inbox/b.csv"},
			"inbox/*": {"inbox/[ab].csv", "inbox/a.csv", "inbox/b.csv"}, "inbox/[ab].csv": {"inbox/[ab].csv"}, "inbox/[a-b].csv": {"inbox/a.csv", "inbox/b.csv"},
			"in[1]/*.csv": {"in[1]/x.csv"}, "in[12]/y.csv": {"in1/y.csv", "in2/y.csv"}, "in?/y.csv": {"in1/y.csv", "in2/y.csv"}, "[.csv": {"[.csv"},
			"*/*/*.csv": {"sub/inner/z.csv"}, "none/*": nil, "none.csv": nil, "inbox/a.csv/*": nil,
		} {
			for _, asked := range []string{pattern, filepath.Join(root, filepath.FromSlash(pattern))} {
				if filepath.IsAbs(asked) && folder == "*" { // then others fit it too
					continue
				}
				got, err := s.filesOf(asked)
				for i, path := range got {
					rel, _ := filepath.Rel(root, path)
					got[i] = filepath.ToSlash(rel)
				}
				slices.Sort(got)
				if err != nil || !slices.Equal(got, want) {
					t.Errorf("in %q, %s names %q (%v), want %q", folder, asked, got, err, want)
				}
			}
		}
		if _, err := s.filesOf("inbox/[a"); err == nil {
			t.Error("a pattern that cannot be is no fault")
		}
	}
}
