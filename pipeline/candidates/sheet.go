package candidates

import (
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf16"

	"rollcall/pipeline/candidates/xlsx"
)

// cellChars is how much text a cell can hold, in UTF-16 units (Excel specifications and limits).
const cellChars = 32_767

// cutMark ends a text that was cut.
const cutMark = " […]"

// sheet is one sheet as it is written, from top to bottom. The first fault stays and every later call does nothing.
type sheet struct {
	book  workbook
	name  string
	w     *xlsx.Sheet
	width []float64
	row   int // last row written
	fault error
}

// column is one column of a table on a sheet.
type column[T any] struct {
	title string
	width float64
	cell  func(*sheet, T) any
}

// beginSheet begins a sheet with columns of the given widths. Print titles, filters and the like are set on it before the first row is
// written, for a stream cannot go back.
func (b workbook) beginSheet(name string, widths []float64, p printing) *sheet {
	s := &sheet{book: b, name: name, width: widths}
	w, err := b.file.BeginSheet(name)
	if err != nil {
		s.keepFault(err)
		w = &xlsx.Sheet{} // of which nothing is kept
	}
	s.w = w
	s.w.Zoom, s.w.LineHeight, s.w.Page = screenZoom, lineHeight, p.layout(widths)
	for _, width := range widths {
		s.w.Columns = append(s.w.Columns, xlsx.Column{Width: width})
	}
	return s
}

// printing is how a sheet is printed: the first columns of it, as wide as the paper.
type printing struct {
	printed  int // columns; 0: all
	portrait bool
	scale    uint // per cent; 0: as large as the width of the paper lets it be
}

// Paper, by Excel's numbers, and the widest table that A4 still prints at two thirds of its size.
const (
	a3, a4   = 8, 9
	widestA4 = 220
)

// sideMargin is how many inches stay white at each side of a page.
const sideMargin = 0.4

// layout is the layout of a page for columns of the given widths: on A4, or on A3 where they would be too small.
func (p printing) layout(widths []float64) xlsx.Page {
	page := xlsx.Page{
		Portrait: p.portrait, Paper: a4, Scale: p.scale, Left: sideMargin, Right: sideMargin, Top: 0.7, Bottom: 0.6, Head: 0.3, Foot: 0.3,
		Header: "&L&BOFFICIAL-SENSITIVE: children's personal data&R&A", Footer: "&LCandidates only: an officer decides&RPage &P of &N",
	}
	if p.scale > 0 {
		return page
	}
	if p.printed > 0 {
		widths = widths[:p.printed]
	}
	all := 0.0
	for _, w := range widths {
		all += w
	}
	if all > widestA4 {
		page.Paper = a3
	}
	return page
}

// keepFault keeps the first fault.
func (s *sheet) keepFault(err error) {
	if s.fault == nil && err != nil {
		s.fault = fmt.Errorf("sheet %q: %w", s.name, err)
	}
}

// writeLine writes the next row, tall enough for the wrapped texts in it.
func (s *sheet) writeLine(cells ...any) {
	texts := make([]string, len(cells))
	for i, cell := range cells {
		if c, ok := cell.(xlsx.Cell); ok {
			texts[i], _ = c.Value.(string)
		}
	}
	s.writeRow(min(rowHeight(texts, s.width), tallestLine), cells...)
}

// writeFlat writes the next row one line tall; a text in it runs over the cells to its right as long as they are empty.
func (s *sheet) writeFlat(cells ...any) { s.writeRow(lineHeight, cells...) }

func (s *sheet) writeRow(points float64, cells ...any) {
	if s.row++; s.fault == nil {
		s.w.WriteRow(points, cells...)
	}
}

// announceTable announces a table of titles in the row at, with rows in all under it: a frozen and repeated header, a filter over
// every column, and the first still columns frozen too. Only the first printed columns are printed.
func (s *sheet) announceTable(at, rows, columns, still, printed int) {
	s.w.Table = &xlsx.Table{Header: at, Rows: rows, Columns: columns, Still: still, Printed: printed}
}

// endSheet ends the sheet.
func (s *sheet) endSheet() error { return s.fault }

// writeRows writes a table: its titles, and a line for each row, of a height in points, or 0 for as tall as its texts.
func writeRows[T any](s *sheet, columns []column[T], rows []T, points float64) {
	titles, line := make([]string, len(columns)), make([]any, len(columns))
	for i, c := range columns {
		titles[i] = c.title
	}
	s.writeTitles(min(points, twoLines), titles...)
	for _, row := range rows {
		for i, c := range columns {
			line[i] = c.cell(s, row)
		}
		if points > 0 {
			s.writeRow(points, line...)
		} else {
			s.writeLine(line...)
		}
	}
}

// listing is how a list stands on its sheet: under its title, what it is, and the grave banners.
type listing[T any] struct {
	name, title, what string
	columns           []column[T]
	still, printed    int                // columns frozen at the left, and those that are printed
	points            float64            // how tall a line is; 0: two lines of type
	folded            int                // columns at the right that are folded away: a click on the + over them shows them
	whole             string             // where the whole list is, in a sentence
	count             func(n int) string // so many lines in words
	notice            string             // said under the lines when all are there; may be empty
}

