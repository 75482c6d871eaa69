package people

import (
	"math/bits"
	"slices"
)

// shelved is things on shelves: those of shelf k are all[from[k]:from[k+1]].
type shelved[T any] struct {
	all  []T
	from []int32
}

// shelve puts things on shelves by so many of the first bits of their keys, of which any are as likely as others, that a few stand on each.
func shelve[T any](things []T, key func(*T) uint64) shelved[T] {
	width := bits.Len(uint(len(things) / 8))
	s := shelved[T]{make([]T, len(things)), make([]int32, 1<<width+1)}
	for i := range things {
		s.from[key(&things[i])>>(64-width)+1]++
	}
	for k := range s.shelves() {
		s.from[k+1] += s.from[k]
	}
	next := slices.Clone(s.from)
	for i := range things {
		at := &next[key(&things[i])>>(64-width)]
		s.all[*at] = things[i]
		*at++
	}
	return s
}

func (s shelved[T]) shelves() int { return len(s.from) - 1 }

// sort puts what stands on some shelves in order, and returns it.
func (s shelved[T]) sort(from, to int, compare func(a, b T) int) []T {
	for k := from; k < to; k++ {
		slices.SortFunc(s.all[s.from[k]:s.from[k+1]], compare)
	}
	return s.all[s.from[from]:s.from[to]]
}
