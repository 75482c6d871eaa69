package candidates

import "io"

// writeMergeSheet writes a table as a workbook for a mail merge: one sheet, whose first row names the fields. Cells are text or days, and
// none is a formula.
func writeMergeSheet(out io.Writer, about Summary, t Table) error {
	return writeBook(out, about, nil, sheetRows, func(b workbook) error { return b.writeMergeRows(t) })
}

func (b workbook) writeMergeRows(t Table) error {
	var columns []column[[]any]
	for i, c := range t.Columns {
		columns = append(columns, column[[]any]{c.Title, c.Width, func(s *sheet, cells []any) any { return s.reportCell(c.Is, cells[i]) }})
	}
	s := b.beginSheet(sheetName(Table{Title: t.File}), columnWidths(columns), printing{})
	shown := min(len(t.Rows), b.rows-2)
	s.announceTable(1, shown, len(columns), 0, len(columns))
	writeRows(s, columns, t.Rows[:shown], 0)
	return s.endSheet()
}
