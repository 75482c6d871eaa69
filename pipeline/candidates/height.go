package candidates

import (
	"strings"
	"unicode/utf8"
)

// Row heights in points. A stream says no heights of its own, and not every program works them out for wrapped text when it
// opens a file, so they are reckoned here from the widths of the columns.
const (
	lineHeight    = 15
	titleHeight   = 24
	tallest       = 409            // Excel specifications and limits
	tallestLine   = 6 * lineHeight // of a list: a screen shows several children; what is longer is read in its cell
	widthOfBolder = 0.9            // share of a column's width that text of unusual breadth can count on
)

// rowHeight is how tall a row must be for its texts to be read whole in columns of the given widths.
func rowHeight(texts []string, widths []float64) float64 {
	most := 1
	for i, text := range texts {
		if i < len(widths) {
			most = max(most, wrappedLines(text, widths[i]))
		}
	}
	return float64(min(most*lineHeight, tallest))
}

// wrappedLines is how many lines a text takes in a column, breaking between words.
func wrappedLines(text string, width float64) int {
	room := max(int(width*widthOfBolder), 1)
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
