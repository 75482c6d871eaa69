package people

import (
	"cmp"
	"math/bits"
	"slices"

	"rollcall/sources"
)

// Rows that share something are found by digests of it, put in order on shelves: the work is that of their number, whatever they share, and
// no map of millions is made. Digests are compared within a run and kept nowhere.

// rowAt is a row under a digest of something that it says.
type rowAt struct {
	digest uint64
	row    int32
}

func (x rowAt) compare(y rowAt) int {
	if x.digest != y.digest { // of most
		return cmp.Compare(x.digest, y.digest)
	}
	return cmp.Compare(x.row, y.row)
}

// shelveRows puts every row under its digests and finds something in each run of two rows and more that share one, which are in order. It
// returns what is found in no order. Each span of rows has digests of its own made by newDigests; nought is none.
func shelveRows[T any](p *People, newDigests func() func(row int32, w *sources.Identity) []uint64, find func(run []rowAt) []T) []T {
	rows := gatherSpans(p.Identities(), func(from, to int) []rowAt {
		mine := make([]rowAt, 0, to-from)
		var w sources.Identity
		digests := newDigests()
		for row := int32(from); row < int32(to); row++ {
			p.ReadWho(row, &w)
			for _, d := range digests(row, &w) {
				if d != 0 {
					mine = append(mine, rowAt{d, row})
				}
			}
		}
		return mine
	})
	all := shelve(rows, func(x *rowAt) uint64 { return x.digest })
	return gatherSpans(all.shelves(), func(from, to int) (found []T) {
		for rest := all.sort(from, to, rowAt.compare); len(rest) > 0; {
			n := 1
			for n < len(rest) && rest[n].digest == rest[0].digest {
				n++
			}
			if n > 1 {
				found = append(found, find(rest[:n])...)
			}
			rest = rest[n:]
		}
		return found
	})
}

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
