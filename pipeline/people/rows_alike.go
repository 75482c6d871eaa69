package people

import (
	"cmp"

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
