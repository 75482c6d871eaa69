package register

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Of each day before another the run stands that was published last, with how many lines each of its lists had.
func TestTheRunsThatStoodAndHowLongTheirListsWere(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	lines := func(list string, children ...string) (all []Shown) {
		for _, child := range children {
			all = append(all, Shown{List: list, Child: child, Evidence: Evidence{Hash: "h"}})
		}
		return all
	}
	record(t, r, Run{ID: "a", AsOf: on(5), Published: true, Shown: lines("cme", "C1", "C2")})
	record(t, r, Run{ID: "b", AsOf: on(3), Published: true})
	record(t, r, Run{ID: "c", AsOf: on(5), Published: true, Shown: append(lines("cme", "C1"), lines("risk", "C3", "C4", "C5")...)})
	record(t, r, Run{ID: "never appeared", AsOf: on(6), Shown: lines("cme", "C9")})
	record(t, r, Run{ID: "d", AsOf: on(7), Published: true, Shown: lines("cme", "C1")})
	nights, err := r.NightsBefore(t.Context(), on(7))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	var counts []map[string]int
	for _, p := range nights {
		by, whole, err := r.CountLines(t.Context(), p)
		if err != nil || !whole {
			t.Errorf("%s: whole %v, %v", p.ID, whole, err)
		}
		ids, counts = append(ids, p.ID), append(counts, by)
	}
	if diff := cmp.Diff([]string{"b", "c"}, ids); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]map[string]int{{}, {"cme": 1, "risk": 3}}, counts); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// Of a run whose lines were deleted nobody says how many there were.
func TestLinesThatAreDeletedAreNotCounted(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	record(t, r, Run{ID: "old", AsOf: on(1), Published: true, Shown: []Shown{{List: "cme", Child: "C1", Evidence: Evidence{Hash: "h"}}}})
	record(t, r, Run{ID: "new", AsOf: on(9), Published: true})
	if _, err := r.PruneDue(t.Context(), Keep{AsOf: on(9), Cases: on(5), Lines: on(5), Spans: on(5), Open: func(string) bool { return false }}, "retention", nil); err != nil {
		t.Fatal(err)
	}
	nights, err := r.NightsBefore(t.Context(), on(9))
	if err != nil || len(nights) != 1 {
		t.Fatalf("%v, %v", nights, err)
	}
	if by, whole, err := r.CountLines(t.Context(), nights[0]); err != nil || whole || len(by) > 0 {
		t.Errorf("%v, whole %v, %v", by, whole, err)
	}
}
