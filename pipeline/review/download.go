package review

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strings"
)

// download is a table that a person takes along.
type download struct {
	Name  string // of the file, without what ends it
	Lines [][]string
}

// send hands it out. Nothing keeps a copy on the way.
func (d *download) send(w http.ResponseWriter) {
	var b bytes.Buffer
	table := csv.NewWriter(&b)
	for _, line := range d.Lines {
		cells := make([]string, len(line))
		for i, cell := range line {
			cells[i] = plainCell(cell)
		}
		_ = table.Write(cells) // into memory
	}
	table.Flush()
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+d.Name+`.csv"`)
	_, _ = b.WriteTo(w)
}

// plainCell quotes with an apostrophe what a spreadsheet would take for a formula.
func plainCell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
