package sources

import (
	"strings"

	"rollcall/sources/cells"
)

// Rows that are none of the extract's own: programs write a line of marks, or what each column holds, below the header; where one export
// was put behind another, the header stands again in the middle.

// The reasons of such rows.
const (
	headerRow = "the header again, not a row of the extract"
	marksRow  = "a line of marks, not a row of the extract"
	typesRow  = "what the columns hold, not a row of the extract"
)

// whyNotOwn says why row n of a file is none of the extract's own, or nothing.
func whyNotOwn(header []string, n int, texts []string) string {
	switch {
	case saysHeader(header, texts):
		return headerRow
	case isMarks(texts):
		return marksRow
	case n == 1 && isTypes(texts):
		return typesRow
	}
	return ""
}

// saysHeader reports whether a row says the header again: all of it but for one cell, such as the first behind a byte order mark.
func saysHeader(header, texts []string) bool {
	last := len(header) - 1
	for last > 0 && header[last] == "" {
		last--
	}
	if last < 1 || last >= len(texts) || len(texts[last]) != len(header[last]) || !strings.EqualFold(texts[last], header[last]) {
		return false
	}
	said, same := 0, 0
	for i, h := range header[:last+1] {
		if h = cells.Plain(h); h != "" {
			said++
			if strings.EqualFold(cells.Plain(texts[i]), h) {
				same++
			}
		}
	}
	return same >= 2 && same >= said-1
}

// isMarks reports whether a row is a line drawn of marks.
func isMarks(texts []string) bool {
	drawn := 0
	for _, c := range texts {
		if c != "" && strings.IndexByte("-=_+*~| ", c[0]) < 0 || strings.Trim(c, "-=_+*~| ") != "" {
			return false
		}
		if len(c) > 1 {
			drawn++
		}
	}
	return drawn > 0
}

// isTypes reports whether the cells of a row say what their columns hold.
func isTypes(texts []string) bool {
	said, sure := 0, false
	for _, c := range texts {
		if c == "" {
			continue
		}
		k := strings.TrimRight(cells.Fold(c), "0123456789")
		if !typeWords[k] {
			return false
		}
		said++
		sure = sure || len(k) > 3
	}
	return said > 1 && sure
}

var typeWords = cells.SetOf("a", "n", "an", "maxa", "maxn", "maxan", "x", "yn", "mf", "m", "o", "r", "text", "freetext", "string", "str", "char", "nchar", "varchar", "nvarchar",
	"character", "date", "datetime", "smalldatetime", "timestamp", "time", "int", "int64", "integer", "bigint", "smallint", "tinyint", "number", "numeric",
	"decimal", "float", "double", "money", "boolean", "bool", "bit", "object", "uuid", "guid", "uniqueidentifier", "code", "lookup", "alphanumeric", "alpha",
	"mandatory", "optional", "required", "conditional", "ddmmyyyy", "ddmmyy", "yyyymmdd", "ccyymmdd", "ddmmmyyyy", "mmddyyyy", "yyyymmddthhmmss", "yesno", "identifier", "id", "key")

// raggedRows reports whether rows leave out the empty cells at their end, as some programs do throughout: no row of the width of the header
// ends in an empty cell, none that is shorter does, no two that follow each other are the halves of one, and the shorter ones are no exception.
func raggedRows(rows [][]string, width int) bool {
	const fewest, leastOf = 2, 20 // rows that are short, and one of so many
	short, before := 0, 0
	for _, r := range rows {
		n := len(r)
		if n < 2 {
			before = n
			continue
		}
		switch {
		case n <= width && r[n-1] == "", n < width && before > 0 && before < width && before+n <= width+1:
			return false
		case n < width:
			short++
		}
		before = n
	}
	return short >= fewest && short*leastOf >= len(rows)
}
