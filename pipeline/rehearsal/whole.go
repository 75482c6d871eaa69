package rehearsal

import (
	"iter"
	"slices"

	"rollcall/pipeline/candidates"
)

// wholeRows are the rows of lines with all that they say, of sealed children too: a rehearsal holds a run of an invented
// authority to its truth, and writes down counts alone.
func wholeRows[T candidates.Bareable[T]](lines []candidates.Line[T]) []T {
	return slices.Collect(wholeSeq(slices.Values(lines)))
}

func wholeSeq[T candidates.Bareable[T]](lines iter.Seq[candidates.Line[T]]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for l := range lines {
			row, sealed := l.ForOfficer()
			if !sealed {
				row, _ = l.Printed()
			}
			if !yield(row) {
				return
			}
		}
	}
}
