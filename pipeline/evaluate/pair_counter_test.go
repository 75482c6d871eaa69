package evaluate

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Counting pairs by groups gives what listing every pair gives.
func TestPairsAreCountedAsIfListed(t *testing.T) {
	type record struct{ kind, child, cluster string }
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(t, "records")
		var records []record
		p := newPairCounter()
		for range n {
			r := record{
				rapid.SampledFrom([]string{"census", "health", "housing"}).Draw(t, "kind"),
				fmt.Sprint(rapid.IntRange(0, 6).Draw(t, "child")), fmt.Sprint(rapid.IntRange(0, 6).Draw(t, "cluster")),
			}
			records = append(records, r)
			p.addRecord(r.kind, r.child, r.cluster)
		}
		for _, kind := range []string{"", "health"} {
			var want Score
			for i, a := range records {
				for _, b := range records[:i] {
					if kind != "" && a.kind != kind && b.kind != kind {
						continue
					}
					switch same, together := a.child == b.child, a.cluster == b.cluster; {
					case same && together:
						want.Right++
					case together:
						want.Wrong++
					case same:
						want.Missed++
					}
				}
			}
			if diff := cmp.Diff(want, p.scorePairs(kind)); diff != "" {
				t.Fatalf("extract %q: %s", kind, diff)
			}
		}
	})
}
