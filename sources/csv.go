package sources

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// Limits on a CSV file. A record beyond them is rejected, so that an unclosed quotation mark cannot swallow the file.
const (
	mostRecordBytes = 256 << 10
	mostRestarts    = 1000
)

// readCSV reads a file of comma-separated values: also with semicolons, tabs or bars.
func readCSV(ctx context.Context, in *input, o *out) error {
	g, err := openCSV(in, o)
	if err != nil {
		return err
	}
	defer g.closeFile()
	return readGrid(ctx, g, in, o, false)
}

// csvGrid reads records with encoding/csv. Quotation marks are read strictly: a field is quoted whole or not at all,
// because a lenient reader joins rows without a word when a mark is missing. Where a record breaks that rule, its first
// line is rejected and reading starts again at the line below, so that one stray mark costs one row.
type csvGrid struct {
	in       *input
	known    map[string]bool // the headers of the source, folded
	comma    rune
	head     []byte // the opening of the text
	tidy     bool   // its lines need setting right
	widest   int    // cells of the first row
	text     *text
	nuls     *int // bytes of zero left out so far
	meter    *meter
	r        *csv.Reader
	start    int64 // where in the text the current reader began
	above    int   // lines before that
	line     int   // of the row that was read last
	restarts int
	tell     *out
}

func openCSV(in *input, o *out) (*csvGrid, error) {
	g := &csvGrid{in: in, known: o.src.knownHeaders(in.x), nuls: new(int), tell: o}
	if err := g.openAt(0); err != nil {
		return nil, err
	}
	if g.text.charset != "utf-8" && g.text.mixed == nil {
		o.addNote("read as %s", g.text.charset)
	}
	o.guessed = g.text.charset == "windows-1252" && in.x.Encoding == ""
	return g, nil
}

// openAt opens the text and skips to an offset in it.
func (g *csvGrid) openAt(at int64) error {
	if g.text != nil {
		g.text.Close()
	}
	body, err := g.in.openText()
	if err != nil {
		return err
	}
	from := g.start // where lines are counted from
	g.text, g.start = body, at
	if file, ok := body.Reader.(io.Seeker); ok && at > 0 && *g.nuls == 0 {
		if _, err := file.Seek(from, io.SeekCurrent); err != nil {
			return faultf("the file cannot be read to its end")
		}
		at, from = at-from, 0
	}
	buf := bufio.NewReaderSize(withoutNULs{body, g.nuls}, 64<<10)
	if g.head == nil {
		head, _ := buf.Peek(headSize)
		g.head = bytes.Clone(head)
		g.tidy = countLoneCRs(bytes.TrimSuffix(head, []byte("\r"))) > 0
		if err := g.chooseDelimiter(head); err != nil {
			return err
		}
		if n := separatorLine(head); n > 0 {
			at = int64(n)
			g.start = at
		}
	}
	lines := &lineCounter{crs: g.tidy}
	if err := errors.Join(skipBytes(io.Discard, buf, from), skipBytes(lines, buf, at-from)); err != nil {
		return err
	}
	g.above += lines.n
	g.meter = &meter{r: buf}
	if g.tidy {
		g.meter.r = newTidyLines(buf, g.head, g.comma)
	}
	g.r = csv.NewReader(g.meter)
	g.r.Comma, g.r.ReuseRecord, g.r.FieldsPerRecord = g.comma, true, -1
	return nil
}

// closeFile ends the reading, and notes how the bytes of the file were text.
func (g *csvGrid) closeFile() {
	g.text.Close()
	if *g.nuls > 0 {
		g.tell.addNote("the file has bytes of zero, which are left out")
	}
	switch m := g.text.mixed; {
	case m == nil || m.Bytes == 0:
	case m.UTF8 == 0 && g.text.charset != "utf-8":
		g.tell.addNote("read as %s", g.text.charset)
	default:
		g.tell.addNote("%d bytes are no UTF-8 and are read as windows-1252; all else is read as UTF-8", m.Bytes)
	}
}

// chooseDelimiter takes the delimiter of the settings, or the one that the header shows.
func (g *csvGrid) chooseDelimiter(head []byte) error {
	d, ok := DelimiterNamed(g.in.x.Delimiter)
	if !ok {
		return faultf("the settings give a delimiter that cannot be (want %s)", DelimiterWanted)
	}
	if g.comma = d; d == 0 {
		g.comma = guessDelimiter(head, g.known)
	}
	return nil
}

// separatorLine returns the length of a first line "sep=;", by which spreadsheets name the delimiter, or 0.
func separatorLine(head []byte) int {
	if len(head) < 6 || !bytes.EqualFold(head[:4], []byte("sep=")) || !strings.ContainsRune(",;\t|", rune(head[4])) {
		return 0
	}
	n := bytes.IndexAny(head, "\r\n")
	if n < 0 || len(bytes.TrimSpace(head[5:n])) > 0 {
		return 0
	}
	if bytes.HasPrefix(head[n:], []byte("\r\n")) {
		n++
	}
	return n + 1
}

