package sources

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"rollcall/pipeline/calendar"
)

// workbook writes rows to a sheet behind one that must not be read, and returns an extract of the file.
func workbook(t *testing.T, kind Kind, rows [][]any, change func(*excelize.File, string)) Extract {
	t.Helper()
	const sheet = "Extract"
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.NewSheet(sheet); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetRow("Sheet1", "A1", &[]any{"Read me first"}); err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow(sheet, cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	if change != nil {
		change(f, sheet)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "extract.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return Extract{Kind: kind, Files: []string{path}, Root: dir, AsOf: sampleDay, Sheet: "extract"}
}

// TestWorkbook reads dates as cells of a date, as serial numbers, and as text, and numbers that stand for identifiers.
func TestWorkbook(t *testing.T) {
	day := time.Date(2015, 1, 31, 0, 0, 0, 0, time.UTC)
	x := workbook(t, Housing, [][]any{
		{"case_ref", "person_seq", "surname", "forename", "dob", "relationship", "tenure_event", "event_date", "postcode", "uprn", "sex"},
		{"HL-1", 2, "Alderwick", "Bryony", day, "Child", "temporary_start", 45_900, "ME4 9ZZ", 100060000017, 2},
		{"HL-1", 3, "Alderwick", "Bram", "31/01/2015", "Child", "temporary_start", "2025-08-31", "ME4 9ZZ", nil, "M"},
		{},
		{"HL-1", 1, "Alderwick", "Beatrix", day, "Tenant"},
		{"HL-1", 4, "Alderwick", "Beck", "#N/A", "Child"},
	}, func(f *excelize.File, sheet string) {
		style, err := f.NewStyle(&excelize.Style{NumFmt: 22})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellStyle(sheet, "A9", "Z20", style); err != nil { // formatted rows without a value are no rows
			t.Fatal(err)
		}
	})
	got, reports := readAll(t, x)
	want := []string{"row 3 : the row is empty", "row 4 relationship: not a child", "value 5 dob: an error of the spreadsheet"}
	if d := cmp.Diff(want, reasons(got)); d != "" {
		t.Error(d)
	}
	if len(got.records) != 3 || reports[0].Rows != 5 || reports[0].Rejects != 2 {
		t.Fatalf("%d records, %d rows, %d rejects (want 3, 5, 2)", len(got.records), reports[0].Rows, reports[0].Rejects)
	}
	first := got.records[0]
	if w := first.Who; w.DOB != calendar.On(2015, 1, 31) || w.UPRN != "100060000017" || w.Sex != "F" || w.LocalID != "HL-1/2" {
		t.Error("another date of birth, UPRN, sex or local id")
	}
	if first.Claims[0].From != calendar.On(2025, 8, 31) { // 45900 days after 1899-12-30
		t.Errorf("event on %v (want 2025-08-31)", first.Claims[0].From)
	}
	if got.records[1].Who.DOB != calendar.On(2015, 1, 31) {
		t.Error("a date as text was read otherwise")
	}
}

func TestWorkbookNotes(t *testing.T) {
	rows := [][]any{{"surname", "forename", "date_of_death"}, {"Alderwick", "Bryony", 46_000}}
	formula := func(f *excelize.File, sheet string) {
		if err := f.SetCellFormula(sheet, "C2", "=DATE(2025,12,9)"); err != nil {
			t.Fatal(err)
		}
	}
	x := workbook(t, Deaths, rows, formula)
	_, reports := readAll(t, x)
	if d := cmp.Diff([]string{"the workbook has formulas; the values they had when it was saved are read"}, reports[0].Notes); d != "" {
		t.Error(d)
	}
	x = workbook(t, Deaths, rows, nil)
	x.Sheet = "Nowhere"
	got, _ := readAll(t, x)
	if d := cmp.Diff([]string{`row 0 : the workbook has no sheet "Nowhere" (its sheets are Sheet1, Extract)`}, reasons(got)); d != "" {
		t.Error(d)
	}
	x.Sheet = ""
	got, reports = readAll(t, x)
	if len(got.records) != 1 || len(got.rejections) != 0 {
		t.Errorf("another sheet than the one with the headers was read: %v", reasons(got))
	}
	if d := cmp.Diff([]string{"the sheet Extract is read; not read: Sheet1 (name another with sheet in the settings)"}, reports[0].Notes); d != "" {
		t.Error(d)
	}
}

// TestDamagedWorkbook cuts a workbook at every tenth of its length and wants a rejection, not a panic.
func TestDamagedWorkbook(t *testing.T) {
	x := workbook(t, Deaths, [][]any{{"surname", "forename"}, {"Alderwick", "Bryony"}}, nil)
	whole, err := os.ReadFile(x.Files[0])
	if err != nil {
		t.Fatal(err)
	}
	for tenth := 1; tenth < 10; tenth++ {
		if err := os.WriteFile(x.Files[0], whole[:len(whole)*tenth/10], 0o600); err != nil {
			t.Fatal(err)
		}
		got, _ := readAll(t, x)
		if len(got.records) != 0 || len(got.rejections) != 1 || got.rejections[0].Row != 0 {
			t.Errorf("%d tenths: %d records, %v", tenth, len(got.records), reasons(got))
		}
	}
}
