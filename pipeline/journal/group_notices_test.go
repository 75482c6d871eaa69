package journal

import (
	"fmt"
	"slices"
	"testing"
)

// Twenty notices of a fault are twenty lines, and twenty-one are six; others stay where they stand.
func TestManyNoticesOfOneFaultAreFew(t *testing.T) {
	make := func(n int) []Notice {
		all := []Notice{{Kind: "health", Text: "health: first"}}
		for i := range n {
			all = append(all, Notice{Kind: "housing", Grave: true, Text: fmt.Sprintf("housing: in/f%d.csv: %d rows (want %d)", i, i, i+1)})
		}
		return append(all, Notice{Kind: "housing", Text: "housing: in/f1.csv: 1 rows (want 2)"}, Notice{Kind: "housing", Grave: true, Text: "housing: another fault"})
	}
	if twenty := make(20); !slices.Equal(GroupNotices(twenty), twenty) {
		t.Errorf("twenty are told as %v", GroupNotices(twenty))
	}
	all := make(1021)
	want := append(slices.Clone(all[:6]), Notice{"housing", true, "housing: the same of 1,016 files or places more; the manifest has each"})
	want = append(want, all[len(all)-2:]...)
	if got := GroupNotices(all); !slices.Equal(got, want) {
		t.Errorf("told are %v, want %v", got, want)
	}
	if got := GroupNotices(nil); got != nil {
		t.Errorf("of none: %v", got)
	}
}
