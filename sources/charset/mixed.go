package charset

import (
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Mixed reads bytes of which nobody said what they are: as UTF-8 where they are that, each other byte as Windows-1252. So one byte of
// another encoding, or one file behind another, spoils no letter of the rest; and letters of Windows-1252 hardly ever stand in a row
// that is UTF-8.
type Mixed struct {
	UTF8  int // letters beyond ASCII that were UTF-8
	Bytes int // bytes that were not

	r    io.Reader
	in   []byte // read and not decoded
	room []byte
	out  []byte // decoded and not given
	text []byte
	err  error
}

// NewMixed reads from r.
func NewMixed(r io.Reader) *Mixed {
	return &Mixed{r: r, room: make([]byte, 32<<10)}
}

// Read gives text.
func (m *Mixed) Read(p []byte) (int, error) {
	for len(m.out) == 0 {
		if m.err != nil && len(m.in) == 0 {
			return 0, m.err
		}
		kept := copy(m.room, m.in)
		n := 0
		if m.err == nil {
			n, m.err = m.r.Read(m.room[kept:])
		}
		m.in = m.room[:kept+n]
		m.decode()
	}
	n := copy(p, m.out)
	m.out = m.out[n:]
	return n, nil
}

// decode decodes what was read, but for a letter that is cut at its end.
func (m *Mixed) decode() {
	out, b := m.text[:0], m.in
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			out, b = append(out, b[0]), b[1:]
			continue
		}
		if !utf8.FullRune(b) && m.err == nil {
			break
		}
		if r, n := utf8.DecodeRune(b); r != utf8.RuneError || n > 1 {
			m.UTF8++
			out, b = append(out, b[:n]...), b[n:]
			continue
		}
		m.Bytes++
		out, b = utf8.AppendRune(out, charmap.Windows1252.DecodeByte(b[0])), b[1:]
	}
	m.text, m.out, m.in = out, out, b
}
