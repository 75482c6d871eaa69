package sources

import (
	"context"
	"encoding/binary"
	"errors"
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// Limits on a Parquet file.
const (
	mostFooterBytes = 16 << 20
	mostParquetRows = 20_000_000 // twice the pupils of England
)

// readParquet reads a Parquet file as a table whose headers are the names of its columns. Numbers, dates and times become
// the text that they would be in a CSV file: see parquetText. Columns of lists or groups are passed over.
//
// The library decodes what it is given in good faith: a size in a damaged file makes it allocate what the size says. So
// the schema and every page are checked against the limits before it sees them, and all rows are decoded before one is
// used.
func readParquet(ctx context.Context, in *input, o *out) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = parquetDamage("it cannot be decoded")
		}
	}()
	f, err := in.openFile()
	if err != nil {
		return err
	}
	defer f.Close()
	if err := checkFooter(f, in.was.Bytes); err != nil {
		return err
	}
	file, err := parquet.OpenFile(f, in.was.Bytes, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return parquetDamage("it cannot be opened")
	}
	g, err := newParquetGrid(file, o)
	if err != nil {
		return err
	}
	if err := checkPages(ctx, file, in.was.Bytes, g.columns); err != nil {
		return err
	}
	defer g.closeFile()
	return readWhole(ctx, g, in, o, false)
}

// parquetDamage is the fault of a file that is not what it should be.
func parquetDamage(what string) error {
	return faultf("the Parquet file is damaged or cut off: %s; nothing of it is read", what)
}

// checkFooter holds the description at the end of the file to the limits.
func checkFooter(f io.ReaderAt, size int64) error {
	var tail [8]byte
	if size < 12 {
		return parquetDamage("it is too short")
	}
	if _, err := f.ReadAt(tail[:], size-8); err != nil || string(tail[4:]) != "PAR1" {
		return parquetDamage("its end is missing")
	}
	n := int64(binary.LittleEndian.Uint32(tail[:]))
	if n > mostFooterBytes || n > size-12 {
		return parquetDamage("its description is longer than it can be")
	}
	b := make([]byte, n)
	if _, err := f.ReadAt(b, size-8-n); err != nil {
		return parquetDamage("it cannot be read")
	}
	if used, ok := thriftLength(b, mostFooterItems); !ok || used != len(b) {
		return parquetDamage("its description is wrong")
	}
	var meta format.FileMetaData
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), b, &meta); err != nil {
		return parquetDamage("its description is wrong")
	}
	if len(meta.Schema) == 0 || len(meta.Schema) > 4*mostColumns {
		return faultf("the Parquet file has more columns than any extract (want at most %d)", mostColumns)
	}
	if meta.NumRows < 0 || meta.NumRows > mostParquetRows {
		return faultf("the Parquet file says that it has more than %d million rows; split it", mostParquetRows/1_000_000)
	}
	return nil
}

// parquetGrid gives the rows of a Parquet file.
type parquetGrid struct {
	groups  []parquet.RowGroup
	columns []*parquetColumn
	cells   []string
	begun   bool
	left    int64 // rows of the group at hand
}

// parquetColumn is a column of the table, open at a row group.
type parquetColumn struct {
	name string
	leaf *parquet.Column
	text func(parquet.Value) string

	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
	buf    [128]parquet.Value
	at, n  int
}

func newParquetGrid(file *parquet.File, o *out) (*parquetGrid, error) {
	g := &parquetGrid{groups: file.RowGroups()}
	for _, c := range file.Root().Columns() {
		text := parquetText(c)
		if text == nil {
			o.addNote("the column %q is of lists, groups or raw bytes and is not read", cutHeader(c.Name()))
			continue
		}
		g.columns = append(g.columns, &parquetColumn{name: c.Name(), leaf: c, text: text})
	}
	if len(g.columns) == 0 {
		return nil, faultf("the Parquet file has no column that can be read")
	}
	g.cells = make([]string, len(g.columns))
	return g, nil
}

func (g *parquetGrid) readRow() ([]string, string, error) {
	if !g.begun {
		g.begun = true
		for i, c := range g.columns {
			g.cells[i] = c.name
		}
		return g.cells, "", nil
	}
	for g.left == 0 {
		if len(g.groups) == 0 {
			return nil, "", io.EOF
		}
		group := g.groups[0]
		g.groups, g.left = g.groups[1:], group.NumRows()
		for _, c := range g.columns {
			c.openColumn(group)
		}
	}
	g.left--
	for i, c := range g.columns {
		v, err := c.nextText()
		if err != nil {
			return nil, "", parquetDamage("a column breaks off")
		}
		g.cells[i] = ""
		if !v.IsNull() {
			g.cells[i] = c.text(v)
		}
	}
	return g.cells, "", nil
}

func (g *parquetGrid) closeFile() {
	for _, c := range g.columns {
		c.closeColumn()
	}
}

// openColumn goes to the column's part of a row group.
func (c *parquetColumn) openColumn(group parquet.RowGroup) {
	c.closeColumn()
	c.pages = group.ColumnChunks()[c.leaf.Index()].Pages()
	c.values, c.at, c.n = nil, 0, 0
}

func (c *parquetColumn) closeColumn() {
	if c.page != nil {
		parquet.Release(c.page)
		c.page = nil
	}
	if c.pages != nil {
		c.pages.Close()
		c.pages = nil
	}
}

// nextText returns the next value, which is valid until the call after.
func (c *parquetColumn) nextText() (parquet.Value, error) {
	for c.at == c.n {
		if c.values != nil {
			n, err := c.values.ReadValues(c.buf[:])
			if c.at, c.n = 0, n; n > 0 {
				break
			}
			if err != nil && !errors.Is(err, io.EOF) {
				return parquet.Value{}, err
			}
		}
		if c.page != nil {
			parquet.Release(c.page)
			c.page = nil
		}
		page, err := c.pages.ReadPage()
		if err != nil {
			return parquet.Value{}, err
		}
		c.page, c.values = page, page.Values()
	}
	c.at++
	return c.buf[c.at-1], nil
}
