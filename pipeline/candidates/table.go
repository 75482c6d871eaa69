package candidates

import (
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"rollcall/pipeline/candidates/xlsx"
)

// Table is a report of columns that only its maker knows: what it is, for whom, and its rows.
type Table struct {
	ID      string // the rule book's, such as "P01"
	File    string // its name without an ending, such as "p01_dfe_return"
	Title   string
	About   string // a sentence or two: whom it is for, how it is counted, on what authority
	Columns []TableColumn
	Rows    [][]any // a cell for each column, of the column's type; nil: nothing is known
	Notes   []string
}

// TableColumn is a column of a Table.
type TableColumn struct {
	Name  string // in Parquet: small letters and underscores
	Title string // on the sheet
	Is    CellType
	Width float64 // on the sheet, in characters
	// SheetOnly keeps the column out of Parquet: it names a child, or is there to be filled in.
	SheetOnly bool
	// ParquetOnly keeps the column off the sheet: a figure or a key that another column says in words.
	ParquetOnly bool
}

// CellType says what the cells of a column hold.
type CellType uint8

// The types of cell.
const (
	TextCell   CellType = iota // string
	NumberCell                 // int
	ShareCell                  // float64, a share or a rate; not a number where it is undefined
	DayCell                    // time.Time, a civil date; zero: not known
	FigureCell                 // float64 of any kind; not a number where it is undefined
)

// WriteTable writes a table as Parquet, every column optional, in the order of its columns and rows.
func WriteTable(from Origin, path string, t Table) error {
	var fields []reflect.StructField
	words := map[string]string{}
	var kept []int // columns that Parquet has
	for i, c := range t.Columns {
		if c.SheetOnly {
			continue
		}
		kept = append(kept, i)
		words[c.Name] = c.Title
		kind, tag := reflect.TypeFor[*string](), ",dict"
		switch c.Is {
		case NumberCell:
			kind, tag = reflect.TypeFor[*int64](), ""
		case ShareCell, FigureCell:
			kind, tag = reflect.TypeFor[*float64](), ""
		case DayCell:
			kind, tag = reflect.TypeFor[*int32](), ",date"
		}
		fields = append(fields, reflect.StructField{
			Name: fmt.Sprintf("C%d", i), Type: kind, Tag: reflect.StructTag(`parquet:"` + c.Name + tag + `"`),
		})
	}
	told, err := from.tell(t.File, t.Title+". "+t.About, words)
	if err != nil {
		return err
	}
	schema := parquet.NewSchema(t.File, parquet.SchemaOf(reflect.New(reflect.StructOf(append(fields, originFields...))).Interface()))
	rows := func(yield func(parquet.Row, error) bool) {
		row := make(parquet.Row, len(kept), len(kept)+len(originFields))
		for n, cells := range t.Rows {
			err := t.layRow(row, kept, cells)
			if err != nil {
				err = fmt.Errorf("row %d: %w", n+1, err)
			}
			if !yield(from.appendTo(row, len(kept)), err) {
				return
			}
		}
	}
	return writeFile(path, func(out io.Writer) error { return encodeRows(out, schema, told, rows) })
}

// layRow lays the cells of the columns that are kept out as values.
func (t Table) layRow(row parquet.Row, kept []int, cells []any) error {
	if len(cells) != len(t.Columns) {
		return fmt.Errorf("%d cells, want %d", len(cells), len(t.Columns))
	}
	for at, i := range kept {
		v, err := t.Columns[i].parquetValue(cells[i])
		if err != nil {
			return err
		}
		level := 1
		if v.IsNull() {
			level = 0
		}
		row[at] = v.Level(0, level, at)
	}
	return nil
}

// parquetValue is a cell as Parquet holds it: null for what is not known.
func (c TableColumn) parquetValue(cell any) (parquet.Value, error) {
	switch v := cell.(type) {
	case nil:
		return parquet.NullValue(), nil
	case string:
		if c.Is == TextCell {
			if v == "" {
				return parquet.NullValue(), nil
			}
			return parquet.ValueOf(v), nil
		}
	case int:
		if c.Is == NumberCell {
			return parquet.Int64Value(int64(v)), nil
		}
	case float64:
		if c.Is == ShareCell || c.Is == FigureCell {
			if math.IsNaN(v) {
				return parquet.NullValue(), nil
			}
			return parquet.DoubleValue(v), nil
		}
	case time.Time:
		if c.Is == DayCell {
			return dayValue(v), nil
		}
	}
	return parquet.Value{}, fmt.Errorf("column %s: a cell of the wrong type %T", c.Name, cell)
}

