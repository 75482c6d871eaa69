package people

import (
	"cmp"
	"slices"
	"sync"

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

// shelves is over how many shelves digests are spread, each to be put in order by itself.
const shelves = 256

// shelveRows puts every row under its digests and finds something in each run of two rows and more that share one, which are in order. It
// returns what is found in no order. Each span of rows has digests of its own made by newDigests; nought is none.
func shelveRows[T any](p *People, newDigests func() func(row int32, w *sources.Identity) []uint64, find func(run []rowAt) []T) []T {
	var all [shelves][]rowAt
	var mutex sync.Mutex
	eachSpan(p.Identities(), func(from, to int) {
		var mine [shelves][]rowAt
		var w sources.Identity
		digests := newDigests()
		for row := int32(from); row < int32(to); row++ {
			p.ReadWho(row, &w)
			for _, d := range digests(row, &w) {
				if d != 0 {
					mine[d%shelves] = append(mine[d%shelves], rowAt{d, row})
				}
			}
		}
		mutex.Lock()
		defer mutex.Unlock()
		for s := range mine {
			all[s] = append(all[s], mine[s]...)
		}
	})
	return gatherSpans(shelves, func(from, to int) (found []T) {
		for _, shelf := range all[from:to] {
			slices.SortFunc(shelf, rowAt.compare)
			for len(shelf) > 0 {
				n := 1
				for n < len(shelf) && shelf[n].digest == shelf[0].digest {
					n++
				}
				if n > 1 {
					found = append(found, find(shelf[:n])...)
				}
				shelf = shelf[n:]
			}
		}
		return found
	})
}
