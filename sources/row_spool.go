package sources

import (
	"bufio"
	"context"
	"encoding/binary"
	"hash"
	"io"
)

// readWhole reads a grid to its end before a row of it is used. It is for formats that only show at the end, or in the
// middle, that something is missing: half an extract would make the other half look like children who left.
func readWhole(ctx context.Context, g grid, in *input, o *out, serial bool) error {
	rows := &rowSpool{}
	defer rows.spool.Close()
	if err := rows.addRows(ctx, g); err != nil {
		return err
	}
	back, err := rows.readBack()
	if err != nil {
		return err
	}
	return readGrid(ctx, back, in, o, serial)
}

// rowSpool holds rows of cells. A row is its length in bytes, the number of its cells and one, and each cell's length and
// text; a row without cells is a nought and the reason.
type rowSpool struct {
	spool spool
	row   []byte
	full  []byte    // rows that are not in the spool yet
	bytes int64     // of all rows
	sum   hash.Hash // of all rows, when it is wanted
	above int       // rows of the sheet above the first
}

// addRows appends the rows of a grid to its end.
func (s *rowSpool) addRows(ctx context.Context, g grid) error {
	for n := 0; ; n++ {
		if n&0xfff == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells, reason, err := g.readRow()
		if p, tells := g.(placedGrid); tells && n == 0 && err == nil {
			s.above = p.lineOfRow() - 1
		}
		if err == nil {
			err = s.addRow(cells, reason)
		}
		if err != nil {
			return endOfFile(err)
		}
	}
}

// addRow appends a row. One that is longer than any row of an extract is given back as such.
func (s *rowSpool) addRow(cells []string, reason string) error {
	size := 0
	for _, c := range cells {
		size += len(c)
	}
	if size > mostRecordBytes {
		reason = "a row longer than 256 KiB"
	}
	s.row = s.row[:0]
	if reason != "" {
		s.row = append(binary.AppendUvarint(s.row, 0), reason...)
	} else {
		s.row = binary.AppendUvarint(s.row, uint64(len(cells))+1)
		for _, c := range cells {
			s.row = append(binary.AppendUvarint(s.row, uint64(len(c))), c...)
		}
	}
	begin := len(s.full)
	s.full = append(binary.AppendUvarint(s.full, uint64(len(s.row))), s.row...)
	s.bytes += int64(len(s.full) - begin)
	if s.sum != nil {
		s.sum.Write(s.full[begin:])
	}
	if len(s.full) < 64<<10 {
		return nil
	}
	return s.flushRows()
}

func (s *rowSpool) flushRows() error {
	_, err := s.spool.Write(s.full)
	s.full = s.full[:0]
	return err
}

// readBack gives the rows again, from the first.
func (s *rowSpool) readBack() (grid, error) {
	if err := s.flushRows(); err != nil {
		return nil, err
	}
	return &rowReader{r: bufio.NewReaderSize(s.spool.readerSince(0), 64<<10), line: s.above}, nil
}

// rowReader reads rows of a rowSpool.
type rowReader struct {
	r     *bufio.Reader
	buf   []byte
	cells []string
	line  int
}

// lineOfRow is the row of the sheet that was given last.
func (r *rowReader) lineOfRow() int { return r.line }

func (r *rowReader) readRow() ([]string, string, error) {
	n, err := binary.ReadUvarint(r.r)
	if err != nil {
		return nil, "", err
	}
	r.line++
	if uint64(cap(r.buf)) < n {
		r.buf = make([]byte, n)
	}
	r.buf = r.buf[:n]
	if _, err := io.ReadFull(r.r, r.buf); err != nil {
		return nil, "", err
	}
	count, k := binary.Uvarint(r.buf)
	if count == 0 {
		return nil, string(r.buf[k:]), nil
	}
	text, at := string(r.buf), k
	r.cells = r.cells[:0]
	for range count - 1 {
		n, k := binary.Uvarint(r.buf[at:])
		at += k
		r.cells = append(r.cells, text[at:at+int(n)])
		at += int(n)
	}
	return r.cells, "", nil
}
