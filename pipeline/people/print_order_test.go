package people

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rollcall/pipeline/rules"
)

// Whatever earlier runs knew, in whatever order they tell it, each identity has the child that its fingerprint had, also where several share one;
// and each fingerprint is recorded once, in order, with the smallest id of its children.
func TestIdentitiesAreKnownAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		print := rapid.Custom(func(t *rapid.T) Fingerprint {
			return Fingerprint{rapid.SampledFrom([]byte{0, 1, 255}).Draw(t, "first"), rapid.ByteRange(0, 3).Draw(t, "second")}
		})
		all := rapid.SliceOfN(print, 1, 120).Draw(t, "tonight")
		known := rapid.MapOf(print, rapid.SampledFrom([]rules.ChildID{"A", "B", "C"})).Draw(t, "known")
		inOrder := func(yield func(Fingerprint, rules.ChildID) bool) {
			for _, f := range slices.SortedFunc(maps.Keys(known), compareFingerprints) {
				if !yield(f, known[f]) {
					return
				}
			}
		}
		for _, told := range []KnownIdentities{maps.All(known), inOrder} {
			c := &Children{People: &People{keyed: all}, childOf: make([]int32, len(all)), IDs: []rules.ChildID{"X", "Y"}}
			least := map[Fingerprint]string{}
			for i := range all {
				c.childOf[i] = int32(i % 2)
				if id := string(c.IDs[i%2]); least[all[i]] == "" || id < least[all[i]] {
					least[all[i]] = id
				}
			}
			c.recallFormer(told)
			for i, f := range all {
				if got := c.formerOf(int32(i)); got != known[f] {
					t.Fatalf("identity %d was called %q, want %q", i, got, known[f])
				}
			}
			var named []Fingerprint
			for f, id := range c.NamedIdentities() {
				if named = append(named, f); id != least[f] {
					t.Fatalf("%v is recorded as %s, want %s", f, id, least[f])
				}
			}
			if len(named) != len(least) || !slices.IsSortedFunc(named, compareFingerprints) {
				t.Fatalf("recorded are %v, want each of %d once and in order", named, len(least))
			}
		}
	})
}
