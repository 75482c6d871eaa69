package candidates

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"rollcall/pipeline/custody"
	"rollcall/sources/bounded"
)

// filledBounds are the most that a workbook of officers may have. A county of 200,000 children fills some 25,000 lines of thirty
// columns: 40 MiB unpacked, a million cells; a spreadsheet program packs it to a tenth. The rest is room.
var filledBounds = bounded.Bounds{
	Packed: 64 << 20, Unpacked: 256 << 20, Times: 60, Parts: 2000,
	Rows: 1 << 20, Cells: 4 << 20, Texts: 500_000,
	Other: 8 << 20, Elements: 100_000,
}

// The most of a sheet and of a cell (support.microsoft.com, "Excel specifications and limits"); a cell holds 32,767 characters.
const (
	mostSheetRows = 1 << 20
	mostCellBytes = 4 * 32_767
)

// openFilled opens a workbook that has been held to its bounds. It is read once into memory, so that what is opened is what was
// checked, and unpacked there too: a limit below the whole would have the library spill sheets to a temporary file.
func openFilled(path string) (*excelize.File, error) {
	f, err := custody.OpenFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f.Stream(), filledBounds.Packed+1))
	if err != nil {
		return nil, err
	}
	if err := bounded.CheckParts(context.Background(), bytes.NewReader(raw), int64(len(raw)), filledBounds); err != nil {
		return nil, fmt.Errorf("%w; nothing of it is read: it is no workbook that Rollcall wrote and officers filled in", err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: filledBounds.Unpacked, UnzipXMLSizeLimit: filledBounds.Unpacked, TmpDir: nowhere,
	})
	if err != nil {
		return nil, err
	}
	file.Path = path // by which faults name it
	return file, nil
}

// readRunName reads the run that wrote the workbook from the first row of its hidden sheet, of which no more is read.
func readRunName(file *excelize.File) (string, error) {
	rows, err := file.Rows(choicesSheet)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	if !rows.Next() {
		return "", rows.Error()
	}
	cells, err := rows.Columns()
	if err != nil || len(cells) < 2 || len(cells[1]) > mostCellBytes {
		return "", err
	}
	return cells[1], nil
}

// nowhere is the folder in which the spreadsheet library may put down what it has too much of: there is no such folder on any
// system, and then it goes on in memory. In a folder for temporary files a sheet above 16 MiB would lie in the clear, and stay
// after a kill.
const nowhere = "\x00"
