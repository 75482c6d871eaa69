package candidates

import (
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
)

func sampleTable() Table {
	return Table{
		ID: "P99", File: "p99_sample", Title: "A sample: [with]/?* a title longer than a sheet's name may be", About: "For the test.",
		Columns: []TableColumn{
			{Name: "zebra", Title: "Text", Width: 20}, {Name: "name", Title: "Name", Width: 20, SheetOnly: true},
			{Name: "apple", Title: "Number", Is: NumberCell, Width: 9}, {Name: "mango", Title: "Share", Is: ShareCell, Width: 9},
			{Name: "berry", Title: "Day", Is: DayCell, Width: 12},
		},
		Rows: [][]any{
			{"=1+1", "Ada", 7, 0.25, time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)},
			{"", "", nil, math.NaN(), time.Time{}},
		},
	}
}

// TestTableInParquet wants the columns in their order, unknown cells as nulls, and no column that is for sheets only.
func TestTableInParquet(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.parquet")
	if err := WriteTable(Origin{}, path, sampleTable()); err != nil {
		t.Fatal(err)
	}
	type row struct {
		Zebra *string  `parquet:"zebra"`
		Apple *int64   `parquet:"apple"`
		Mango *float64 `parquet:"mango"`
		Berry *int32   `parquet:"berry,date"`
	}
	got, err := parquet.ReadFile[row](path)
	if err != nil {
		t.Fatal(err)
	}
	text, n, share, day := "=1+1", int64(7), 0.25, int32(20727)
	if diff := cmp.Diff([]row{{&text, &n, &share, &day}, {}}, got); diff != "" {
		t.Error(diff)
	}
	schema, err := parquet.ReadFile[any](path)
	if err != nil || len(schema) != 2 {
		t.Fatal(err)
	}
	if first := schema[0].(map[string]any); len(first) != 6 {
		t.Errorf("%d columns, want 4 and those of the run: %v", len(first), first)
	}
}

func TestTableOfTheWrongTypeIsRefused(t *testing.T) {
	table := sampleTable()
	table.Rows[1][2] = "seven"
	err := WriteTable(Origin{}, filepath.Join(t.TempDir(), "t.parquet"), table)
	if err == nil || !strings.Contains(err.Error(), "apple") {
		t.Errorf("%v, want the column named", err)
	}
}

// TestTablesInAWorkbook reads the sheet back: text stays text, a day is a date, and the same tables give the same bytes.
func TestTablesInAWorkbook(t *testing.T) {
	about := Summary{Authority: "Testshire", AsOf: time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC)}
	var first, second strings.Builder
	for _, out := range []*strings.Builder{&first, &second} {
		if err := writeTables(out, about, []Table{sampleTable()}); err != nil {
			t.Fatal(err)
		}
	}
	if first.String() != second.String() {
		t.Error("two workbooks of one table differ")
	}
	file, err := excelize.OpenReader(strings.NewReader(first.String()))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	sheets := file.GetSheetList()
	if len(sheets) != 2 || len([]rune(sheets[1])) > 31 {
		t.Fatalf("sheets %q", sheets)
	}
	rows, err := file.GetRows(sheets[1])
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, r := range rows {
		if len(r) > 0 && r[0] == "=1+1" {
			found = r
		}
	}
	if diff := cmp.Diff([]string{"=1+1", "Ada", "7", "25.0%", "01/10/2026"}, found); diff != "" {
		t.Error(diff)
	}
	if formula, _ := file.GetCellFormula(sheets[1], "A5"); formula != "" {
		t.Errorf("a text became the formula %q", formula)
	}
}
