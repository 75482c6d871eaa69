package sources

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"rollcall/sources/cells"
)

// TableOptions say how the file of a table is read where it does not show by itself; each is as in Extract.
type TableOptions struct{ Encoding, Delimiter, Sheet, Key string }

// Table is a file of rows under a header, of no kind that an extract has: CSV, a worksheet or Parquet, packed or not. It is
// read as extracts are, within the same limits; what it holds is for the caller to know. The header is the first row below a title.
type Table struct {
	Header []string // as it is written
	SHA256 string   // of the file as it lies on disk
	Serial bool     // the cells are a worksheet's, where days are numbers: see SerialDay

	stop        context.CancelFunc
	opened      chan struct{} // closed when the header is known
	full, spare chan *TableRows
	last        *TableRows
	notes       []string
	odd         oddRows
	err         error // what ended the table, once full is closed
}

// TableRows are rows that follow each other in a Table, each as wide as its header.
type TableRows struct {
	width int
	cells []string
}

// Len returns the number of rows.
func (r *TableRows) Len() int { return len(r.cells) / r.width }

// Cell returns the text of a column in a row.
func (r *TableRows) Cell(row, column int) string { return r.cells[row*r.width+column] }

// oddRows counts rows of a table that are read as they were meant.
type oddRows struct {
	short   int // have fewer values than the header, the last ones
	headers int // say the header again, where one export was put behind another
	totals  int // add up or count the rows above
	mended  int // cells whose letters a web system had written otherwise, or read twice
	marks   int // are lines of marks, or say what the columns hold
}

// noteOdd says of odd rows how they were read.
func (t *Table) noteOdd() {
	if n := t.odd.short; n > 0 {
		t.notes = append(t.notes, strconv.Itoa(n)+" rows have fewer values than the header has names; the last columns of them count as empty")
	}
	if n := t.odd.headers; n > 0 {
		t.notes = append(t.notes, strconv.Itoa(n)+" rows say the header again and are left out")
	}
	if n := t.odd.totals; n > 0 {
		t.notes = append(t.notes, strconv.Itoa(n)+" rows are totals and are left out")
	}
	if n := t.odd.mended; n > 0 {
		t.notes = append(t.notes, strconv.Itoa(n)+" cells have letters that a web system writes otherwise or that were read twice; they are read as what they stand for")
	}
	if n := t.odd.marks; n > 0 {
		t.notes = append(t.notes, strconv.Itoa(n)+" rows are lines of marks, or say what the columns hold, and are left out")
	}
}

// TableError says why a table cannot be read, or not beyond a row. It has places, and no value of any row.
type TableError struct {
	File   string // its name without folders
	Row    int    // below the header, from 1; 0 for the file as a whole
	Line   int    // of the text or row of the sheet; 0 where a file has none
	Reason string
}

// Error returns the place and the reason.
func (e *TableError) Error() string {
	if e.Row == 0 {
		return e.File + ": " + e.Reason
	}
	return e.File + ": row " + strconv.Itoa(e.Row) + " " + e.Why()
}

// Why returns the reason, and the line of the file that it is about.
func (e *TableError) Why() string {
	if e.Line == 0 {
		return e.Reason
	}
	return e.Reason + "; it begins on line " + strconv.Itoa(e.Line) + " of the file"
}

// rowsAtOnce is how many rows of a table go from hand to hand, rowsAhead how many times as many are read ahead.
const (
	rowsAtOnce = 1024
	rowsAhead  = 4
)

// OpenTable opens a file as a table and reads its header. The error is a *TableError, or that of ctx. The caller closes the table.
func OpenTable(ctx context.Context, path string, o TableOptions) (*Table, error) {
	ctx, stop := context.WithCancel(ctx)
	t := &Table{stop: stop, opened: make(chan struct{}), full: make(chan *TableRows, rowsAhead), spare: make(chan *TableRows, rowsAhead+2)}
	for range cap(t.spare) {
		t.spare <- &TableRows{}
	}
	x := &Extract{Files: []string{path}, Root: filepath.Dir(path), Encoding: o.Encoding, Delimiter: o.Delimiter, Sheet: o.Sheet, Key: o.Key}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer close(t.full)
		defer func() {
			if recover() != nil {
				t.err = &TableError{File: filepath.Base(path), Reason: "the file is damaged and cannot be read"}
			}
		}()
		t.err = t.readTable(ctx, x)
	}()
	select {
	case <-t.opened:
	case <-done:
		if t.Header == nil {
			stop()
			return nil, t.err
		}
	}
	return t, nil
}

// Next returns the rows that follow, which are valid until it is called again, and io.EOF when all were given.
func (t *Table) Next() (*TableRows, error) {
	if t.last != nil {
		t.spare <- t.last
	}
	if t.last = <-t.full; t.last != nil {
		return t.last, nil
	}
	if t.err != nil {
		return nil, t.err
	}
	return nil, io.EOF
}

