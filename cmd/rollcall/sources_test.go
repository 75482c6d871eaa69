package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/sources"
)

// TestGoldenSources holds the document of the extracts to what their declarations say. `make golden` writes it anew.
func TestGoldenSources(t *testing.T) {
	path := filepath.Join(root, "sources", "SOURCES.md")
	got := sourcesDocument()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("sources/SOURCES.md is not what the declarations say (make golden writes it):\n%s", d)
	}
}

// TestEveryFieldIsOnItsPage wants every field and word of a kind on the page that an officer reads.
func TestEveryFieldIsOnItsPage(t *testing.T) {
	for _, k := range sources.Kinds() {
		d, _ := sources.Declare(k)
		page := sourcePage(k)
		want := []string{"## " + string(k), d.Formats[0], "how to obtain", "never loaded"}
		for _, l := range d.Layouts {
			for _, f := range l.Fields {
				want = append(want, "| "+f.Name+" ")
				for _, w := range f.Words {
					want = append(want, "`"+w.Word+"`")
				}
			}
		}
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("%s: %q is not on the page", k, w)
			}
		}
	}
}
