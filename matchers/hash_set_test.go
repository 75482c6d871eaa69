package matchers

import (
	"testing"

	"pgregory.net/rapid"
)

func TestHashSetIsASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s hashSet
		want := map[uint64]bool{}
		for range rapid.IntRange(0, 300).Draw(t, "hashes") {
			h := rapid.SampledFrom([]uint64{0, 1, 1 << 63, 3 << 62}).Draw(t, "base") + rapid.Uint64Range(0, 200).Draw(t, "hash")
			if s.has(h) != want[h] {
				t.Fatalf("%d: %v", h, s.has(h))
			}
			s.add(h)
			want[h] = true
		}
		for h := range want {
			if !s.has(h) || s.has(h+1000) {
				t.Fatalf("%d: has it %v, and one that was not added %v", h, s.has(h), s.has(h+1000))
			}
		}
		if s.used+1 < len(want) {
			t.Fatalf("%d of %d", s.used, len(want))
		}
	})
}
