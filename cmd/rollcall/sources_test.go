package main

import (
	"strings"
	"testing"

	"rollcall/sources"
)

// TestGoldenSources holds the document of the extracts to what their declarations say. `make golden` writes it anew.
func TestGoldenSources(t *testing.T) {
	golden(t, sourcesDocument(), "not what the declarations say (make golden writes it)", "sources", "SOURCES.md")
}

// TestEveryFieldIsOnItsPage wants every field and word of a kind on the page that an officer reads.
func TestEveryFieldIsOnItsPage(t *testing.T) {
	for _, k := range sources.Kinds() {
		d, _ := sources.DeclarationOf(k)
		page := strings.Join(strings.Fields(sourcePage(k)), " ")
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
