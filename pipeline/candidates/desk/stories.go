package desk

import (
	"iter"
	"runtime"

	"rollcall/pipeline/candidates"

	"github.com/sourcegraph/conc/stream"
)

// shelf is the stories of neighbouring children, and what is made of them side by side.
type shelf struct {
	stories []*candidates.Story
	keys    []map[string]bool
	packed  []byte
}

func (s *shelf) pack() {
	for _, story := range s.stories {
		s.keys = append(s.keys, keysOf(story))
	}
	s.packed = pack(s.stories)
}

// writeStories writes the story of every child and what the child is found by, notes the sides of pairs that stand in them, and returns how
// many children there are. Of stories that come by and by, as many shelves are packed at a time as there are processors.
func (w *writer) writeStories(l candidates.Lists, sides map[string]*Side) (n int) {
	insert, doneShelf := w.insert("shelf VALUES (?, ?)")
	child, doneChild := w.insert("child VALUES (?, ?)")
	index, shelved := newIndex(), 0
	packing := stream.New().WithMaxGoroutines(runtime.GOMAXPROCS(0))
	for stories := range shelvesOf(printedStories(l)) {
		packing.Go(func() stream.Callback {
			s := &shelf{stories: stories}
			s.pack()
			return func() { // one after the other, in the order of the stories
				insert(shelved, s.packed)
				for i, story := range s.stories {
					child(story.ChildID, shelved*shelfLength+i)
					index.add(uint32(shelved*shelfLength+i), s.keys[i])
					noteSides(story, sides)
					n++
				}
				shelved++
			}
		})
	}
	packing.Wait()
	doneShelf()
	doneChild()
	block, done := w.insert("found_by VALUES (?, ?)")
	if err := index.eachBlock(func(first string, packed []byte) error { block(first, packed); return w.failed }); err != nil {
		w.failed = err
	}
	done()
	return n
}

// printedStories are the stories that may be told.
func printedStories(l candidates.Lists) iter.Seq[*candidates.Story] {
	return func(yield func(*candidates.Story) bool) {
		if l.Stories == nil {
			return
		}
		for line := range l.Stories {
			if story, is := line.Printed(); is && !yield(&story) {
				return
			}
		}
	}
}

// shelvesOf yields neighbouring stories together.
func shelvesOf(stories iter.Seq[*candidates.Story]) iter.Seq[[]*candidates.Story] {
	return func(yield func([]*candidates.Story) bool) {
		var shelf []*candidates.Story
		for story := range stories {
			if shelf = append(shelf, story); len(shelf) == shelfLength {
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
