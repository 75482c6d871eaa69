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

// TestEachSideOfAPairStandsInItsColumn fills every field of both records and looks for each under its own title, the first above the second.
func TestEachSideOfAPairStandsInItsColumn(t *testing.T) {
	side := func(x string, day int) Person {
		return Person{Forename: "F" + x, MiddleNames: "M" + x, Surname: "S" + x, OtherNames: "O" + x, Sex: "X" + x, UPN: "U" + x, Parent: "P" + x, DOB: on(2015, time.March, day),
			Address: "A" + x, Postcode: "ZZ" + x, Phone: "0" + x}
	}
	l := Lists{Possible: open(Possible{PersonL: side("1", 1), PersonR: side("2", 22), RecordL: "health:a.csv#1", RecordR: "housing:b.csv#2", ChildL: "c1", ChildR: "c2"})}
	file := opened(t, l, 20)
	at := func(title string) string {
		t.Helper()
		got, err := file.GetCellValue(otherMatchesSheet, cell(matchColumns, title, 3))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	for title, want := range map[string][2]string{
		"Forename": {"F1", "F2"}, "Middle names": {"M1", "M2"}, "Surname": {"S1", "S2"}, "Other names": {"O1", "O2"}, "Born": {"01/03/2015", "22/03/2015"},
		"Sex": {"X1", "X2"}, "UPN": {"U1", "U2"}, "Parent": {"P1", "P2"}, "Extract": {"health", "housing"},
	} {
		first, second, _ := strings.Cut(at(title), "\n")
		if second = strings.TrimLeft(second, "=≈≠ "); first != want[0] || second != want[1] {
			t.Errorf("%s: %q above %q, want %q above %q", title, first, second, want[0], want[1])
		}
	}
	for i, letter := range []string{" A", " B"} {
		if got := at("Record" + letter); got != [...]string{"health:a.csv#1", "housing:b.csv#2"}[i] {
			t.Errorf("Record%s: %q", letter, got)
		}
		if got := at("Child id" + letter); got != [...]string{"c1", "c2"}[i] {
			t.Errorf("Child id%s: %q", letter, got)
		}
	}
	for _, title := range []string{"Address", "Postcode", "Phone"} {
		if got := at(title); got != "" {
			t.Errorf("%s: %q, of a record that no story has", title, got)
		}
	}
}

// TestAPairSaysHowItsSidesCompare takes the sides from the stories: the sign says what the colour does.
func TestAPairSaysHowItsSidesCompare(t *testing.T) {
	told := func(id, record, source, status string, fields ...Field) Line[Story] {
		return NewLine(Story{ChildID: id, Status: status, Person: Person{Surname: "Known"}, Records: []RecordSaid{{RecordID: record, Source: source, On: on(2026, 10, 1), Fields: fields}},
			Schools: []Attended{{Name: "Hazel Road", Now: source == "school census"}}}, false)
	}
	l := Lists{CME: open(Row{ChildID: "c1", Rank: 7, Person: Person{Surname: "Madeup"}}),
		Possible: open(Possible{RecordL: "health:a#1", RecordR: "school_census:b#2", ChildL: "c1", ChildR: "c2", Probability: 0.62}, Possible{RecordL: "x:a#1", RecordR: "y:b#2", ChildL: "c3", ChildR: "c4"},
			Possible{RecordL: "x:a#3", RecordR: "y:b#4", ChildL: "c5", ChildR: "c6"}),
		Matched: []Line[Story]{
			told("c1", "health:a#1", "health", "", Field{"Surname", "MADEUP"}, Field{"Forename", "Mqriam"}, Field{"Born", "9 March 2018"}, Field{"Address", "1 Invented Row"}, Field{"Sex", "F"}),
			told("c2", "school_census:b#2", "school census", "explained", Field{"Surname", "Madeup"}, Field{"Forename", "Mariam"}, Field{"Born", "9 March 2011"}, Field{"Address", "88 Other Lane"}),
			told("c6", "y:b#4", "y", "grey"),
		}}
	file := opened(t, l, 20)
	for title, want := range map[string]string{
		"May settle": "Candidate CME 7: Madeup", "Extract": "health, 01/10/2026\nschool census, 01/10/2026", "Surname": "MADEUP\n= Madeup", "Forename": "Mqriam\n≈ Mariam",
		"Address": "1 Invented Row\n≠ 88 Other Lane", "Sex": "F\n–", "School now": "–\nHazel Road",
	} {
		if got, err := file.GetCellValue(possibleSheet, cell(matchColumns, title, 3)); err != nil || got != want {
			t.Errorf("%s: %q, want %q (%v)", title, got, want, err)
		}
	}
	if got, _ := file.GetCellValue(possibleSheet, "A4"); got != "On no list until it is judged: Known" {
		t.Errorf("the second pair may settle %q", got)
	}
	if rows, err := file.GetRows(possibleSheet); err != nil || len(rows) != 4 {
		t.Errorf("%d rows (%v): a pair on which no line hangs is among those that settle one", len(rows), err)
	}
	if shown, err := file.GetColVisible(possibleSheet, columnName(matchColumns, "Probability")); err != nil || shown {
		t.Errorf("how likely it is is shown (%v)", err)
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
