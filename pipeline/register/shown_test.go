package register

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// How a line went is noted once it is gone, forgotten when it is shown again, and never noted by a run for an earlier day.
func TestHowALineWent(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	line := Shown{List: "at_risk", Child: "C1", Rules: []string{"R05"}, Said: "s1", Severity: "P5",
		Evidence: Evidence{Hash: "h1", Facts: []byte(`[]`)}}
	check := func(said, went, answered string) {
		t.Helper()
		spans, err := r.EverListed(t.Context())
		if err != nil || len(spans) != 1 {
			t.Fatalf("%v, %v; want one line", spans, err)
		}
		if diff := cmp.Diff([]string{said, went, answered}, []string{spans[0].Said, spans[0].Went, spans[0].Answered}); diff != "" {
			t.Errorf("said, went, answered (-want +got):\n%s", diff)
		}
	}
	gone := []Went{{List: "at_risk", Child: "C1", Why: "no longer so", Answered: true}}
	record(t, r, Run{ID: "a", AsOf: on(5), Published: true, Shown: []Shown{line}})
	check("s1", "", "")
	record(t, r, Run{ID: "b", AsOf: on(4), Went: gone}) // an old day made again
	check("s1", "", "")
	record(t, r, Run{ID: "c", AsOf: on(6), Published: true, Went: gone})
	check("s1", "no longer so", "2026-10-06")
	if was, had, err := r.LastLine(t.Context(), "at_risk", "C1", on(7)); err != nil || !had || was.Severity != "P5" || was.Evidence.Hash != "h1" {
		t.Errorf("the last line: %+v, %v, %v", was, had, err)
	}
	if _, had, err := r.LastLine(t.Context(), "at_risk", "C1", on(5)); err != nil || had {
		t.Errorf("a line before the first day: %v, %v", had, err)
	}
	record(t, r, Run{ID: "d", AsOf: on(7), Went: []Went{{List: "at_risk", Child: "C1", Why: "held back"}}})
	check("s1", "held back", "")
	line.Said = "s2"
	record(t, r, Run{ID: "e", AsOf: on(8), Shown: []Shown{line}})
	check("s2", "", "")
}
