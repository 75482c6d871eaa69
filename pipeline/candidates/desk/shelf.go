package desk

import (
	"iter"
	"maps"
	"runtime"

	"rollcall/pipeline/candidates"

	"github.com/sourcegraph/conc/stream"
)

// shelf is what is kept of neighbouring children, and what they are found by.
type shelf struct {
	ids    []string
	keys   keys
	named  map[string]bool // places that their stories name
	packed []byte
}

// packShelf packs what is kept of neighbours, of whom stories may be told.
func packShelf(children iter.Seq[candidates.Line[candidates.Kept]]) *shelf {
	s, c := &shelf{ids: make([]string, 0, candidates.KeptTogether), keys: newKeys(candidates.KeptTogether), named: map[string]bool{}}, newCoder()
	var k candidates.Kept
	var is bool
	for line := range children {
		if k, is = line.Printed(); !is {
			continue
		}
		s.ids = append(s.ids, k.ChildID)
		s.keys.addChild(&k)
		s.namePlaces(&k)
		c.codeKept(&k)
	}
	s.packed = c.pack()
	return s
}

// writeChildren writes what is kept of every child and what the child is found by, and returns how many children there are. As many shelves
// are packed at a time as there are processors, and written in the order of the children.
func (w *writer) writeChildren(l candidates.Lists) int {
	insert, doneShelf := w.insert("shelf VALUES (?, ?)")
	var ids []numbered
	index, named := newIndex(l.Seen), map[string]bool{}
	packing := stream.New().WithMaxGoroutines(runtime.GOMAXPROCS(0))
	if l.Kept != nil {
		for children := range l.Kept {
			packing.Go(func() stream.Callback {
				s := packShelf(children)
				return func() {
					if len(s.ids) > 0 {
						insert(len(ids), s.packed)
					}
					for i, id := range s.ids {
						index.add(uint32(len(ids)), s.keys.of(i))
						ids = append(ids, numbered{id, len(ids)})
					}
					maps.Copy(named, s.named)
				}
			})
		}
	}
	packing.Wait()
	doneShelf()
	w.writeChildIDs(ids)
	block, done := w.insert("found_by VALUES (NULL, ?, ?)")
	index.eachBlock(func(first string, packed []byte) { block(first, packed) })
	done()
	w.writeWorld(&l.World, named)
	return len(ids)
}

// namePlaces notes the places that a story names. Most claims name the place of the one before.
func (s *shelf) namePlaces(k *candidates.Kept) {
	last := ""
	for i := range k.Written {
		for j := range k.Written[i].Records {
			for c := range k.Written[i].Records[j].Claims {
				claim := &k.Written[i].Records[j].Claims[c]
				if claim.Toward != "" {
					s.named[claim.Toward] = true
				}
				if claim.Place != "" && claim.Place != last {
					last = claim.Place
					s.named[last] = true
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
