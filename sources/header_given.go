package sources

import (
	"fmt"

	"rollcall/sources/cells"
)

// LowestHeader is the lowest row in which the settings may say that the headers stand.
const LowestHeader = 1000

// headerAt is the header in the row that the settings give: the rows above it are no rows of the extract.
func (g *heldGrid) headerAt(line int, x *Extract) ([]string, error) {
	for i := 0; ; i++ {
		rows := g.readAheadRows(i + 1)
		if i >= len(rows) || i >= LowestHeader || rows[i].line == line && rows[i].reason == emptyRow {
			return nil, fault{"header_row", fmt.Sprintf("the settings say that the headers stand in row %d%s, and there is no such row with anything in it", line, x.onLine("header_row"))}
		}
		if at := rows[i].line; at != line && (at != 0 || i+1 != line) {
			continue
		}
		if rows[i].reason != "" {
			return nil, fault{"header_row", "the header row cannot be read: " + rows[i].reason}
		}
		header := rows[i].cells
		if i > 0 && rows[i-1].reason == "" {
			header = nameByRowAbove(rows[i-1].cells, header)
		}
		g.at += i + 1
		return header, nil
	}
}

// nameByRowAbove names the columns of a header of two rows: by the lower row; where that is empty, by the upper; where the lower says the same of
// two columns, by both. A word of the upper row stands for the empty cells behind it, as merged cells do.
func nameByRowAbove(upper, lower []string) []string {
	if len(upper) < 2 {
		return lower
	}
	times := map[string]int{}
	for _, h := range lower {
		times[cells.Fold(h)]++
	}
	out, group := make([]string, len(lower)), ""
	for i, h := range lower {
		over := ""
		if i < len(upper) {
			over = cells.Plain(upper[i])
		}
		if over != "" {
			group = over
		}
		switch out[i] = h; {
		case cells.Plain(h) == "":
			out[i] = over
		case times[cells.Fold(h)] > 1 && group != "":
			out[i] = group + " " + h
		}
	}
	return out
}
