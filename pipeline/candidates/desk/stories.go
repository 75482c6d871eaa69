package desk

import (
	"iter"
	"runtime"

	"rollcall/pipeline/candidates"
)

// shelf is the stories of neighbouring children, and what is made of them side by side.
type shelf struct {
	stories []*candidates.Story
	keys    []map[string]bool
	packed  []byte
	ready   chan struct{}
}

// writeStories writes the story of every child and what the child is found by, notes the sides of pairs that stand in them, and returns how
// many children there are. Of stories that come by and by, as many shelves are packed at a time as there are processors.
func (w *writer) writeStories(l candidates.Lists, sides map[string]*Side) (n int) {
	shelves := packShelves(printedStories(l))
	insert, doneShelf := w.insert("shelf VALUES (?, ?)")
	child, doneChild := w.insert("child VALUES (?, ?)")
	index, shelved := newIndex(), 0
	for s := range shelves {
		<-s.ready
		insert(shelved, s.packed)
		for i, story := range s.stories {
			child(story.ChildID, shelved*shelfLength+i)
			index.add(uint32(shelved*shelfLength+i), s.keys[i])
			noteSides(story, sides)
			n++
		}
		shelved++
	}
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

// packShelves yields shelves in order, which become ready by and by.
func packShelves(stories iter.Seq[*candidates.Story]) <-chan *shelf {
	workers := runtime.GOMAXPROCS(0)
	shelves, work := make(chan *shelf, 4*workers), make(chan *shelf, workers)
	for range workers {
		go func() {
			for s := range work {
				for _, story := range s.stories {
					s.keys = append(s.keys, keysOf(story))
				}
				s.packed = pack(s.stories)
				close(s.ready)
			}
		}()
	}
	go func() {
		defer close(shelves)
		defer close(work)
		s := &shelf{ready: make(chan struct{})}
		send := func() {
			work <- s
			shelves <- s
			s = &shelf{ready: make(chan struct{})}
		}
		for story := range stories {
			if s.stories = append(s.stories, story); len(s.stories) == shelfLength {
				send()
			}
		}
		if len(s.stories) > 0 {
			send()
		}
	}()
	return shelves
}
