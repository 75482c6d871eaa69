package lists

import (
	"iter"
	"runtime"

	"github.com/sourcegraph/conc"

	"rollcall/pipeline/candidates"
)

// keptAtOnce is of how many children the store's part is made while that of others is written: a county's does not fit in memory at once.
const keptAtOnce = 512

// keepAll keeps what is known of every child, by number. Of a sealed child nothing is kept.
func (m *maker) keepAll() iter.Seq[candidates.Line[candidates.Kept]] {
	return func(yield func(candidates.Line[candidates.Kept]) bool) {
		workers := runtime.GOMAXPROCS(0)
		keepers := make([]storyKeeper, workers)
		for w := range keepers {
			keepers[w].maker = m
		}
		for from := 0; from < m.children.Len(); from += keptAtOnce {
			made := make([]candidates.Line[candidates.Kept], min(keptAtOnce, m.children.Len()-from))
			var wait conc.WaitGroup
			for w := range workers {
				wait.Go(func() {
					for i := w; i < len(made); i += workers {
						made[i] = keepers[w].keepLine(from + i)
					}
				})
			}
			wait.Wait()
			for _, l := range made {
				if !yield(l) {
					return
				}
			}
		}
	}
}

func (k *storyKeeper) keepLine(child int) candidates.Line[candidates.Kept] {
	if k.Judged.IsSealed(child) {
		return candidates.NewLine(candidates.Kept{}, true)
	}
	return candidates.NewLine(*k.keep(child), false)
}

// tellStories tells of some children what is known, by id: as the store would. Of a sealed child no story is made.
func (m *maker) tellStories(wanted map[string]bool) iter.Seq[candidates.Line[candidates.Story]] {
	return func(yield func(candidates.Line[candidates.Story]) bool) {
		world, keep := m.world(), &storyKeeper{maker: m}
		for child, id := range m.children.IDs {
			if !wanted[string(id)] {
				continue
			}
			var s candidates.Story
			sealed := m.Judged.IsSealed(child)
			if !sealed {
				k := keep.keep(child)
				others := map[string]*candidates.Kept{}
				for _, other := range k.Others() {
					number, _ := m.Judged.Heirs.Number(other)
					others[other] = keep.keep(int(number))
				}
				s = *TellStory(&world, k, others)
			}
			if !yield(candidates.NewLine(s, sealed)) {
				return
			}
		}
	}
}
