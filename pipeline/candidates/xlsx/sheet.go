package xlsx

import (
	"fmt"
	"strconv"
)

// Sheet is a sheet as it is written. What its fields say is set before its first row: what stands above the rows cannot be written after
// them.
type Sheet struct {
	Name       string
	Columns    []Column
	LineHeight float64 // of a row that says nothing, in points
	Zoom       int     // at which it is shown first, in per cent
	Page       Page
	Table      *Table // the one whose header stays and that has a filter; nil: none
	Rules      []Rule
	Protected  bool // nobody changes it by mistake; there is no password
	Hidden     bool

	first bool
	whole part // once it has ended

	packer         *packer
	line           []byte   // the row that is being written
	names          [][]byte // of the columns
	rows           int
	merged, breaks []string
}

// Column is a column of a sheet: its width in characters, and whether it is folded away under a mark to click on.
type Column struct {
	Width  float64
	Folded bool
}

// Table is where a table stands on its sheet.
type Table struct {
	Header, Rows     int // the row of its header, and how many are under it
	Columns, Printed int // how many it has, and how many of them are printed
	Still            int // columns at the left that stay when it is scrolled
}

// WriteRow writes the next row, so many points tall. A cell is a Cell, a value of one, or nil: there is none.
func (s *Sheet) WriteRow(points float64, cells ...any) {
	if s.rows == 0 {
		s.begin()
	}
	s.rows++
	row := strconv.AppendInt(nil, int64(s.rows), 10)
	b := append(append(s.line[:0], `<row r="`...), row...)
	b = append(strconv.AppendFloat(append(b, `" ht="`...), points, 'f', -1, 64), `" customHeight="1">`...)
	for i, cell := range cells {
		for len(s.names) <= i {
			s.names = append(s.names, []byte(ColumnName(len(s.names)+1)))
		}
		switch c := cell.(type) {
		case nil:
		case Cell:
			b = appendCell(b, s.names[i], row, c)
		default:
			b = appendCell(b, s.names[i], row, Cell{Value: cell})
		}
	}
	s.line = append(b, `</row>`...)
	s.packer.pack(s.line)
}

// Merge makes one cell of the first columns of the row that was written last.
func (s *Sheet) Merge(columns int) {
	s.merged = append(s.merged, fmt.Sprintf("A%d:%s%d", s.rows, ColumnName(columns), s.rows))
}

// BreakPage has the next row begin a page.
func (s *Sheet) BreakPage() { s.breaks = append(s.breaks, strconv.Itoa(s.rows)) }

// end ends the sheet.
func (s *Sheet) end() {
	if s.rows == 0 {
		s.begin()
	}
	s.packer.pack(s.tail())
	s.whole, s.packer = s.packer.end(), nil
}

// ColumnName is the name of a column, counted from 1: A to Z, AA and on.
func ColumnName(n int) string {
	var name []byte
	for ; n > 0; n = (n - 1) / 26 {
		name = append([]byte{byte('A' + (n-1)%26)}, name...)
	}
	return string(name)
}
