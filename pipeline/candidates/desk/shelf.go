package desk

import (
	"iter"
	"runtime"

	"rollcall/pipeline/candidates"

	"github.com/sourcegraph/conc/stream"
)

// shelf is what is kept of neighbouring children, and what is made of it side by side.
type shelf struct {
	children []*candidates.Kept
	keys     keys
	packed   []byte
}

func (s *shelf) pack() {
	for _, k := range s.children {
		s.keys.addChild(k)
	}
	s.packed = packKept(s.children)
}

// writeChildren writes what is kept of every child and what the child is found by, and returns how many children there are. Of children
// who come by and by, as many shelves are packed at a time as there are processors.
func (w *writer) writeChildren(l candidates.Lists) int {
	insert, doneShelf := w.insert("shelf VALUES (?, ?)")
	var ids []numbered
	index, shelved, named := newIndex(), 0, map[string]bool{}
	packing := stream.New().WithMaxGoroutines(runtime.GOMAXPROCS(0))
	for children := range shelvesOf(l) {
		packing.Go(func() stream.Callback {
			s := &shelf{children: children}
			s.pack()
			return func() { // one after the other, in the order of the children
				insert(shelved, s.packed)
				for i, k := range s.children {
					index.add(uint32(len(ids)), s.keys.of(i))
					ids = append(ids, numbered{k.ChildID, len(ids)})
					namePlaces(k, named)
				}
				shelved++
			}
		})
	}
	packing.Wait()
	doneShelf()
	w.writeChildIDs(ids)
	block, done := w.insert("found_by VALUES (NULL, ?, ?)")
	if err := index.eachBlock(func(first string, packed []byte) error { block(first, packed); return w.failed }); err != nil {
		w.failed = err
	}
	done()
	w.writeWorld(&l.World, named)
	return len(ids)
}

// namePlaces notes the places that a story names. Most claims name the place of the one before.
func namePlaces(k *candidates.Kept, named map[string]bool) {
	last := ""
	for i := range k.Written {
		for j := range k.Written[i].Records {
			for c := range k.Written[i].Records[j].Claims {
				claim := &k.Written[i].Records[j].Claims[c]
				if claim.Toward != "" {
					named[claim.Toward] = true
				}
				if claim.Place != "" && claim.Place != last {
					last = claim.Place
					named[last] = true
				}
			}
		}
	}
}

// writeWorld writes what stories tell of besides children, of places those that they name.
func (w *writer) writeWorld(world *candidates.World, named map[string]bool) {
	of := candidates.World{AsOf: world.AsOf, Registers: world.Registers, Places: map[string]candidates.Place{}}
	for place := range named {
		if known, is := world.Places[place]; is {
			of.Places[place] = known
		}
	}
	about, done := w.insert("about VALUES (?, ?)")
	about("world", pack(of))
	done()
}

// shelvesOf yields neighbouring children together, of whom stories may be told.
func shelvesOf(l candidates.Lists) iter.Seq[[]*candidates.Kept] {
	return func(yield func([]*candidates.Kept) bool) {
		if l.Kept == nil {
			return
		}
		var shelf []*candidates.Kept
		for line := range l.Kept {
			k, is := line.Printed()
			if !is {
				continue
			}
			if shelf = append(shelf, &k); len(shelf) == shelfLength {
				if !yield(shelf) {
					return
				}
				shelf = nil
			}
		}
		if len(shelf) > 0 {
			yield(shelf)
		}
	}
}
