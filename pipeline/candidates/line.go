package candidates

import "iter"

// Bareable is a row about a child that says what is left of it when the child is sealed. Bare makes a new row of the few fields
// that may be printed, so that a field added later is sealed by itself; false says that nothing is left, not even the line.
type Bareable[T any] interface {
	Bare() (T, bool)
}

// Line is a row about a child together with whether the child is sealed. Whatever writes, prints or counts gets rows of
// children through this type alone, and Printed is the one door out of it: a new report cannot forget the seal. A refuge's
// address on a list, or an adopted child's new name beside the old one, does more harm than a missed match.
type Line[T Bareable[T]] struct {
	row    T
	sealed bool
}

// NewLine is the row of a child, who is sealed or not.
func NewLine[T Bareable[T]](row T, sealed bool) Line[T] { return Line[T]{row, sealed} }

// Printed returns what may be printed of the row; false when nothing may.
func (l Line[T]) Printed() (T, bool) {
	if l.sealed {
		return l.row.Bare()
	}
	return l.row, true
}

// ForOfficer returns the whole row of a sealed child, for the designated officer's own file; false when the child is not sealed.
func (l Line[T]) ForOfficer() (T, bool) {
	if !l.sealed {
		var none T
		return none, false
	}
	return l.row, true
}

// PrintedRows are the rows of lines as they may be printed.
func PrintedRows[T Bareable[T]](lines []Line[T]) []T {
	if len(lines) == 0 {
		return nil
	}
	rows := make([]T, 0, len(lines)) // a row takes half a page, and nearly all may be printed
	for i := range lines {
		if row, is := lines[i].Printed(); is {
			rows = append(rows, row)
		}
	}
	return rows
}

// EachPrinted yields the rows of lines as they may be printed, by their places, to be read: a row takes half a page.
func EachPrinted[T Bareable[T]](lines []Line[T]) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for i := range lines {
			row := &lines[i].row
			if lines[i].sealed {
				bare, is := lines[i].row.Bare()
				if !is {
					continue
				}
				row = &bare
			}
			if !yield(row) {
				return
			}
		}
	}
}

// countPrinted is how many lines may be printed.
func countPrinted[T Bareable[T]](lines []Line[T]) (n int) {
	for range EachPrinted(lines) {
		n++
	}
	return n
}

// printedSeq yields the rows of lines as they may be printed; none when there is no sequence.
func printedSeq[T Bareable[T]](lines iter.Seq[Line[T]]) iter.Seq[T] {
	return func(yield func(T) bool) {
		if lines == nil {
			return
		}
		for l := range lines {
			if row, is := l.Printed(); is && !yield(row) {
				return
			}
		}
	}
}
