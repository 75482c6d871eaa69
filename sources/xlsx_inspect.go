package sources

import (
	"archive/zip"
	"bufio"
	"context"
	"errors"
	"io"
	"strings"

	"rollcall/sources/xmlscan"
)

// formulas counts the cells of a workbook that are calculated.
type formulas struct {
	cells int
	empty int // those saved without a value
}

// noteFormulas says how cells with formulas are read.
func (c formulas) noteFormulas(o *out) {
	if c.cells > 0 {
		o.addNote("the workbook has formulas; the values they had when it was saved are read")
	}
	if c.empty > 0 {
		o.addNote("%d cells hold a formula and were saved without its value; they are read as empty (open the workbook in a spreadsheet program and save it)", c.empty)
	}
}

// inspectWorkbook reads a whole workbook before a row of it is used: what it unpacks to is bounded, its checksums are
// right, and its sheets are well-formed to their ends, which the reader of rows does not tell from a sheet that breaks
// off. It counts the formulas.
func inspectWorkbook(ctx context.Context, in *input) (formulas, error) {
	var found formulas
	f, err := in.openFile()
	if err != nil {
		return found, err
	}
	defer f.Close()
	size, err := in.fileLength()
	if err != nil {
		return found, err
	}
	z, err := zip.NewReader(f, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return found, damageFault(zipPacking)
	}
	if err := boundWorkbook(z, size); err != nil {
		return found, err
	}
	for _, part := range z.File {
		if err := ctx.Err(); err != nil {
			return found, err
		}
		if err := inspectPart(part, &found); err != nil {
			return found, err
		}
	}
	return found, nil
}

// boundWorkbook holds a workbook to the limits by what its parts say they unpack to, which is all that they can.
func boundWorkbook(z *zip.Reader, size int64) error {
	var packed, total, other uint64
	for _, f := range z.File {
		packed, total = packed+f.CompressedSize64, total+f.UncompressedSize64
		if packed > uint64(size) || f.CompressedSize64 > uint64(size) || f.UncompressedSize64 > mostUnpacked {
			return faultf("the workbook is not what a spreadsheet program writes; it is refused")
		}
		if !isSheetPart(f.Name) && !strings.EqualFold(f.Name, "xl/sharedStrings.xml") {
			other += f.UncompressedSize64
		}
	}
	switch {
	case total > mostBookInMemory:
		return faultf("the workbook unpacks to more than 512 MiB, which is more than is held in memory; send it as CSV")
	case other > mostOtherParts:
		return faultf("the workbook holds more than 256 MiB beside its sheets; save the sheet as CSV")
	}
	return tooMuch(int64(total), size)
}

func isSheetPart(name string) bool { return strings.HasPrefix(name, "xl/worksheets/sheet") }

// inspectPart reads a part of the workbook to its end.
func inspectPart(f *zip.File, found *formulas) error {
	r, err := f.Open()
	if err != nil {
		return damageFault(zipPacking)
	}
	defer r.Close()
	if isSheetPart(f.Name) {
		if err := found.countFormulas(r); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return damageFault(zipPacking)
	}
	return nil
}

// countFormulas walks through a sheet and counts its formulas.
func (c *formulas) countFormulas(r io.Reader) error {
	buf := bufio.NewReaderSize(r, 64<<10)
	head, _ := buf.Peek(1024)
	text, err := xmlscan.DecodeText(buf, head, "")
	if err != nil {
		return sheetFault(err)
	}
	scan := xmlscan.NewScanner(text)
	defer scan.ReleaseWindow()
	formula, value, inside := false, false, false
	for {
		kind, err := scan.NextToken()
		switch {
		case err != nil:
			return sheetFault(err)
		case kind == xmlscan.EOF:
			return nil
		case kind == xmlscan.Text:
			value = value || inside
		case kind == xmlscan.Start && string(scan.Name) == "c":
			formula, value = false, false
		case kind == xmlscan.Start && string(scan.Name) == "f":
			formula = true
		case string(scan.Name) == "v":
			inside = kind == xmlscan.Start
		case kind == xmlscan.End && string(scan.Name) == "c" && formula:
			c.cells++
			if !value {
				c.empty++
			}
		}
	}
}

// sheetFault says what is wrong with a sheet as XML.
func sheetFault(err error) error {
	var x *xmlscan.Error
	if errors.As(err, &x) {
		return faultf("a worksheet is damaged: %s; nothing of the workbook is read", x)
	}
	return damageFault(zipPacking)
}
