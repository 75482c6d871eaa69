package sources

import (
	"bytes"

	"rollcall/sources/cells"
)

// delimiters are the ones that are looked for.
const delimiters = ",;\t|"

// guessDelimiter returns the delimiter that makes most headers of the opening lines known ones: a title above the header
// may have commas of its own. Where none does, it is the one that is most in the first line.
func guessDelimiter(head []byte, known map[string]bool) rune {
	if n := separatorLine(head); n > 0 {
		return rune(head[4])
	}
	best, most := ',', 1
	lines := bytes.SplitN(head, []byte("\n"), headerRows+1)
	for _, line := range lines[:min(len(lines), headerRows)] {
		for _, d := range delimiters {
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
	first, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n"), []byte("\n"))
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
