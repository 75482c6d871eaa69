package bounded

import (
	"archive/zip"
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"rollcall/sources/xmlscan"
)

// Bounds are the most that a workbook may have.
type Bounds struct {
	Packed   int64 // bytes of the file
	Unpacked int64 // bytes of all its parts
	Times    int64 // how many times its packed bytes it may unpack to, from 16 MiB on
	Parts    int
	Rows     int // of all sheets together, as Cells and Texts
	Cells    int
	Texts    int   // that sheets share
	Other    int64 // bytes of any part that is neither a sheet nor the shared texts
	Elements int   // of such a part, where it is XML that is parsed whole
}

// freeBytes are unpacked whatever they were packed to: a small sheet of one word over and over packs very well.
const freeBytes = 16 << 20

// Error is a workbook that is refused. It names the part, and no value.
type Error struct{ Why string }

// Error says why.
func (e *Error) Error() string { return e.Why }

func refuse(format string, a ...any) error { return &Error{fmt.Sprintf(format, a...)} }

// notAWorkbook is what is said of a file that cannot be unpacked.
const notAWorkbook = "damaged, or not a workbook"

// CheckParts unpacks a workbook once and holds it to bounds: by its directory before anything is unpacked, and then by what comes out,
// for a directory can lie. The error is an *Error when it is refused.
func CheckParts(ctx context.Context, r io.ReaderAt, size int64, most Bounds) error {
	if size > most.Packed {
		return refuse("it is larger than %s", megabytes(most.Packed))
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return refuse(notAWorkbook)
	}
	if err := most.checkDirectory(z, size); err != nil {
		return err
	}
	c := check{most: most}
	for _, part := range z.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := c.checkPart(part); err != nil {
			return err
		}
	}
	return nil
}

// checkDirectory holds a workbook to bounds by what it says of its parts.
func (most Bounds) checkDirectory(z *zip.Reader, size int64) error {
	if len(z.File) > most.Parts {
		return refuse("it has more than %d parts", most.Parts)
	}
	var packed, unpacked int64
	for _, f := range z.File {
		if f.UncompressedSize64 > uint64(most.Unpacked) || f.CompressedSize64 > uint64(size) {
			return refuse("%s says that it unpacks to more than %s", partWords(f.Name), megabytes(most.Unpacked))
		}
		if kindOf(f.Name) != sheetPart && kindOf(f.Name) != textsPart && f.UncompressedSize64 > uint64(most.Other) {
			return refuse("%s says that it unpacks to more than %s", partWords(f.Name), megabytes(most.Other))
		}
		packed += int64(f.CompressedSize64)
		unpacked += int64(f.UncompressedSize64)
	}
	switch {
	case packed > size:
		return refuse("its parts lie over one another")
	case unpacked > most.Unpacked:
		return refuse("it says that it unpacks to more than %s", megabytes(most.Unpacked))
	case unpacked > freeBytes && unpacked/most.Times > size:
		return refuse("it says that it unpacks to more than %d times its size", most.Times)
	}
	return nil
}

// The kinds of part.
type partKind int

const (
	otherPart partKind = iota // of which only the bytes count
	sheetPart
	textsPart
	plainXML // that a reader parses whole
)

// kindOf tells a part by its name, as readers do, whatever its case.
func kindOf(name string) partKind {
	name = strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
	switch {
	case strings.HasPrefix(name, "xl/worksheets/sheet"):
		return sheetPart
	case name == "xl/sharedstrings.xml":
		return textsPart
	case strings.HasPrefix(name, "xl/drawings/"), strings.HasPrefix(name, "xl/media/"), strings.HasPrefix(name, "xl/embeddings/"),
		strings.HasPrefix(name, "xl/printersettings/"), strings.HasSuffix(name, ".vml"), strings.HasSuffix(name, ".bin"):
		return otherPart
	}
	return plainXML
}

// partWords names a part, in words that nobody outside has chosen.
func partWords(name string) string {
	return map[partKind]string{sheetPart: "a sheet", textsPart: "the shared texts", otherPart: "a drawing or an enclosure", plainXML: "a part beside the sheets"}[kindOf(name)]
}

func megabytes(n int64) string { return fmt.Sprintf("%d MiB", n>>20) }

// check is a check under way.
type check struct {
	most               Bounds
	rows, cells, texts int
}

// checkPart unpacks a part to its end.
func (c *check) checkPart(f *zip.File) error {
	if f.FileInfo().IsDir() {
		return nil
	}
	opened, err := f.Open()
	if err != nil {
		return refuse(notAWorkbook)
	}
	defer opened.Close()
	// One byte more than the directory says shows that it lies.
	r := &io.LimitedReader{R: opened, N: int64(f.UncompressedSize64) + 1}
	if kindOf(f.Name) != otherPart {
		err = c.countElements(r, f)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, r)
	}
	var refused *Error
	switch {
	case r.N <= 0:
		return refuse("%s unpacks to more than it says", partWords(f.Name))
	case errors.As(err, &refused):
		return err
	case err != nil:
		return refuse("%s is %s", partWords(f.Name), notAWorkbook)
	}
	return nil
}

// countElements walks through a part and counts what a reader would make something of.
func (c *check) countElements(from io.Reader, f *zip.File) error {
	buf := bufio.NewReaderSize(from, 64<<10)
	head, err := buf.Peek(1024)
	if len(head) == 0 {
		return nil
	}
	if err != nil && err != io.EOF {
		return err
	}
	text, err := xmlscan.DecodeText(buf, head, "")
	if err != nil {
		return err
	}
	scan := xmlscan.NewScanner(text)
	defer scan.ReleaseWindow()
	kind, elements := kindOf(f.Name), 0
	for {
		token, err := scan.NextToken()
		if err != nil || token == xmlscan.EOF {
			return err
		}
		if token != xmlscan.Start {
			continue
		}
		elements++
		if err := c.countElement(kind, string(scan.Name), elements); err != nil {
			return err
		}
	}
}

// countElement counts an element of a part and refuses what is too many.
func (c *check) countElement(kind partKind, name string, elements int) error {
	switch {
	case kind == sheetPart && name == "row":
		c.rows++
	case kind == sheetPart && name == "c":
		c.cells++
	case kind == textsPart && name == "si":
		c.texts++
	}
	switch {
	case c.rows > c.most.Rows:
		return refuse("its sheets have more than %d rows", c.most.Rows)
	case c.cells > c.most.Cells:
		return refuse("its sheets have more than %d cells", c.most.Cells)
	case c.texts > c.most.Texts:
		return refuse("its sheets share more than %d texts", c.most.Texts)
	case kind == plainXML && elements > c.most.Elements:
		return refuse("a part beside the sheets has more than %d elements", c.most.Elements)
	case kind == sheetPart && elements > 8*c.most.Cells, kind == textsPart && elements > 8*c.most.Texts:
		return refuse("%s has more elements than a spreadsheet program writes", map[partKind]string{sheetPart: "a sheet", textsPart: "what its sheets share"}[kind])
	}
	return nil
}
