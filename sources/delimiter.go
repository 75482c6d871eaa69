package sources

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"rollcall/sources/cells"
)

// delimiters are the ones that are looked for.
const (
	delimiters     = ",;\t|"
	rareDelimiters = "^~¬¦#\x1f\x1e" // only where they part known headers
)

// DelimiterWanted is what a delimiter of the settings may be.
const DelimiterWanted = "one character that is no letter, figure, space or quotation mark, or tab"

// DelimiterNamed returns the delimiter that settings name, 0 for none, and whether it can be one.
func DelimiterNamed(name string) (rune, bool) {
	switch d := []rune(name); {
	case name == "":
		return 0, true
	case name == "tab", name == `\t`:
		return '\t', true
	case len(d) != 1, unicode.IsLetter(d[0]), unicode.IsDigit(d[0]), d[0] == utf8.RuneError, strings.ContainsRune("\"\r\n ", d[0]):
		return 0, false
	default:
		return d[0], true
	}
}

// guessDelimiter returns the delimiter that makes most headers of the opening lines known ones: a title above the header
// may have commas of its own. Where none does, it is the one that is most in the first line.
func guessDelimiter(head []byte, known map[string]bool) rune {
	if n := separatorLine(head); n > 0 {
		return rune(head[4])
	}
	best, most := ',', 1
	lines := bytes.SplitN(bytes.ReplaceAll(head, []byte("\r"), []byte("\n")), []byte("\n"), 2*headerRows+1)
	for _, line := range lines[:min(len(lines), 2*headerRows)] {
		for _, d := range delimiters + rareDelimiters {
			n := 0
			for c := range bytes.SplitSeq(line, []byte(string(d))) {
				if known[cells.Fold(string(c))] {
					n++
				}
			}
			if n > most {
				best, most = d, n
			}
		}
	}
	if most > 1 {
		return best
	}
	first := bytes.TrimLeft(head, "\r\n")
	if n := bytes.IndexAny(first, "\r\n"); n >= 0 {
		first = first[:n]
	}
	return mostOften(first)
}

// mostOften returns the delimiter that is most in a line, outside quotation marks.
func mostOften(line []byte) rune {
	best, most := ',', 0
	for _, d := range delimiters {
		n, quoted := 0, false
		for _, c := range line {
			if c == '"' {
				quoted = !quoted
			} else if rune(c) == d && !quoted {
				n++
			}
		}
		if n > most {
			best, most = d, n
		}
	}
	return best
}
