package candidates

import (
	"fmt"
	"math"
	"reflect"
	"sort"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// cellChars is how much text a cell can hold, in UTF-16 units (Excel specifications and limits).
const cellChars = 32_767

// cutMark ends a text that was cut.
const cutMark = " […]"

// sheet is one sheet as it is written, from top to bottom. The first fault stays and every later call does nothing.
type sheet struct {
	book  workbook
	name  string
	w     *excelize.StreamWriter
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

// beginSheet begins a sheet with columns of the given widths; the sheet of a new file is used first. Print titles, filters and
// the like are set on it before the first row is written, for a stream cannot go back.
func (b workbook) beginSheet(name string, widths []float64, p printing) *sheet {
	s := &sheet{book: b, name: name, width: widths}
	if b.file.SheetCount == 1 && b.file.GetSheetName(0) == "Sheet1" {
		s.keepFault(b.file.SetSheetName("Sheet1", name))
	} else {
		_, err := b.file.NewSheet(name)
		s.keepFault(err)
	}
	fits, right, height := p.scale == 0, false, lineHeight
	s.keepFault(b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fits, OutlineSummaryRight: &right, DefaultRowHeight: &height}))
	zoom := screenZoom
	s.keepFault(b.file.SetSheetView(name, 0, &excelize.ViewOptions{ZoomScale: &zoom}))
	if s.fault != nil {
		return s
	}
	s.w, s.fault = b.file.NewStreamWriter(name)
	s.keepFault(b.file.SetPageLayout(name, p.layout(widths)))
	side, top, bottom, head := float64(sideMargin), 0.7, 0.6, 0.3
	s.keepFault(b.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &bottom, Header: &head, Footer: &head}))
	s.keepFault(b.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{
		OddHeader: "&L&BOFFICIAL-SENSITIVE: children's personal data&R&A",
		OddFooter: "&LCandidates only: an officer decides&RPage &P of &N",
	}))
	for i, width := range widths {
		s.keepFault(s.w.SetColWidth(i+1, i+1, width))
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
func (p printing) layout(widths []float64) *excelize.PageLayoutOptions {
	orientation, paper, all := "landscape", a4, 0.0
	if p.portrait {
		orientation = "portrait"
	}
	if p.scale > 0 {
		return &excelize.PageLayoutOptions{Orientation: &orientation, Size: &paper, AdjustTo: &p.scale}
	}
	if p.printed > 0 {
		widths = widths[:p.printed]
	}
	for _, w := range widths {
		all += w
	}
	if all > widestA4 {
		paper = a3
	}
	wide, tall := 1, 0 // any number of pages tall
	return &excelize.PageLayoutOptions{Orientation: &orientation, Size: &paper, FitToWidth: &wide, FitToHeight: &tall}
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
		if c, ok := cell.(excelize.Cell); ok {
			texts[i], _ = c.Value.(string)
		}
	}
	s.writeRow(min(rowHeight(texts, s.width), tallestLine), cells...)
}

// writeFlat writes the next row one line tall; a text in it runs over the cells to its right as long as they are empty.
func (s *sheet) writeFlat(cells ...any) { s.writeRow(lineHeight, cells...) }

func (s *sheet) writeRow(points float64, cells ...any) {
	if s.row++; s.row == 1 && s.fault == nil {
		s.settleColumns()
	}
	if s.fault == nil {
		s.keepFault(s.w.SetRow(fmt.Sprintf("A%d", s.row), cells, excelize.RowOpts{Height: points}))
	}
}

// announceTable announces a table of titles in the row at, with rows in all under it: a frozen and repeated header, a filter over
// every column, and the first still columns frozen too. Only the first printed columns are printed.
func (s *sheet) announceTable(at, rows, columns, still, printed int) {
	if s.fault != nil {
		return
	}
	last, _ := excelize.ColumnNumberToName(columns)
	edge, _ := excelize.ColumnNumberToName(printed)
	corner, _ := excelize.CoordinatesToCellName(still+1, at+1)
	pane := "bottomRight"
	if still == 0 {
		pane = "bottomLeft" // the only one there is beside the top
	}
	s.keepFault(s.w.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: still, YSplit: at, TopLeftCell: corner, ActivePane: pane,
		Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: pane}},
	}))
	s.filterTable(fmt.Sprintf("$A$%d:$%s$%d", at, last, at+max(rows, 1)))
	s.keepFault(s.book.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: s.name, RefersTo: fmt.Sprintf("%s!$%d:$%d", quoteSheet(s.name), at, at),
	}))
	s.keepFault(s.book.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", Scope: s.name, RefersTo: fmt.Sprintf("%s!$A$1:$%s$%d", quoteSheet(s.name), edge, at+max(rows, 1)),
	}))
}

