package xlsx

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/conc/pool"
	"github.com/xuri/excelize/v2"
)

// dressed is a dress of one style, number 1, which shows days.
func dressed(t *testing.T) Dress {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close()
	format := "dd/mm/yyyy"
	if _, err := file.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
		t.Fatal(err)
	}
	d, err := DressOf(file)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// written is a workbook of one sheet.
func written(t *testing.T, dress Dress, write func(*Sheet)) []byte {
	t.Helper()
	book := NewBook(dress)
	s, err := book.BeginSheet("Sheet")
	if err != nil {
		t.Fatal(err)
	}
	s.LineHeight, s.Zoom, s.Page.Paper = 13.5, 90, 9
	write(s)
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestCellsComeBack(t *testing.T) {
	texts := []string{"Plain", " both ends ", "\n", "two\nlines", "a\tb", `<b>&"'`, "_x0041_ and _x_", "]]>", "=1+1", "Ŵ 👪", "\x00\x1f", "bad \xff byte", "\uFFFE"}
	want := []string{"Plain", " both ends ", "\n", "two\nlines", "a\tb", `<b>&"'`, "_x0041_ and _x_", "]]>", "=1+1", "Ŵ 👪", "\uFFFD\uFFFD", "bad \uFFFD byte", "\uFFFD"}
	file, err := excelize.OpenReader(bytes.NewReader(written(t, dressed(t), func(s *Sheet) {
		for _, text := range texts {
			s.WriteRow(13.5, text, Cell{Value: []Run{{text, Font{Family: "Calibri", Size: 10}}, {"", Font{Family: "Calibri", Size: 10, Bold: true}}}})
		}
		s.WriteRow(20, 7, nil, Cell{Style: 1, Value: time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC)}, 0.25, Cell{Style: 1}, Cell{Formula: `HYPERLINK("#'Sheet'!A1","x")`, Value: "x"})
	})))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for i := range texts {
		for _, column := range [...]string{"A", "B"} {
			if got, err := file.GetCellValue("Sheet", fmt.Sprint(column, i+1)); err != nil || got != want[i] {
				t.Errorf("%q comes back in %s as %q, %v", texts[i], column, got, err)
			}
		}
	}
	rows, err := file.GetRows("Sheet")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"7", "", "15/10/2026", "0.25", "", "x"}, rows[len(rows)-1]); diff != "" {
		t.Error(diff)
	}
	if h, err := file.GetRowHeight("Sheet", len(rows)); err != nil || h != 20 {
		t.Errorf("height %v, %v", h, err)
	}
	if formula, err := file.GetCellFormula("Sheet", fmt.Sprint("A", 9)); err != nil || formula != "" {
		t.Errorf("a text became the formula %q, %v", formula, err)
	}
}

// TestDaysAreCounted counts days as a spreadsheet does: in the civil date of their zone, and none before it counts rightly.
func TestDaysAreCounted(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	check := func(day time.Time, want float64) {
		t.Helper()
		if got := serialDay(day); got != want {
			t.Errorf("%v is day %v, want %v", day, got, want)
		}
	}
	check(time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC), 46310)
	check(time.Date(2026, 7, 1, 0, 0, 0, 0, london), 46204)
	check(time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC), 61)
	check(time.Date(1900, 2, 28, 0, 0, 0, 0, time.UTC), 0)
	check(time.Time{}, 0)
}

func TestColumnsAreNamed(t *testing.T) {
	for n := 1; n <= 16_384; n++ {
		if want, err := excelize.ColumnNumberToName(n); err != nil || ColumnName(n) != want {
			t.Fatalf("column %d is %s, want %s (%v)", n, ColumnName(n), want, err)
		}
	}
}

func TestNamesOfSheets(t *testing.T) {
	book := NewBook(dressed(t))
	for name, fine := range map[string]bool{"O'Hara's": true, "a/b": false, "": false, "'a": false, "12345678901234567890123456789012": false, "👪👪👪👪👪👪👪👪👪👪👪👪👪👪👪👪": false} {
		if _, err := book.BeginSheet(name); (err == nil) != fine {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := book.BeginSheet("o'hara's"); err == nil {
		t.Error("two sheets have one name")
	}
}

// A sheet that was written before those that lead to it stands where it belongs, and is not the one that is shown first.
func TestASheetStandsBehindLaterOnes(t *testing.T) {
	book := NewBook(dressed(t))
	sheets := map[string]*Sheet{}
	for _, name := range []string{"Front", "Stories", "List", "Gone"} {
		if name == "Gone" {
			book.SetLast(sheets["Stories"])
		}
		s, err := book.BeginSheet(name)
		if err != nil {
			t.Fatal(err)
		}
		s.LineHeight, s.Zoom, s.Page.Paper = 13.5, 90, 9
		s.WriteRow(13.5, "on "+name)
		sheets[name] = s
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	want := []string{"Front", "List", "Stories", "Gone"}
	if diff := cmp.Diff(want, file.GetSheetList()); diff != "" {
		t.Error(diff)
	}
	for _, name := range want {
		if got, err := file.GetCellValue(name, "A1"); err != nil || got != "on "+name {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}
	if at := file.GetActiveSheetIndex(); at != 0 {
		t.Errorf("sheet %d is shown first", at)
	}
}

// TestBooksAreAlikeWhoeverPacksThem packs workbooks side by side: none has a byte of another.
func TestBooksAreAlikeWhoeverPacksThem(t *testing.T) {
	dress := dressed(t)
	book := func(n int) []byte {
		return written(t, dress, func(s *Sheet) {
			for i := range 200 {
				s.WriteRow(13.5, fmt.Sprint("row ", i, " of ", n), n)
			}
		})
	}
	var alone [16][]byte
	for n := range alone {
		alone[n] = book(n)
	}
	p := pool.New()
	var together [len(alone)][]byte
	for n := range together {
		p.Go(func() { together[n] = book(n) })
	}
	p.Wait()
	for n := range alone {
		if !bytes.Equal(alone[n], together[n]) {
			t.Errorf("workbook %d differs", n)
		}
	}
}