// writeListing writes a list. One longer than the sheet is cut, and its last row says so. Its lines are all of one height, for a
// program that sorts them leaves the heights where they were.
func writeListing[T any](b workbook, about Summary, l listing[T], rows []T, fill func(s *sheet, from, rows int)) error {
	s := b.beginSheet(l.name, columnWidths(l.columns), printing{printed: l.printed})
	head := about.graveBanners()
	at := len(head) + 2
	room, shown := b.rows-at, len(rows)
	if l.notice != "" {
		room--
	}
	if shown > room {
		shown = b.rows - at - 1
	}
	s.foldColumns(len(l.columns)-l.folded+1, len(l.columns))
	s.announceTable(at, shown, len(l.columns), l.still, l.printed)
	fill(s, at+1, shown)
	s.writeRow(titleHeight, s.titleWith(fmt.Sprintf("%s: %s on %s", l.title, l.count(len(rows)), dayWords(about.AsOf)), l.what))
	s.writeBanners(head, len(l.columns))
	writeRows(s, l.columns, rows[:shown], max(l.points, twoLines))
	if shown < len(rows) {
		s.writeFlat(s.styledText(b.look.banner, fmt.Sprintf("Left out: %s, as a sheet holds only %s rows. %s",
			l.count(len(rows)-shown), withCommas(sheetRows), l.whole)))
	} else if l.notice != "" {
		s.writeFlat(s.styledText(b.look.notice, l.notice))
	}
	return s.endSheet()
}

// foldColumns groups columns and folds them away. A sheet with folded columns has no protection: under one nobody could unfold them.
func (s *sheet) foldColumns(first, last int) {
	for i := first; i <= last; i++ {
		s.w.Columns[i-1].Folded = true
	}
}

// titleWith is the cell of a sheet's title and what the sheet is, which runs over the cells to its right.
func (s *sheet) titleWith(title, what string) any {
	return xlsx.Cell{Style: s.book.look.title, Value: []xlsx.Run{
		{Text: title + ".  ", Font: typeOf(xlsx.Font{Bold: true, Size: titleSize, Colour: heading})},
		{Text: fitCell(what), Font: typeOf(xlsx.Font{Colour: ink})},
	}}
}

func columnWidths[T any](columns []column[T]) []float64 {
	var all []float64
	for _, c := range columns {
		all = append(all, c.width)
	}
	return all
}

// writeTitles writes a row of titles, of a height in points, or 0 for as tall as they are.
func (s *sheet) writeTitles(points float64, titles ...string) {
	row := make([]any, len(titles))
	for i, title := range titles {
		row[i] = xlsx.Cell{Style: s.book.look.heading, Value: title}
	}
	if points > 0 {
		s.writeRow(points, row...)
	} else {
		s.writeLine(row...)
	}
}

// writeAcross writes a sentence in one cell that spans columns, at a height for the lines that it takes: no program works out
// the height of merged cells by itself.
func (s *sheet) writeAcross(sentence string, columns int) {
	s.mergeLine(sentence, columns, heightAcross(sentence, s.width[:columns]))
}

// mergeLine writes a sentence in one cell that spans columns, of a height in points.
func (s *sheet) mergeLine(sentence string, columns int, points float64) {
	s.writeRow(points, s.ownText(sentence))
	if s.fault == nil {
		s.w.Merge(columns)
	}
}

// heightAcross is how tall a row must be for a sentence in one cell of columns of the given widths.
func heightAcross(sentence string, widths []float64) float64 {
	whole := 0.0
	for _, width := range widths {
		whole += width
	}
	return rowHeight([]string{sentence}, []float64{whole})
}

// writeBanners writes one coloured row for each banner across the columns of a table.
func (s *sheet) writeBanners(all []Banner, columns int) {
	for _, banner := range all {
		style := s.book.look.notice
		if banner.Grave {
			style = s.book.look.banner
		}
		line := make([]any, columns)
		for i := range line {
			line[i] = xlsx.Cell{Style: style}
		}
		line[0] = s.styledText(style, banner.Text)
		s.writeFlat(line...)
	}
}

// styledText is a text cell in a style; nothing leaves the cell empty, so that a filter offers it as blank.
func (s *sheet) styledText(style int, value string) any {
	if value == "" {
		return xlsx.Cell{Style: style}
	}
	return xlsx.Cell{Style: style, Value: fitCell(value)}
}

// extractText is a text cell for what comes from an extract, and ownText one for our own sentences.
func (s *sheet) extractText(value string) any { return s.styledText(s.book.look.text, value) }
func (s *sheet) ownText(value string) any     { return s.styledText(s.book.look.prose, value) }

// dateCell is a real date, shown dd/mm/yyyy, or an empty cell.
func (s *sheet) dateCell(style int, t time.Time) any {
	if t.IsZero() {
		return xlsx.Cell{Style: style}
	}
	return xlsx.Cell{Style: style, Value: midnightUTC(t)}
}

func (s *sheet) numberCell(n int) any { return xlsx.Cell{Style: s.book.look.number, Value: n} }

// shareCell is a share; one that is not a number is left empty.
func (s *sheet) shareCell(p float64) any {
	if math.IsNaN(p) {
		return s.ownText("")
	}
	return xlsx.Cell{Style: s.book.look.share, Value: p}
}

// fitCell cuts a text to what a cell can hold and marks the cut.
func fitCell(value string) string {
	value = strings.ToValidUTF8(value, "\uFFFD")
	if len(value) <= cellChars {
		return value
	}
	room := cellChars - len(utf16.Encode([]rune(cutMark)))
	units, cut := 0, 0
	for i, r := range value {
		if units <= room {
			cut = i
		}
		if units += utf16.RuneLen(r); units > cellChars {
			return value[:cut] + cutMark
		}
	}
	return value
}

// headingAcross is a heading across columns.
func (s *sheet) headingAcross(title string, columns int) []any {
	line := make([]any, columns)
	for i := range line {
		line[i] = xlsx.Cell{Style: s.book.look.band}
	}
	line[0] = s.styledText(s.book.look.band, title)
	return line
}
