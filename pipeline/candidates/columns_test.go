package candidates

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// TestEachSideOfAPairStandsInItsColumn fills every field of both persons and looks for each under its own title.
func TestEachSideOfAPairStandsInItsColumn(t *testing.T) {
	side := func(x string, day int) Person {
		return Person{Forename: "F" + x, MiddleNames: "M" + x, Surname: "S" + x, OtherNames: "O" + x, Sex: "X" + x, UPN: "U" + x, Parent: "P" + x, DOB: on(2015, time.March, day)}
	}
	l := Lists{Possible: open(Possible{PersonL: side("1", 1), PersonR: side("2", 2), RecordL: "r1", RecordR: "r2", ChildL: "c1", ChildR: "c2"})}
	file := opened(t, l, 20)
	for title, want := range map[string][2]string{
		"Forenames": {"F1 M1", "F2 M2"}, "Surname": {"S1", "S2"}, "Other names": {"O1", "O2"}, "Born": {"01/03/2015", "02/03/2015"},
		"Sex": {"X1", "X2"}, "UPN": {"U1", "U2"}, "Parent": {"P1", "P2"}, "Record": {"r1", "r2"}, "Child id": {"c1", "c2"},
	} {
		for i, letter := range []string{" A", " B"} {
			if got, err := file.GetCellValue(possibleSheet, cell(possibleColumns, title+letter, 3)); err != nil || got != want[i] {
				t.Errorf("%s%s: %q, want %q (%v)", title, letter, got, want[i], err)
			}
		}
	}
}

// TestALongReportIsCutAndSaysSo writes a report of more rows than a sheet holds, and one that just fits.
func TestALongReportIsCutAndSaysSo(t *testing.T) {
	for n, last := range map[int]string{14: "x", 16: "2 more rows do not fit. The whole report is in p99.parquet."} {
		table := Table{ID: "P99", File: "p99", Title: "Long", About: "About.", Columns: []TableColumn{{Name: "a", Title: "A", Width: 9}}}
		for range n {
			table.Rows = append(table.Rows, []any{"x"})
		}
		const rows = 19
		var out bytes.Buffer
		if err := writeBook(&out, Summary{}, nil, rows, func(b workbook) error { return b.writeReportSheet(Summary{}, table) }); err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		got, err := file.GetRows("P99 Long")
		if err != nil || len(got) > rows || got[len(got)-1][0] != last {
			t.Errorf("%d rows: the sheet has %d that end in %q, want %q (%v)", n, len(got), got[len(got)-1], last, err)
		}
	}
}

// TestTextsOfAReportComeBack reads some columns of a report by their names, and is refused what is no text or is not there.
func TestTextsOfAReportComeBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p99.parquet")
	if err := WriteTable(Origin{}, path, Table{ID: "P99", File: "p99", Columns: []TableColumn{{Name: "a"}, {Name: "n", Is: NumberCell}, {Name: "b"}},
		Rows: [][]any{{"x", 1, "y"}, {"", nil, "z"}, {"w", 2, nil}}}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for cells, err := range ReadTexts(path, "b", "a") {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.Join(cells, "|"))
	}
	if want := []string{"y|x", "z|", "|w"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, column := range []string{"n", "missing"} {
		n := 0
		for _, err := range ReadTexts(path, "a", column) {
			if n++; err == nil || !strings.Contains(err.Error(), "column "+column) {
				t.Errorf("%s: error %v", column, err)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d rows, want one error", column, n)
		}
	}
}

// TestAnAgeNotKnownIsNoNought holds two columns of the lists that stay empty where nothing is known.
func TestAnAgeNotKnownIsNoNought(t *testing.T) {
	file := opened(t, Lists{CME: open(Row{ChildID: "c1"}, Row{ChildID: "c2", Memory: Memory{Age: 3, AgeUnit: "school days"}})}, 20)
	for title, want := range map[string][2]string{"Time so far": {"", "3"}, "Time counted in": {"", "school days"}, "Due": {"", ""}} {
		for i := range want {
			if got, err := file.GetCellValue(cmeSheet, cell(cmeColumns, title, 3+i)); err != nil || got != want[i] {
				t.Errorf("%s of line %d: %q, want %q (%v)", title, i+1, got, want[i], err)
			}
		}
	}
}
