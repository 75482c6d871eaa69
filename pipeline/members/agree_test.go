package members

import (
	"testing"

	"pgregory.net/rapid"

	"rollcall/sources"
)

// However many keys a reference has, and however they lie, it says under each what was said of it, and nothing once two things were.
func TestAReferenceKnowsItsKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, births := newReference(sources.Health, rapid.IntRange(0, 500).Draw(t, "rows")), map[uint64]map[uint64]bool{}
		first, step := rapid.Uint64().Draw(t, "first"), rapid.SampledFrom([]uint64{1, 1 << 9, 1 << 12, 1<<60 + 1}).Draw(t, "step")
		for i := range rapid.Uint64Range(1, 3000).Draw(t, "keys") {
			key := first + i*step
			if key == 0 { // none
				continue
			}
			births[key] = map[uint64]bool{}
			for n := range 1 + i%3 {
				birth := 1 + n*i%2
				births[key][birth] = true
				r.note(key, birth, 0, 0)
			}
		}
		r.note(0, 7, 7, 7)
		if r.keys != len(births) {
			t.Fatalf("%d keys (want %d)", r.keys, len(births))
		}
		for key, told := range births {
			want := uint32(0)
			for birth := range told {
				if len(told) == 1 {
					want = uint32(birth)
				}
			}
			if got := r.sayOf(key); got.birth != want || got.twice != 0 && len(told) == 1 {
				t.Fatalf("key %d: born %d (want %d)", key, got.birth, want)
			}
			if free := key ^ 1<<63; births[free] == nil && r.sayOf(free) != (said{}) {
				t.Fatalf("key %d says something", free)
			}
		}
	})
}
