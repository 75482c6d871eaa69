package desk

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whatever keys children have, and however often, each stands in the blocks once, in order, with the children who have it.
func TestTheIndexHasEveryKeyOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		aKey := rapid.StringMatching(`[#@adlnpt](a8870[01]{7,9}|[a-c0-2]{1,3})`)
		all := rapid.SliceOfN(rapid.SliceOfN(aKey, 0, 12), 0, 40).Draw(t, "keys of children")
		want, index := map[string][]uint32{}, newIndex(0)
		for n, keys := range all {
			index.add(uint32(n), func(yield func([]byte) bool) {
				for _, key := range keys {
					if !yield([]byte(key)) {
						return
					}
				}
			})
			for _, key := range keys {
				if !slices.Contains(want[key], uint32(n)) {
					want[key] = append(want[key], uint32(n))
				}
			}
		}
		before, found := "", 0
		index.eachBlock(func(first string, packed []byte) {
			begun := false
			if err := readPacked(packed, func(key string, who children) bool {
				if key <= before || !begun && key != first {
					t.Errorf("%q stands after %q, in a block that begins with %q", key, before, first)
				}
				if got := slices.Collect(who.each); !slices.Equal(got, want[key]) {
					t.Errorf("%q is the key of %v, want %v", key, got, want[key])
				}
				before, begun = key, true
				found++
				return true
			}); err != nil {
				t.Fatal(err)
			}
		})
		if found != len(want) {
			t.Errorf("%d keys, want %d", found, len(want))
		}
	})
}
