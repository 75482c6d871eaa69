package sources

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits on a workbook, so that a small file cannot unpack to fill the machine.
const (
	mostWorkbookBytes = 4 << 30
	mostSheetInMemory = 64 << 20 // larger sheets are unpacked to a temporary file
)

// readWorkbook reads one sheet of an .xlsx file: the one that the settings name, or the first.
func readWorkbook(ctx context.Context, in *input, o *out) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = faultf("the workbook is damaged and cannot be read")
		}
	}()
	formulas, err := inspectWorkbook(in)
	if err != nil {
		return err
	}
	f, err := excelize.OpenFile(in.path, excelize.Options{
		RawCellValue: true, UnzipSizeLimit: mostWorkbookBytes, UnzipXMLSizeLimit: mostSheetInMemory,
	})
	if err != nil {
		return faultf("the workbook cannot be opened (is it damaged, or does it have a password?)")
	}
	defer f.Close()
	sheet, err := chooseSheet(f, in.x.Sheet, o)
	if err != nil {
		return err
	}
	if formulas {
		o.note("the workbook has formulas; the values they had when it was saved are read")
	}
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil && *p.Date1904 {
		return faultf("the workbook counts days from 1904; save it with the usual date system")
	}
	rows, err := f.Rows(sheet)
	if err != nil {
		return faultf("the worksheet cannot be read")
	}
	defer rows.Close()
	return readGrid(ctx, &sheetGrid{rows: rows}, in, o, true)
}

func chooseSheet(f *excelize.File, name string, o *out) (string, error) {
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return "", faultf("the workbook has no worksheet")
	}
	if name == "" {
		if len(sheets) > 1 {
			o.note("the workbook has %d sheets; the first is read (name another with sheet in the settings)", len(sheets))
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

// inspectWorkbook bounds what the archive unpacks to and reports whether a sheet has formulas, which the reader of rows
// does not tell.
func inspectWorkbook(in *input) (formulas bool, err error) {
	z, err := zip.OpenReader(in.path)
	if err != nil {
		return false, faultf("the file is a zip archive that cannot be opened")
	}
	defer z.Close()
	workbook, total := false, uint64(0)
	for _, f := range z.File {
		total += f.UncompressedSize64
		workbook = workbook || f.Name == "xl/workbook.xml"
	}
	if !workbook {
		return false, faultf("the file is a zip archive and no workbook; unpack it first")
	}
	if total > mostWorkbookBytes {
		return false, faultf("the workbook unpacks to more than 4 GiB; save it as CSV")
	}
	for _, f := range z.File {
		if strings.HasPrefix(f.Name, "xl/worksheets/") && hasFormula(f) {
			return true, nil
		}
	}
	return false, nil
}

// hasFormula reports whether a sheet's XML opens a formula element.
func hasFormula(f *zip.File) bool {
	r, err := f.Open()
	if err != nil {
		return false
	}
	defer r.Close()
	buf, kept := make([]byte, 64<<10), 0
	for {
		n, err := r.Read(buf[kept:])
		n += kept
		if bytes.Contains(buf[:n], []byte("<f>")) || bytes.Contains(buf[:n], []byte("<f ")) {
			return true
		}
		if err != nil {
			return false
		}
		kept = copy(buf, buf[max(0, n-2):n])
	}
}

// sheetGrid gives the rows of a worksheet at the width of its header. Rows without any cell at the end of a sheet are
// what formatting leaves behind and are no rows; those in the middle are.
type sheetGrid struct {
	rows  *excelize.Rows
	width int
	blank int
	held  []string
}

func (g *sheetGrid) next() ([]string, string, error) {
	if g.held == nil {
		if err := g.read(); err != nil {
			return nil, "", err
		}
	}
	if g.blank > 0 {
		g.blank--
		return nil, "the row is empty", nil
	}
	cells := g.held
	g.held = nil
	return cells, "", nil
}

// read holds the next row with a cell and counts the blank ones before it.
func (g *sheetGrid) read() error {
	for g.rows.Next() {
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