// WriteTables writes the reports as one workbook: a list of them, then a sheet for each. The same tables give the same bytes.
func WriteTables(path string, about Summary, tables []Table) error {
	return writeFile(path, func(out io.Writer) error { return writeTables(out, about, tables) })
}

func writeTables(out io.Writer, about Summary, tables []Table) error {
	sheets := []func(workbook) error{func(b workbook) error { return b.writeContents(about, tables) }}
	for _, t := range tables {
		sheets = append(sheets, func(b workbook) error { return b.writeReportSheet(about, t) })
	}
	return writeBook(out, about, nil, sheetRows, sheets...)
}

// writeContents is the first sheet: which reports follow, what each is, and how many rows it has.
func (b workbook) writeContents(about Summary, tables []Table) error {
	s := b.beginSheet("Reports", []float64{9, 40, 10, 110}, printing{})
	s.writeRow(titleHeight, xlsx.Cell{Style: b.look.title, Value: fmt.Sprintf("%s: reports as of %s", about.Authority, dayWords(about.AsOf))})
	s.writeBanners(about.Banners, 4)
	s.writeFlat()
	s.writeTitles(0, "Report", "Title", "Rows", "What it is")
	for _, t := range tables {
		s.writeLine(s.ownText(t.ID), s.ownText(t.Title), s.numberCell(len(t.Rows)), s.ownText(t.About))
	}
	return s.endSheet()
}

// writeReportSheet writes one report. Only its own sentences are prose; every cell of text is a text cell.
func (b workbook) writeReportSheet(about Summary, t Table) error {
	var columns []column[[]any]
	for i, c := range t.Columns {
		if c.ParquetOnly {
			continue
		}
		columns = append(columns, column[[]any]{c.Title, c.Width, func(s *sheet, cells []any) any { return s.reportCell(c.Is, cells[i]) }})
	}
	s := b.beginSheet(sheetName(t), columnWidths(columns), printing{})
	at := len(t.Notes) + 4
	shown := min(len(t.Rows), b.rows-at-1)
	s.announceTable(at, shown, len(columns), 0, len(columns))
	s.writeRow(titleHeight, xlsx.Cell{Style: b.look.title, Value: fmt.Sprintf("%s %s, as of %s", t.ID, t.Title, dayWords(about.AsOf))})
	for _, sentence := range append([]string{t.About}, t.Notes...) {
		s.writeAcross(sentence, len(columns)) // whole on paper too
	}
	s.writeFlat()
	writeRows(s, columns, t.Rows[:shown], 0)
	if shown < len(t.Rows) {
		s.writeFlat(s.styledText(b.look.banner, fmt.Sprintf("%s more rows do not fit. The whole report is in %s.parquet.", withCommas(len(t.Rows)-shown), t.File)))
	}
	return s.endSheet()
}

// sheetName is the name of a report's sheet: at most 31 characters and none of those that a name may not have (Excel
// specifications and limits).
func sheetName(t Table) string {
	name := []rune(notInSheetNames.Replace(t.ID + " " + t.Title))
	return strings.Trim(string(name[:min(len(name), 31)]), " '")
}

var notInSheetNames = strings.NewReplacer(":", "", "\\", "", "/", " ", "?", "", "*", "", "[", "(", "]", ")")

// reportCell is a cell of a table as a sheet shows it.
func (s *sheet) reportCell(is CellType, cell any) any {
	switch v := cell.(type) {
	case string:
		return s.extractText(v)
	case int:
		return s.numberCell(v)
	case float64:
		if math.IsNaN(v) {
			return s.ownText("")
		}
		if is == FigureCell {
			return xlsx.Cell{Style: s.book.look.rank, Value: math.Round(v*1e4) / 1e4}
		}
		return s.shareCell(v)
	case time.Time:
		return s.dateCell(s.book.look.date, v)
	}
	return s.ownText("")
}
