package candidates

import (
	"strings"
	"unicode/utf8"
)

// Row heights in points. A stream says no heights of its own, and not every program works them out for wrapped text when it
// opens a file, so they are reckoned here from the widths of the columns.
const (
	lineHeight   = 13.5 // of Calibri at 10 points
	titleHeight  = 21
	twoLines     = 26             // of a list: twenty children to a screen; what is longer is read in its cell, or on the child's sheet
	fourLines    = 52             // of a pair of records, each of which may take two
	tallest      = 409            // Excel specifications and limits
	tallestLine  = 6 * lineHeight // of a report
	charsOfWidth = 1.05           // characters of the text's size to one of the width of a column, in text of unusual breadth
)

// screenZoom is at how many per cent of its size a sheet is shown at first.
const screenZoom = 90.0

// rowHeight is how tall a row must be for its texts to be read whole in columns of the given widths.
func rowHeight(texts []string, widths []float64) float64 {
	most := 1
	for i, text := range texts {
		if i < len(widths) {
			most = max(most, wrappedLines(text, widths[i]))
		}
	}
	return min(float64(most)*lineHeight, tallest)
}

// wrappedLines is how many lines a text takes in a column, breaking between words.
func wrappedLines(text string, width float64) int {
	room := max(int(width*charsOfWidth), 1)
	if len(text) <= room && !strings.Contains(text, "\n") {
		return 1 // as nearly every cell
	}
	n := 0
	for _, paragraph := range strings.Split(text, "\n") {
		n++
		used := 0
		for word := range strings.FieldsSeq(paragraph) {
			long := utf8.RuneCountInString(word)
			if used > 0 && used+1+long > room {
				n++
				used = 0
			}
			if used > 0 {
				used++
			}
			used += long
			n += (used - 1) / room
			used = (used-1)%room + 1
		}
	}
	return n
}