// quoteSheet is the name of a sheet as a reference has it: in apostrophes, one of its own doubled (ECMA-376 part 1, 18.17.2.3).
func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// filterTable sets a filter over a table. The name that the library gives the filter has a sheet's apostrophe as it is, and a program
// that opens such a workbook offers to repair it.
func (s *sheet) filterTable(ref string) {
	s.keepFault(s.book.file.AutoFilter(s.name, ref, nil))
	if names := s.book.file.WorkBook.DefinedNames; names != nil {
		for i := range names.DefinedName {
			if d := &names.DefinedName[i]; d.Name == "_xlnm._FilterDatabase" && d.Data == "'"+s.name+"'!"+ref {
				d.Data = quoteSheet(s.name) + "!" + ref
			}
		}
	}
}

// endSheet ends the sheet.
func (s *sheet) endSheet() error {
	if s.fault == nil {
		s.keepFault(s.w.Flush())
	}
	return s.fault
}

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
	if s.fault != nil || first > last {
		return
	}
	for i := first; i <= last; i++ {
		s.keepFault(s.w.SetColOutlineLevel(i, 1))
	}
	s.keepFault(s.w.SetColVisible(first, last, false))
}

// settleColumns puts right what the library does not of the columns of a stream: it writes them in the order in which they were set, the
// last first, and their levels without saying that there are any, for want of which Excel shows no mark to click on.
func (s *sheet) settleColumns() {
	ws, is := s.book.file.Sheet.Load(fmt.Sprintf("xl/worksheets/sheet%d.xml", s.w.SheetID))
	if !is {
		return
	}
	sheet := reflect.ValueOf(ws).Elem()
	columns := sheet.FieldByName("Cols").Elem().FieldByName("Col")
	number := func(i int, field string) reflect.Value { return columns.Index(i).FieldByName(field) }
	sort.Slice(columns.Interface(), func(i, j int) bool { return number(i, "Min").Int() < number(j, "Min").Int() })
	levels := uint64(0)
	for i := range columns.Len() {
		levels = max(levels, number(i, "OutlineLevel").Uint())
	}
	sheet.FieldByName("SheetFormatPr").Elem().FieldByName("OutlineLevelCol").SetUint(levels)
}

// titleWith is the cell of a sheet's title and what the sheet is, which runs over the cells to its right.
func (s *sheet) titleWith(title, what string) any {
	return excelize.Cell{StyleID: s.book.look.title, Value: []excelize.RichTextRun{
		{Text: title + ".  ", Font: calibri(excelize.Font{Bold: true, Size: titleSize, Color: heading})},
		{Text: fitCell(what), Font: calibri(excelize.Font{Color: ink})},
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
		row[i] = excelize.Cell{StyleID: s.book.look.heading, Value: title}
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
	whole := 0.0
	for _, width := range s.width[:columns] {
		whole += width
	}
	s.writeRow(rowHeight([]string{sentence}, []float64{whole}), s.ownText(sentence))
	first, _ := excelize.CoordinatesToCellName(1, s.row)
	last, _ := excelize.CoordinatesToCellName(columns, s.row)
	if s.fault != nil {
		return
	}
	s.keepFault(s.w.MergeCell(first, last))
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
			line[i] = excelize.Cell{StyleID: style}
		}
		line[0] = s.styledText(style, banner.Text)
		s.writeFlat(line...)
	}
}

// styledText is a text cell in a style; nothing leaves the cell empty, so that a filter offers it as blank.
func (s *sheet) styledText(style int, value string) any {
	if value == "" {
		return excelize.Cell{StyleID: style}
	}
	return excelize.Cell{StyleID: style, Value: fitCell(value)}
}

// extractText is a text cell for what comes from an extract, and ownText one for our own sentences.
func (s *sheet) extractText(value string) any { return s.styledText(s.book.look.text, value) }
func (s *sheet) ownText(value string) any     { return s.styledText(s.book.look.prose, value) }

// dateCell is a real date, shown dd/mm/yyyy, or an empty cell.
func (s *sheet) dateCell(style int, t time.Time) any {
	if t.IsZero() {
		return excelize.Cell{StyleID: style}
	}
	return excelize.Cell{StyleID: style, Value: midnightUTC(t)}
}

func (s *sheet) numberCell(n int) any { return excelize.Cell{StyleID: s.book.look.number, Value: n} }

// shareCell is a share; one that is not a number is left empty.
func (s *sheet) shareCell(p float64) any {
	if math.IsNaN(p) {
		return s.ownText("")
	}
	return excelize.Cell{StyleID: s.book.look.share, Value: p}
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
		line[i] = excelize.Cell{StyleID: s.book.look.band}
	}
	line[0] = s.styledText(s.book.look.band, title)
	return line
}
