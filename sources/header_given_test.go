package sources

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A header stands in the row that the settings give, as the program of whoever looks shows it; rows above it are none of the extract, and a cell
// that is empty in it is named by the row above.
func TestTheHeaderStandsWhereTheSettingsSay(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "report.csv")
	write := func(content string) {
		if err := os.WriteFile(text, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	read := func(path string, row int) (names []string, reason string) {
		x := Extract{Kind: HomeEducation, Files: []string{path}, Root: dir, HeaderRow: row, Columns: map[string]string{"surname": "Pupil Surname", "forename": "Given"},
			Lines: map[string]int{"header_row": 7}}
		got, _ := readAll(t, x)
		for _, r := range got.records {
			names = append(names, r.Who.Forename+" "+r.Who.Surname)
		}
		for _, r := range got.rejections {
			reason += r.Reason
		}
		return names, reason
	}
	check := func(path string, row int, want, why string) {
		t.Helper()
		names, reason := read(path, row)
		if strings.Join(names, ", ") != want || !strings.Contains(reason, why) || why == "" && reason != "" {
			t.Errorf("header row %d: read %q, %q; want %q, %q", row, names, reason, want, why)
		}
	}
	write("Surname,Forename,a title\n\nPupil,,born\nSurname,Given,dob\nOsterley,Wren,2014-02-03\n")
	check(text, 4, "", `the settings map it to the header "Pupil Surname"`)
	write("Surname,Forename,a title\n\nPupil Surname,,born\n,Given,dob\nOsterley,Wren,2014-02-03\n")
	check(text, 4, "Wren Osterley", "")
	check(text, 2, "", "row 2 (line 7), and there is no such row")
	check(text, 99, "", "row 99")
	write("sep=;\nnot;a;header\nPupil Surname;Given;dob\nOsterley;Wren;2014-02-03\n")
	check(text, 3, "Wren Osterley", "")

	book := excelize.NewFile()
	for at, cell := range map[string]string{"A2": "Surname", "B2": "Forename", "A5": "Pupil Surname", "C5": "dob", "B5": "Given", "A6": "Osterley", "B6": "Wren", "C6": "2014-02-03"} {
		if err := book.SetCellStr("Sheet1", at, cell); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "report.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	check(path, 5, "Wren Osterley", "")
	check(path, 4, "", "row 4 (line 7)")
}

// A whole name in one column is parted at its comma, behind a surname in capitals, or before its last word.
func TestWholeNamesInOneColumn(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "list.csv")
	if err := os.WriteFile(path, []byte("full_name,dob\n\"OSTERLEY, Wren May\",2014-02-03\nWren May Osterley,2014-02-03\nVAN OSTERLEY Wren,2014-02-03\nWREN OSTERLEY,2014-02-03\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, reports := readAll(t, Extract{Kind: HomeEducation, Files: []string{path}, Root: dir})
	if len(got.records) != 4 {
		t.Fatal(got.rejections)
	}
	for i, want := range []string{"Wren May|OSTERLEY", "Wren May|Osterley", "Wren|VAN OSTERLEY", "WREN|OSTERLEY"} {
		if got := got.records[i].Who.Forename + "|" + got.records[i].Who.Surname; got != want {
			t.Errorf("row %d: %s, want %s", i+1, got, want)
		}
	}
	if f := reports[0].Filled; f["surname"] != 4 || len(reports[0].Absent) != 0 {
		t.Errorf("names are counted as %v, absent %v", f, reports[0].Absent)
	}
}
