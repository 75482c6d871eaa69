package sources

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
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
	body     io.ReadCloser
	nuls     *int // bytes of zero left out so far
	meter    *meter
	r        *csv.Reader
	start    int64 // where in the text the current reader began
	restarts int
	tell     *out
}

func openCSV(in *input, o *out) (*csvGrid, error) {
	g := &csvGrid{in: in, known: o.src.knownHeaders(in.x), nuls: new(int), tell: o}
	name, err := g.openAt(0)
	if err != nil {
		return nil, err
	}
	if name != "utf-8" {
		o.addNote("read as %s", name)
	} else if !in.utf8 {
		o.addNote("some bytes are not UTF-8 and are read as U+FFFD")
	}
	return g, nil
}

// openAt opens the text and skips to an offset in it.
func (g *csvGrid) openAt(at int64) (charset string, err error) {
	g.closeFile()
	body, charset, err := g.in.openText()
	if err != nil {
		return "", err
	}
	g.body, g.start = body, at
	if file, ok := body.(io.Seeker); ok && at > 0 && *g.nuls == 0 {
		if _, err := file.Seek(at, io.SeekCurrent); err != nil {
			return "", faultf("the file cannot be read to its end")
		}
		at = 0
	}
	buf := bufio.NewReaderSize(oldMacLines(withoutNULs{body, g.nuls}, g.in), 64<<10)
	if g.start == 0 {
		head, _ := buf.Peek(4096)
		if err := g.chooseDelimiter(head); err != nil {
			return "", err
		}
		if n := separatorLine(head); n > 0 {
			at = int64(n)
			g.start = at
		}
	}
	if err := skipBytes(buf, at); err != nil {
		return "", err
	}
	g.meter = &meter{r: buf}
	g.r = csv.NewReader(g.meter)
	g.r.Comma, g.r.ReuseRecord, g.r.FieldsPerRecord = g.comma, true, -1
	g.r.TrimLeadingSpace = g.tell.loose && g.comma != '\t' // with a tab it would take empty cells for space
	return charset, nil
}

func (g *csvGrid) closeFile() {
	if g.body != nil {
		g.body.Close()
		g.body = nil
		if *g.nuls > 0 {
			g.tell.addNote("the file has bytes of zero, which are left out")
		}
	}
}

// chooseDelimiter takes the delimiter of the settings, or the one that the header shows.
func (g *csvGrid) chooseDelimiter(head []byte) error {
	switch d := g.in.x.Delimiter; {
	case d == `\t` || d == "tab":
		g.comma = '\t'
	case d == "":
		g.comma = guessDelimiter(head, g.known)
	case len(d) == 1 && strings.Contains(",;\t|^~:", d):
		g.comma = rune(d[0])
	default:
		return faultf("the settings give a delimiter that cannot be (want one of , ; | ^ ~ : or tab)")
	}
	return nil
}

// separatorLine returns the length of a first line "sep=;", by which spreadsheets name the delimiter, or 0.
func separatorLine(head []byte) int {
	if len(head) < 6 || !bytes.EqualFold(head[:4], []byte("sep=")) || !strings.ContainsRune(",;\t|", rune(head[4])) {
		return 0
	}
	n := bytes.IndexByte(head, '\n')
	if n < 0 || len(bytes.TrimSpace(head[5:n])) > 0 {
		return 0
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
		return cells, "", nil
	case errors.Is(err, io.EOF):
		return nil, "", io.EOF
	case errors.Is(err, errLong):
		return nil, "a line or a quoted cell longer than 256 KiB (is a quotation mark never closed?)", g.restartAfter(before)
	case !errors.As(err, &bad):
		return nil, "", faultf("the file cannot be read to its end")
	case bad.Line != bad.StartLine:
		return nil, "a quotation mark that is not closed on its row", g.restartAfter(before)
	}
	return nil, "a quotation mark inside a cell (want the cell in quotation marks and the mark doubled)", nil
}

// restartAfter begins again at the line below the one at an offset.
func (g *csvGrid) restartAfter(before int64) error {
	if g.restarts++; g.restarts > mostRestarts {
		return faultf("more than %d rows whose quotation marks are not closed; reading stopped", mostRestarts)
	}
	if _, err := g.openAt(before); err != nil {
		return err
	}
	line := bufio.NewReader(g.meter.r)
	skipped, err := skipLine(line)
	if err != nil {
		return err
	}
	_, err = g.openAt(before + skipped)
	return err
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

// oldMacLines turns the lone carriage returns of old spreadsheets for the Mac into line ends: where most lines end so, also if the last, or
// one within a cell, ends otherwise.
func oldMacLines(r io.Reader, in *input) io.Reader {
	feeds := bytes.Count(in.head, []byte("\n"))
	if lone := bytes.Count(in.head, []byte("\r")) - bytes.Count(in.head, []byte("\r\n")); lone <= feeds {
		return r
	}
	return carriage{r}
}

type carriage struct{ r io.Reader }

func (c carriage) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

// skipBytes reads past n bytes, or to the end.
func skipBytes(r io.Reader, n int64) error {
	if _, err := io.CopyN(io.Discard, r, n); err != nil && !errors.Is(err, io.EOF) {
		return faultf("the file cannot be read to its end")
	}
	return nil
}
