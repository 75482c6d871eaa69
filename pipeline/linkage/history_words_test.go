package linkage

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/matchers"
)

// TestClustersThatChangeAreNamed follows the rows of earlier clusters: kept, merged, split, both, and led by another row.
func TestClustersThatChangeAreNamed(t *testing.T) {
	dir := clustersIn(t, clusterLine{"m1", "t", "a"}, clusterLine{"m2", "t", "b"}, // merged
		clusterLine{"s", "t", "c"}, clusterLine{"s", "t", "d"}, // split
		clusterLine{"x", "t", "e"}, clusterLine{"x", "t", "f"}, clusterLine{"y", "t", "g"}, // split, and one half merged
		clusterLine{"old", "t", "gone"}, clusterLine{"old", "t", "h"}) // led by a row that is gone
	r := &Run{Names: []string{"t"}, Of: make([]uint16, 9), IDs: []string{"a", "b", "c", "d", "e", "f", "g", "h", "new"},
		Clusters: &matchers.Clusters{N: 7, Of: []int32{0, 0, 1, 2, 3, 4, 4, 5, 6}}}
	names := r.ClusterNames()
	got, err := r.clusterHistory(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	find := map[string]string{}
	for _, l := range got {
		find[l.Before+" "+l.After] = l.What
		if l.Rows != 1 {
			t.Errorf("%+v: want one row", l)
		}
	}
	want := map[string]string{"m1 " + names[0]: "merged", "m2 " + names[0]: "merged", "s " + names[1]: "split", "s " + names[2]: "split",
		"x " + names[3]: "split", "x " + names[4]: "both", "y " + names[4]: "merged", "old " + names[5]: "renamed"}
	if d := cmp.Diff(want, find); d != "" {
		t.Error(d)
	}
	for k := 1; k < len(got); k++ {
		if a, b := got[k-1], got[k]; a.Before > b.Before || a.Before == b.Before && a.After >= b.After {
			t.Errorf("%+v comes before %+v", a, b)
		}
	}
	same := clustersIn(t, clusterLine{names[6], "t", "new"}, clusterLine{names[0], "t", "a"}, clusterLine{names[0], "t", "b"})
	if got, err := r.clusterHistory(t.Context(), same); len(got) > 0 || err != nil {
		t.Errorf("nothing has changed: %+v, %v", got, err)
	}
	if _, err := r.clusterHistory(t.Context(), t.TempDir()); err == nil {
		t.Error("a folder without clusters has no history")
	}
}
