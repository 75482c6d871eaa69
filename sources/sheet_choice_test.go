package sources

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// bookOf writes a workbook of several sheets, each with rows of cells in order, and returns an extract of it.
func bookOf(t *testing.T, sheets []string, rows map[string][][]any, change func(*excelize.File)) Extract {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for _, name := range sheets {
		if name == "Chart" {
			if err := f.AddChartSheet(name, &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Name: "x", Values: "data!$A$1:$A$2"}}}); err != nil {
				t.Fatal(err)
			}
			continue
		}
		at, err := f.NewSheet(name)
		if err != nil {
			t.Fatal(err)
		}
		f.SetActiveSheet(at) // one that is active is not hidden
		for i, row := range rows[name] {
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := f.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(f)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "extract.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return Extract{Kind: Deaths, Files: []string{path}, Root: dir, AsOf: sampleDay}
}

// TestTheSheetWithTheHeadersIsRead hides sheets, puts others before and beside the extract, and wants the visible one with the best known headers
// read, and the choice said by name.
func TestTheSheetWithTheHeadersIsRead(t *testing.T) {
	hide := func(how bool, names ...string) func(*excelize.File) {
		return func(f *excelize.File) {
			f.SetActiveSheet(0)
			for _, n := range names {
				if at, _ := f.GetSheetIndex(n); at == 0 {
					f.SetActiveSheet(1)
				}
				if err := f.SetSheetVisible(n, false, how); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	extract := func(surname string) [][]any {
		return [][]any{{"surname", "forename", "date_of_death"}, {surname, "Bryony", 46_000}}
	}
	cover := [][]any{{"Deaths of children"}, {"Printed", "1 October"}}
	for name, c := range map[string]struct {
		sheets []string
		rows   map[string][][]any
		change func(*excelize.File)
		want   string
		note   string
	}{
		"hidden first": {[]string{"old", "now"}, map[string][][]any{"old": extract("Old"), "now": extract("Now")}, hide(false, "old"), "Now",
			"the sheet now is read; not read: old (hidden)"},
		"very hidden": {[]string{"old", "now"}, map[string][][]any{"old": extract("Old"), "now": extract("Now")}, hide(true, "old"), "Now",
			"the sheet now is read; not read: old (hidden)"},
		"a cover": {[]string{"cover", "data"}, map[string][][]any{"cover": cover, "data": extract("Now")}, nil, "Now", "the sheet data is read; not read: cover"},
		"hidden alone has headers": {[]string{"cover", "data"}, map[string][][]any{"cover": cover, "data": extract("Now")}, hide(false, "data"), "Now",
			"the sheet data (hidden) is read; not read: cover"},
		"two of a kind": {[]string{"a", "b"}, map[string][][]any{"a": extract("First"), "b": extract("Second")}, nil, "First",
			"the sheet a is read; not read, and with headers of this kind too: b"},
		"better headers behind": {[]string{"a", "b"}, map[string][][]any{"a": {{"surname", "forename"}, {"x", "y"}}, "b": extract("Second")}, nil, "Second",
			"the sheet b is read"},
		"below a title": {[]string{"empty", "b"}, map[string][][]any{"b": append([][]any{{"Deaths"}, {}, {"by", "whom"}}, extract("Below")...)}, nil, "Below",
			"the sheet b is read; not read: empty"},
	} {
		got, reports := readAll(t, bookOf(t, c.sheets, c.rows, c.change))
		if len(got.records) != 1 || got.records[0].Who.Surname != c.want || len(reports[0].Notes) == 0 || !strings.HasPrefix(reports[0].Notes[0], c.note) {
			t.Errorf("%s: %d records, %v, notes %q (want %q)", name, len(got.records), reasons(got), reports[0].Notes, c.note)
		}
	}
}

// TestChartSheetFirst puts a chart before the extract.
func TestChartSheetFirst(t *testing.T) {
	x := bookOf(t, []string{"Chart", "data"}, map[string][][]any{"data": {{"surname", "forename"}, {"Alderwick", "Bryony"}}}, nil)
	if got, reports := readAll(t, x); len(got.records) != 1 {
		t.Errorf("%v, %v", reasons(got), reports[0].Notes)
	}
}

// TestTitlesAboveTheHeader puts narrower rows above the header and rows that end early below it, and wants every row read.
func TestTitlesAboveTheHeader(t *testing.T) {
	x := bookOf(t, []string{"s"}, map[string][][]any{"s": {
		{"Deaths"}, {"printed by", "A Clerk"}, {}, {"surname", "forename", "dob", "date_of_death", "postcode"},
		{"Alderwick", "Bryony", nil, nil, "ME4 9ZZ"}, {"Alderwick", "Bram"}, {"Alderwick", "Beck", "2015-01-31", nil, nil, nil, " "}, {" ", " "},
	}}, nil)
	got, reports := readAll(t, x)
	if len(got.records) != 3 || reports[0].Rows != 3 {
		t.Errorf("%d records of %d rows, %v", len(got.records), reports[0].Rows, reasons(got))
	}
}

// TestHeadersInTwoRows merges headers over columns and over rows.
func TestHeadersInTwoRows(t *testing.T) {
	merge := func(f *excelize.File, cells ...string) {
		for i := 0; i+1 < len(cells); i += 2 {
			if err := f.MergeCell("s", cells[i], cells[i+1]); err != nil {
				t.Fatal(err)
			}
		}
	}
	check := func(name string, rows [][]any, merged ...string) {
		t.Helper()
		x := bookOf(t, []string{"s"}, map[string][][]any{"s": rows}, func(f *excelize.File) { merge(f, merged...) })
		if name == "cells over two rows" {
			x.Columns = map[string]string{"dob": "Date of birth"}
		}
		got, reports := readAll(t, x)
		if len(got.records) != 1 || reports[0].Rows != 1 {
			t.Errorf("%s: %d records of %d rows: %v, %v, %v", name, len(got.records), reports[0].Rows, reasons(got), reports[0].Notes, reports[0].Unknown)
			return
		}
		if w := got.records[0].Who; w.Surname != "Alderwick" || w.Forename != "Bryony" || w.DOB.String() != "2015-01-31" || w.Postcode != "ME4 9ZZ" || w.ParentSurname != "Thorn" || w.ParentForename != "Petra" {
			t.Errorf("%s: a value stands in another field, or in none: %v", name, reports[0].Unknown)
		}
	}
	row := []any{"Alderwick", "Bryony", "2015-01-31", "Thorn", "Petra", "ME4 9ZZ"}
	check("groups above", [][]any{{"Child", nil, nil, "Parent", nil, "Home"}, {"Surname", "Forename", "DOB", "Surname", "Forename", "Postcode"}, row}, "A1", "C1", "D1", "E1")
	check("groups above, below a title", [][]any{{"Deaths of children"}, {"Child", nil, nil, "Parent", nil, "Home"}, {"Surname", "Forename", "DOB", "Surname", "Forename", "Postcode"}, row}, "A1", "F1")
	check("a group of several words", [][]any{{"Child's details", nil, nil, "Mother / carer", nil, "Address"}, {"Surname", "Forename", "DOB", "Surname", "Forename", "Postcode"}, row}, "A1", "C1", "D1", "E1")
	check("cells over two rows", [][]any{{"Surname", "Forename", "Date of", "Parent", nil, "Postcode"}, {nil, nil, "birth", "Surname", "Forename"}, row}, "A1", "A2", "B1", "B2", "D1", "E1", "F1", "F2")
	check("one row", [][]any{{"Surname", "Forename", "DOB", "Parent Surname", "Parent Forename", "Postcode"}, row})
}