// Notes returns what is odd about the file, once all rows were given.
func (t *Table) Notes() []string { return t.notes }

// HeaderAgain returns how many rows say the header again, once all rows were given.
func (t *Table) HeaderAgain() int { return t.odd.headers }

// Close ends the reading.
func (t *Table) Close() {
	t.stop()
	for range t.full { // the reader may be waiting to give rows
	}
}

// readTable reads the file, which may be packed, to its end.
func (t *Table) readTable(ctx context.Context, x *Extract) error {
	var refused refusals
	u := unpacker{ctx, x, &spool{}}
	defer u.spool.Close()
	src := &source{kind: "table", tables: []*table{{}}}
	parts, err := u.openParts(src, &refused)
	name := filepath.Base(x.Files[0])
	if err == nil && len(parts) != 1 {
		return &TableError{File: name, Reason: "holds " + strconv.Itoa(len(parts)) + " files; unpack it and name one of them"}
	}
	if err == nil {
		parts[0].out.taker = t
		err = readParts(ctx, src, parts)
		t.notes = parts[0].out.report.Notes
		t.noteOdd()
	}
	if err == nil && refused.reason != "" {
		err = &TableError{File: name, Reason: refused.reason}
	}
	return err
}

// takeRows gives the rows of a grid to whoever reads the table.
func (t *Table) takeRows(ctx context.Context, all grid, in *input, o *out, serial bool) error {
	held := &heldGrid{grid: all}
	header, reason, err := held.firstHeader(o)
	switch {
	case err != nil:
		return err
	case reason != "":
		return faultf("the header row cannot be read: %s", reason)
	case len(header) > mostColumns:
		return faultf("the first row has %d columns (want at most %d)", len(header), mostColumns)
	}
	_, t.SHA256 = in.storedDigest()
	t.Header, t.Serial = slices.Clone(header), serial
	close(t.opened)
	rows := 0
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case b := <-t.spare:
			b.width, b.cells = len(t.Header), b.cells[:0]
			err := b.fillRows(held, in, rows, t)
			rows += b.Len()
			if b.Len() > 0 {
				t.full <- b
			}
			if err != nil {
				return endOfFile(err)
			}
		}
	}
}

// fillRows takes rows of a grid, of which so many came before.
func (r *TableRows) fillRows(g grid, in *input, before int, t *Table) error {
	for r.Len() < rowsAtOnce {
		texts, reason, err := g.readRow()
		if err != nil {
			return err
		}
		if reason == emptyRow || len(texts) == 1 && r.width > 1 && strings.TrimSpace(texts[0]) == "" {
			continue
		}
		for len(texts) > r.width && strings.TrimSpace(texts[len(texts)-1]) == "" {
			texts = texts[:len(texts)-1]
		}
		if reason == "" && saysHeader(t.Header, texts) {
			t.odd.headers++
			continue
		}
		if reason == "" && isTotal(texts) {
			t.odd.totals++
			continue
		}
		if reason == "" && (isMarks(texts) || before+r.Len() == 0 && isTypes(texts)) {
			t.odd.marks++
			continue
		}
		if reason == "" && len(texts) > r.width {
			reason = "has " + strconv.Itoa(len(texts)) + " values (want " + strconv.Itoa(r.width) + ", as the header has)"
		} else if reason != "" {
			reason = "cannot be read: " + reason
		}
		if reason != "" {
			return &TableError{filepath.Base(in.name), before + r.Len() + 1, lineOf(g), reason}
		}
		if len(texts) < r.width && !slices.Equal(t.Header[len(texts):], make([]string, r.width-len(texts))) {
			t.odd.short++
		}
		for _, c := range texts {
			c, mended := cells.Mend(c)
			r.cells = append(r.cells, c)
			if mended {
				t.odd.mended++
			}
		}
		for k := len(texts); k < r.width; k++ {
			r.cells = append(r.cells, "")
		}
	}
	return nil
}

// PlainText returns a cell with what nobody sees taken out and what looks alike made the same.
func PlainText(cell string) string { return cells.Plain(cell) }

// SerialDay returns the day that a cell of a worksheet holds as a number of five figures, from 1927 on, and whether it can be one.
func SerialDay(cell string) (Date, bool) {
	if s := cells.WholeDigits(cell); len(s) != 5 || !cells.AllDigits(s) {
		return 0, false
	}
	return cells.ReadSerialDay(cell)
}

// DayWithClock returns the day of a text that says one with a time of day, as it is in London, or that says one in words, and whether it does.
// Of three numbers alone the column has to show which is the day.
func DayWithClock(s string) (Date, bool) {
	d, layout, ok := cells.ReadDate(s, cells.ISOLayout)
	return d, ok && layout != cells.UKLayout && layout != cells.NoLayout && len(s) > len("2006-01-02")
}
