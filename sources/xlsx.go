package sources

import (
	"context"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits on a workbook, so that a small file cannot unpack to fill the machine.
const (
	mostWorkbookBytes = 4 << 30
	mostSheetInMemory = 64 << 20  // larger sheets are unpacked to a temporary file
	mostSealedBook    = 512 << 20 // of a workbook that came encrypted, which must not be: all of it is held in memory
	mostOtherParts    = 256 << 20 // styles, drawings and all that is no sheet, which is held in memory
	mostSheetRows     = 1 << 20   // that a worksheet can have
)

// readWorkbook reads one sheet of an .xlsx file: the one that the settings name, or the first. Of a cell with a formula the
// value is read that the sheet was saved with; nothing is calculated.
func readWorkbook(ctx context.Context, in *input, o *out) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = faultf("the workbook is damaged and cannot be read")
		}
	}()
	formulas, err := inspectWorkbook(ctx, in)
	if err != nil {
		return err
	}
	f, err := openWorkbook(in)
	if err != nil {
		return faultf("the workbook cannot be opened (is it damaged, or does it have a password?)")
	}
	defer f.Close()
	sheet, err := chooseSheet(f, in.x.Sheet, o)
	if err != nil {
		return err
	}
	formulas.noteFormulas(o)
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil && *p.Date1904 {
		return faultf("the workbook counts days from 1904; save it with the usual date system")
	}
	rows, err := f.Rows(sheet)
	if err != nil {
		return faultf("the worksheet cannot be read")
	}
	defer rows.Close()
	return readWhole(ctx, &sheetGrid{rows: rows}, in, o, true)
}

// openWorkbook opens a workbook that inspectWorkbook has passed.
func openWorkbook(in *input) (*excelize.File, error) {
	f, err := in.openFile()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	options := excelize.Options{RawCellValue: true, UnzipSizeLimit: mostWorkbookBytes, UnzipXMLSizeLimit: mostSheetInMemory}
	if in.body != nil {
		options.UnzipSizeLimit, options.UnzipXMLSizeLimit = mostSealedBook, mostSealedBook
	}
	return excelize.OpenReader(f, options)
}

func chooseSheet(f *excelize.File, name string, o *out) (string, error) {
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return "", faultf("the workbook has no worksheet")
	}
	if name == "" {
		if len(sheets) > 1 {
			o.addNote("the workbook has %d sheets; the first is read (name another with sheet in the settings)", len(sheets))
		}
		return sheets[0], nil
	}
	for _, s := range sheets {
		if strings.EqualFold(s, name) {
			return s, nil
		}
	}
	return "", faultf("the workbook has no sheet %q", name)
}

// sheetGrid gives the rows of a worksheet at the width of its header. Rows without any cell at the end of a sheet are
// what formatting leaves behind and are no rows; those in the middle are.
type sheetGrid struct {
	rows  *excelize.Rows
	seen  int // rows of the sheet, blank ones too
	width int
	blank int
	held  []string
}

func (g *sheetGrid) readRow() ([]string, string, error) {
	if g.held == nil {
		if err := g.readSheet(); err != nil {
			return nil, "", err
		}
	}
	if g.blank > 0 {
		g.blank--
		return nil, emptyRow, nil
	}
	cells := g.held
	g.held = nil
	return cells, "", nil
}

// readSheet holds the next row with a cell and counts the blank ones before it.
func (g *sheetGrid) readSheet() error {
	for g.rows.Next() {
		if g.seen++; g.seen > mostSheetRows {
			return faultf("the worksheet has a row below the last that a worksheet can have; nothing of the workbook is read")
		}
		cells, err := g.rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return faultf("the worksheet cannot be read to its end")
		}
		for len(cells) > 0 && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) == 0 {
			if g.width > 0 {
				g.blank++
			}
			continue
		}
		if g.width == 0 {
			g.width = len(cells)
		}
		for len(cells) < g.width {
			cells = append(cells, "")
		}
		g.held = cells
		return nil
	}
	if g.rows.Error() != nil {
		return faultf("the worksheet cannot be read to its end")
	}
	return io.EOF
}
