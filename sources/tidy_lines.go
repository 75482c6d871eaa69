package sources

import (
	"bytes"
	"io"
	"maps"
	"slices"
)

// Programs write lines that are nearly those of comma-separated values: they end in CR, or in CR CR LF where a program for Windows
// wrote text as text twice; spaces stand beside quotation marks. They are set right in place, so that each byte stays where it was and
// reading can begin again anywhere. A clean file is never looked at: tidying begins where the file's opening, or a row, shows need of it.

// tidyLines is a reader of text whose lines are set right.
type tidyLines struct {
	r     io.Reader
	comma []byte
	want  int  // delimiters of a row, as the opening of the file shows
	every bool // most lines end in CR: each CR is an end

	room []byte // that buf lies in
	buf  []byte
	done int // what of buf is right and may be given
	err  error

	// Where in the text the end of what is right lies.
	quoted bool // within a quoted cell
	opens  bool // at the beginning of a cell
	marred bool // on a line with a quotation mark out of place, which is left as it is
	n      int  // delimiters on the line so far
}

// mostLookedAhead is how far a line is looked along.
const mostLookedAhead = 64 << 10

// newTidyLines reads lines of which head is the opening.
func newTidyLines(r io.Reader, head []byte, comma rune) *tidyLines {
	t := &tidyLines{r: r, comma: []byte(string(comma)), opens: true}
	t.want = t.commonWidth(head)
	t.every = countLoneCRs(head) > bytes.Count(head, []byte("\n"))
	return t
}

// countLoneCRs returns how many CR have no LF behind them.
func countLoneCRs(text []byte) int {
	return bytes.Count(text, []byte("\r")) - bytes.Count(text, []byte("\r\n"))
}

// commonWidth returns how many delimiters most lines of a text have that have any; of two as frequent, the more.
func (t *tidyLines) commonWidth(text []byte) int {
	lines := map[int]int{}
	for len(text) > 0 {
		n, end, _ := t.alongLine(text)
		text = text[min(end+1, len(text)):]
		if n > 0 {
			lines[n]++
		}
	}
	most := 0
	for _, n := range slices.Sorted(maps.Keys(lines)) {
		if lines[n] >= lines[most] {
			most = n
		}
	}
	return most
}

// alongLine returns how many delimiters stand outside quotation marks up to the end of the line, in CR or LF, where that is, and whether
// it was met.
func (t *tidyLines) alongLine(text []byte) (n, end int, met bool) {
	quoted := false
	for i, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\r' || c == '\n':
			return n, i, true
		case bytes.HasPrefix(text[i:], t.comma):
			n++
		}
	}
	return n, len(text), false
}

// Read gives text that is right.
func (t *tidyLines) Read(p []byte) (int, error) {
	for t.done == 0 {
		if t.err != nil && len(t.buf) == 0 {
			return 0, t.err
		}
		if t.err == nil {
			t.fillBuffer()
		}
		t.tidyBuffer()
	}
	n := copy(p, t.buf[:t.done])
	t.buf, t.done = t.buf[n:], t.done-n
	return n, nil
}

// fillBuffer reads more behind what is not yet right.
func (t *tidyLines) fillBuffer() {
	if need := len(t.buf) + mostLookedAhead; len(t.room) < need {
		t.room = append(make([]byte, 0, 2*need), t.buf...)[:2*need]
	} else {
		copy(t.room, t.buf)
	}
	kept := len(t.buf)
	n, err := t.r.Read(t.room[kept:])
	t.buf, t.err = t.room[:kept+n], err
}

// tidyBuffer sets right as much of the buffer as can be judged: all of it once nothing follows.
func (t *tidyLines) tidyBuffer() {
	b, i := t.buf, t.done
	short := t.err == nil && len(b) < 4*mostLookedAhead // more can be read before it is judged
	for i < len(b) {
		c, end := b[i], i+1
		switch {
		case t.quoted && c == '"':
			if end = t.closeQuote(b, i, short); end < 0 {
				t.done = i
				return
			}
		case t.quoted && c == '\r' && t.every: // a line end within a cell, or behind a mark that is never closed
			if i+1 == len(b) && short {
				t.done = i
				return
			}
			if i+1 == len(b) || b[i+1] != '\n' {
				b[i] = '\n'
			}
		case t.quoted, t.marred && c != '\n' && c != '\r':
		case c == '\n':
			t.startLine()
		case c == '\r':
			if ends, known := t.endsLine(b[i+1:], short); !known {
				t.done = i
				return
			} else if ends {
				b[i] = '\n'
				t.startLine()
			}
		case bytes.HasPrefix(b[i:], t.comma):
			t.n, t.opens, end = t.n+1, true, i+len(t.comma)
		case t.opens && (c == ' ' || c == '\t'):
			if end = t.openQuote(b, i, short); end < 0 {
				t.done = i
				return
			}
		case t.opens && c == '"':
			t.quoted, t.opens = true, false
		default:
			t.opens = false
		}
		i = end
	}
	t.done = i
}

func (t *tidyLines) startLine() { t.n, t.opens, t.marred, t.quoted = 0, true, false, false }

// closeQuote looks at a quotation mark within a quoted cell, and returns where to go on, -1 where more must be read to tell. Spaces behind
// the mark that closes a cell are taken into it.
func (t *tidyLines) closeQuote(b []byte, i int, short bool) int {
	j := i + 1
	if j < len(b) && b[j] == '"' {
		return j + 1
	}
	for j < len(b) && (b[j] == ' ' || b[j] == '\t') && !bytes.HasPrefix(b[j:], t.comma) {
		j++
	}
	if len(b)-j < len(t.comma) && short {
		return -1
	}
	t.quoted = false
	if j == len(b) || b[j] == '\r' || b[j] == '\n' || bytes.HasPrefix(b[j:], t.comma) {
		copy(b[i:j-1], b[i+1:j])
		b[j-1] = '"'
	} else {
		t.marred = true
	}
	return j
}

// openQuote looks at spaces at the beginning of a cell: those before a quotation mark are taken into the cell. It returns where to go on,
// -1 where more must be read to tell.
func (t *tidyLines) openQuote(b []byte, i int, short bool) int {
	j := i
	for j < len(b) && (b[j] == ' ' || b[j] == '\t') && !bytes.HasPrefix(b[j:], t.comma) {
		j++
	}
	if j == len(b) && short {
		return -1
	}
	if j < len(b) && b[j] == '"' {
		copy(b[i+1:j+1], b[i:j])
		b[i], t.quoted, t.opens = '"', true, false
		return j + 1
	}
	return j
}

// endsLine reports whether a CR outside quotation marks, with the text that follows it, ends a line, and whether that can be told yet. In a
// file whose lines end otherwise it does before another end, and between two pieces as wide as the rows.
func (t *tidyLines) endsLine(rest []byte, short bool) (ends, known bool) {
	if len(rest) == 0 {
		return true, !short
	}
	after := bytes.TrimLeft(rest, "\r")
	switch {
	case rest[0] == '\n':
		return false, true
	case t.every:
		return true, true
	case len(after) == 0:
		return true, !short
	case after[0] == '\n':
		return true, true
	case t.n != t.want || t.want == 0:
		return false, true
	}
	n, _, met := t.alongLine(after)
	return n == t.want, met || !short
}
