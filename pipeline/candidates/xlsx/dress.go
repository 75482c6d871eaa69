package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// Dress is the styles and the theme of workbooks, packed.
type Dress struct{ parts []part }

// The parts of a dress.
const (
	stylesPart = "xl/styles.xml"
	themePart  = "xl/theme/theme1.xml"
)

// DressOf takes the dress of a workbook of the library, whose style numbers are those of Cell.
func DressOf(file *excelize.File) (Dress, error) {
	var d Dress
	packed, err := file.WriteToBuffer()
	if err != nil {
		return d, err
	}
	archive, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		return d, err
	}
	for _, name := range [...]string{stylesPart, themePart} {
		f, err := archive.Open(name)
		if err != nil {
			return d, fmt.Errorf("%s: %w", name, err)
		}
		content, err := io.ReadAll(f)
		if err != nil {
			return d, fmt.Errorf("%s: %w", name, err)
		}
		d.parts = append(d.parts, packPart(name, string(content)))
	}
	return d, nil
}
