package sources

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"rollcall/sources/cells"
)

// headerRows is how far down a header is looked for: reports carry a title, the day and who printed them above it.
const headerRows = 20

// heldRow is a row that was looked at before its time.
type heldRow struct {
	cells  []string
	reason string
	line   int // of the text, or row of the sheet; zero when the grid does not tell
}

// placedGrid is a grid that knows on which line of its file the last row began.
type placedGrid interface{ lineOfRow() int }

// lineOf returns the line on which the last row of a grid began, zero when it does not tell.
func lineOf(g grid) int {
	if p, tells := g.(placedGrid); tells {
		return p.lineOfRow()
	}
	return 0
}

// heldGrid gives rows that were read ahead, and then those of the grid.
type heldGrid struct {
	grid
	held []heldRow
	at   int
	line int   // of the row that was given last
	err  error // what the grid ended with while reading ahead
}

func (g *heldGrid) readRow() ([]string, string, error) {
	if g.at < len(g.held) {
		r := g.held[g.at]
		g.at++
		g.line = r.line
		return r.cells, r.reason, nil
	}
	if g.err != nil {
		return nil, "", g.err
	}
	texts, reason, err := g.grid.readRow()
	g.line = lineOf(g.grid)
	return texts, reason, err
}

func (g *heldGrid) lineOfRow() int { return g.line }

// readAheadRows reads up to n rows further ahead.
func (g *heldGrid) readAheadRows(n int) []heldRow {
	for len(g.held)-g.at < n && g.err == nil {
		texts, reason, err := g.grid.readRow()
		if err != nil {
			g.err = err
			break
		}
		g.held = append(g.held, heldRow{append([]string(nil), texts...), reason, lineOf(g.grid)})
	}
	return g.held[g.at:]
}

// findHeader finds the header: the first row in which two cells are headers that the source knows; where there is none, the
// first row. Rows above it are no rows of the extract.
func (g *heldGrid) findHeader(src *source, x *Extract, o *out) ([]string, error) {
	if x.HeaderRow > 0 {
		return g.headerAt(x.HeaderRow, x)
	}
	rows := g.readAheadRows(headerRows)
	if len(rows) == 0 {
		if errors.Is(g.err, io.EOF) {
			return nil, faultf("the file has no header row")
		}
		return nil, g.err
	}
	at := 0
	known := src.knownHeaders(x)
	for i, r := range rows {
		if knownCells(known, r.cells) >= 2 {
			at = i
			break
		}
	}
	if at > 0 {
		o.addNote("the header is row %d; the rows above it are not read", at+1)
	}
	if rows[at].reason != "" {
		return nil, faultf("the header row cannot be read: %s", rows[at].reason)
	}
	g.at += at + 1
	var over, under []string // without cells where they cannot be read
	if at > 0 {
		over = rows[at-1].cells
	}
	if at+1 < len(rows) {
		under = rows[at+1].cells
	}
	header, below := joinTwoRows(known, over, rows[at].cells, under)
	if below {
		o.addNote("the header stands in rows %d and %d", at+1, at+2)
		g.at++
	}
	return header, nil
}

// firstHeader takes the header of a table of which nobody knows what its columns are called: the first row with at least half as many cells
// as the widest of the first rows. Rows above it are a title.
func (g *heldGrid) firstHeader(o *out) ([]string, string, error) {
	rows := g.readAheadRows(headerRows)
	if len(rows) == 0 {
		if endOfFile(g.err) == nil {
			return nil, "", faultf("the file has no header row")
		}
		return nil, "", g.err
	}
	widest := 0
	for _, r := range rows {
		widest = max(widest, countFilled(r.cells))
	}
	at := 0
	for at < len(rows)-1 && rows[at].reason == "" && 2*countFilled(rows[at].cells) < widest {
		at++
	}
	if holdsValues(rows[at].cells) {
		at = 0
	}
	if at > 0 {
		o.addNote("the header is row %d; the rows above it are not read", at+1)
	}
	g.at += at + 1
	return rows[at].cells, rows[at].reason, nil
}

// countFilled returns how many cells of a row say something.
func countFilled(texts []string) int {
	n := 0
	for _, c := range texts {
		if cells.Plain(c) != "" {
			n++
		}
	}
	return n
}

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

// knownHeaders returns every header that the source knows, folded.
func (s *source) knownHeaders(x *Extract) map[string]bool {
	lists := [][]string{slices.Collect(maps.Values(x.Columns)), s.ignored, neverLoaded}
	for _, f := range s.allFields() {
		lists = append(lists, f.headers, []string{f.name})
	}
	return foldedSet(lists...)
}

// totals is what the first cell of a row says that adds up the rows above it, or counts them.
var totals = cells.SetOf("total", "totals", "grandtotal", "subtotal", "count", "rowcount", "recordcount", "totalrecords", "totalrows",
	"totalpupils", "totalchildren", "numberofrecords", "numberofrows", "records", "rows", "rowsaffected", "rowaffected", "rowsselected", "rowselected", "rowsreturned", "recordsselected", "endofreport", "endoffile", "eof")

// beginsNoTotal are the letters that begin no row which is a total: most rows have one.
var beginsNoTotal = func() (all [256]bool) {
	for c := 'A'; c <= 'Z'; c++ {
		no := strings.IndexByte("TGSCRNE", byte(c)) < 0
		all[c], all[c|0x20] = no, no
	}
	return all
}()

// isTotal reports whether a row is a total: a first word that says so, and beside it nothing but numbers.
func isTotal(texts []string) bool {
	first := ""
	for _, c := range texts {
		if first == "" && c != "" && beginsNoTotal[c[0]] {
			return false
		}
		switch c = cells.Plain(c); {
		case c == "":
		case first != "":
			if strings.Trim(c, "0123456789.,% ") != "" {
				return false
			}
		default:
			first = c
		}
	}
	return first != "" && totals[strings.Trim(cells.Fold(first), "0123456789")]
}
