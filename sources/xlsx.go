package sources

import (
	"context"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits on a workbook, so that a small file cannot unpack to fill the machine.
const (
	mostBookInMemory = 512 << 20 // all of a workbook is held in memory: the library would unpack it to a file in the clear
	mostOtherParts   = 256 << 20 // styles, drawings and all that is no sheet, which is held in memory
	mostSheetRows    = 1 << 20   // that a worksheet can have
)

// readWorkbook reads one sheet of an .xlsx file: see chooseSheet. Of a cell with a formula the
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
	sheet, err := chooseSheet(f, in, o)
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

// noFolder is the folder in which the library may put down what it has too much of: there is none of that name on any system.
const noFolder = "\x00"

// openWorkbook opens a workbook that inspectWorkbook has passed.
func openWorkbook(in *input) (*excelize.File, error) {
	f, err := in.openFile()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return excelize.OpenReader(f, excelize.Options{
		RawCellValue: true, UnzipSizeLimit: mostBookInMemory, UnzipXMLSizeLimit: mostBookInMemory, TmpDir: noFolder,
	})
}

// sheetGrid gives the rows of a worksheet at the width of the widest before them: a sheet does not hold the empty cells at the end of a row,
// and above the header may stand a title. Rows without any cell at the end of a sheet are
// what formatting leaves behind and are no rows; those in the middle are.
type sheetGrid struct {
	rows  *excelize.Rows
	seen  int // rows of the sheet, blank ones too
	width int
	blank int
	held  []string
}

// lineOfRow is the row of the sheet that was given last.
func (g *sheetGrid) lineOfRow() int {
	if g.held != nil { // a blank one before the row that is held
		return g.seen - 1 - g.blank
	}
	return g.seen
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
		for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) == 0 {
			if g.width > 0 {
				g.blank++
			}
			continue
		}
		g.width = max(g.width, len(cells))
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
