package sources

import (
	"strconv"
	"strings"
	"unicode"

	"rollcall/pipeline/screen"
	"rollcall/sources/cells"
	"rollcall/sources/survey"
)

// What stands in the place of a header may be a row of a child, or have swallowed rows where line ends are lost. So no header is shown,
// in a message or on a page, unless the row that it stands in looks like one.

// looksLikeHeader reports whether a row looks like a header: none of its cells is a value, none has swallowed the beginning of another
// row, and a third of them, two at least, are known.
func looksLikeHeader(row []string, known map[string]bool) bool {
	said := 0
	for _, h := range row {
		if cells.Plain(h) != "" {
			said++
		}
	}
	found := knownCells(known, row)
	return !holdsValues(row) && found >= 2 && found*3 >= said
}

// holdsValues reports whether a cell in the place of a header is a value, or more than one.
func holdsValues(row []string) bool {
	for _, h := range row {
		h = cells.Plain(h)
		if cells.LooksLikeValue(h) || len(h) > 200 || strings.ContainsFunc(h, unicode.IsControl) && !survey.HasHeaderWords(h) {
			return true
		}
	}
	return false
}

// shownHeader is what may be shown of a column: its header, or where it stands.
func shownHeader(row []string, k int, show bool) string {
	if h := cells.Plain(row[k]); show && h != "" {
		return cutHeader(strings.Join(strings.Fields(h), " "))
	}
	return "(column " + strconv.Itoa(k+1) + ")"
}

// cutHeader cuts a header to what a message may hold, and writes out what a terminal would not show.
func cutHeader(header string) string {
	const most = 40
	r := []rune(header)
	if len(r) > most {
		return screen.EscapeLine(string(r[:most])) + "…"
	}
	return screen.EscapeLine(header)
}

// knownCells returns how many cells of a row are known headers.
func knownCells(known map[string]bool, texts []string) int {
	n := 0
	for _, c := range texts {
		if c != "" && known[cells.Fold(c)] {
			n++
		}
	}
	return n
}
