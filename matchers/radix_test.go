package matchers

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Marks are sorted, few and many, different and alike.
func TestSortMarks(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{0, 1, 47, 48, 1000, 40_000} {
		for _, kinds := range []uint64{3, 1 << 40} {
			marks := make([]mark, n)
			for k := range marks {
				marks[k] = mark(mixBits(r.Uint64N(kinds))>>8<<8 | r.Uint64N(256))
			}
			want := slices.Clone(marks)
			slices.Sort(want)
			if sortMarks(marks, make([]mark, n)); !slices.Equal(marks, want) {
				t.Errorf("%d marks of %d kinds are out of order", n, kinds)
			}
		}
	}
}