// readRow returns the cells of the next record.
func (g *csvGrid) readRow() ([]string, string, error) {
	before := g.start + g.r.InputOffset()
	g.meter.left = mostRecordBytes
	cells, err := g.r.Read()
	var bad *csv.ParseError
	switch {
	case err == nil:
		line, _ := g.r.FieldPos(0)
		g.line = g.above + line
		if g.widest == 0 {
			g.widest = len(cells)
		}
		if len(cells) > g.widest && !g.tidy && slices.ContainsFunc(cells, holdsCR) {
			return g.tidyFrom(before)
		}
		return cells, "", nil
	case errors.Is(err, io.EOF):
		return nil, "", io.EOF
	case errors.Is(err, errLong):
		return nil, "a line or a quoted cell longer than 256 KiB (is a quotation mark never closed?)", g.restartAfter(before)
	case !errors.As(err, &bad):
		return nil, "", faultf("the file cannot be read to its end")
	case !g.tidy:
		return g.tidyFrom(before)
	}
	g.line = g.above + bad.StartLine
	switch {
	case bad.Line != bad.StartLine:
		return nil, "a quotation mark that is not closed on its row", g.restartAfter(before)
	}
	return nil, "a quotation mark inside a cell (want the cell in quotation marks and the mark doubled)", nil
}

// lineOfRow is the line of the file, as an editor shows it, on which the record that was read last begins.
func (g *csvGrid) lineOfRow() int { return g.line }

func holdsCR(s string) bool { return strings.IndexByte(s, '\r') >= 0 }

// tidyFrom reads the row at an offset, and all below it, with their lines set right.
func (g *csvGrid) tidyFrom(before int64) ([]string, string, error) {
	g.tidy = true
	if err := g.openAt(before); err != nil {
		return nil, "", err
	}
	return g.readRow()
}

// restartAfter begins again at the line below the one at an offset.
func (g *csvGrid) restartAfter(before int64) error {
	if g.restarts++; g.restarts > mostRestarts {
		return faultf("more than %d rows whose quotation marks are not closed; reading stopped", mostRestarts)
	}
	if err := g.openAt(before); err != nil {
		return err
	}
	g.line = g.above + 1
	skipped, err := skipLine(bufio.NewReader(g.meter.r))
	if err != nil {
		return err
	}
	return g.openAt(before + skipped)
}

// skipLine reads past blank lines and the first line with anything in it, and returns how many bytes that is.
func skipLine(r *bufio.Reader) (int64, error) {
	var n int64
	blank := true
	for {
		part, err := r.ReadSlice('\n')
		n += int64(len(part))
		blank = blank && len(bytes.Trim(part, "\r\n")) == 0
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case err != nil && !errors.Is(err, io.EOF):
			return n, faultf("the file cannot be read to its end")
		case err != nil || !blank:
			return n, nil
		}
	}
}

// errLong says that a record is longer than the limit.
var errLong = errors.New("record too long")

// meter lets through as many bytes as one record may have, and what the reader above it reads ahead.
type meter struct {
	r    io.Reader
	left int
}

func (m *meter) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, errLong
	}
	n, err := m.r.Read(p)
	m.left -= n
	return n, err
}

// withoutNULs leaves out the bytes of zero that damaged exports and old databases pad their texts with.
type withoutNULs struct {
	r io.Reader
	n *int
}

func (w withoutNULs) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if bytes.IndexByte(p[:n], 0) < 0 {
		return n, err
	}
	kept := p[:0]
	for _, b := range p[:n] {
		if b != 0 {
			kept = append(kept, b)
		}
	}
	*w.n += n - len(kept)
	return len(kept), err
}

// skipBytes reads n bytes, or those to the end, for no more than to show them.
func skipBytes(to io.Writer, r io.Reader, n int64) error {
	if _, err := io.CopyN(to, r, n); err != nil && !errors.Is(err, io.EOF) {
		return faultf("the file cannot be read to its end")
	}
	return nil
}

// lineCounter counts the line ends of what is written to it.
type lineCounter struct {
	crs bool // a CR alone is one too
	n   int
	cr  bool // the last byte was one
}

func (c *lineCounter) Write(p []byte) (int, error) {
	c.n += bytes.Count(p, []byte("\n"))
	if c.crs && len(p) > 0 {
		if c.cr && p[0] == '\n' {
			c.n--
		}
		c.n += countLoneCRs(p)
		c.cr = p[len(p)-1] == '\r'
	}
	return len(p), nil
}
