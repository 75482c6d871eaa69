package candidates

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// opened writes a workbook of at most rows to a sheet and opens it.
func opened(t *testing.T, l Lists, rows int) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := writeWorkbook(&out, l, rows); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

// parts are the parts of a workbook by name.
func parts(t *testing.T, l Lists) map[string]string {
	t.Helper()
	var out bytes.Buffer
	if err := writeWorkbook(&out, l, sheetRows); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, part := range archive.File {
		file, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(file)
		if err != nil {
			t.Fatal(err)
		}
		all[part.Name] = string(text)
	}
	return all
}

func TestGoldenWorkbook(t *testing.T) {
	lists := sample()
	rows := sampleCME()
	rows[2].Reason = rows[2].Reason[:60] // the cut has its own test
	lists.CME[2] = NewLine(rows[2], false)
	golden(t, "workbook.txt", []byte(dump(t, opened(t, lists, sheetRows))))
}

// dump writes every cell with its type and how it is shown, and what else an officer meets on each sheet.
func dump(t *testing.T, file *excelize.File) string {
	t.Helper()
	var out strings.Builder
	for _, sheet := range file.GetSheetList() {
		panes, _ := file.GetPanes(sheet)
		layout, _ := file.GetPageLayout(sheet)
		fmt.Fprintf(&out, "== %s: frozen %d columns and %d rows, %s\n", sheet, panes.XSplit, panes.YSplit, *layout.Orientation)
		validations, _ := file.GetDataValidations(sheet)
		for _, v := range validations {
			fmt.Fprintf(&out, "choices %s: %s\n", v.Sqref, v.Formula1)
		}
		rows, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, shown := range row {
				if shown == "" {
					continue
				}
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				kind, _ := file.GetCellType(sheet, cell)
				fmt.Fprintf(&out, "%s\t%s\t%s\n", cell, kindName(kind), shown)
			}
		}
	}
	for _, name := range file.GetDefinedName() {
		fmt.Fprintf(&out, "name %s of %s: %s\n", name.Name, name.Scope, name.RefersTo)
	}
	return out.String()
}

func kindName(kind excelize.CellType) string {
	switch kind {
	case excelize.CellTypeInlineString, excelize.CellTypeSharedString:
		return "text"
	case excelize.CellTypeUnset, excelize.CellTypeNumber:
		return "number"
	}
	return fmt.Sprintf("type %d", kind)
}

// ownLink is a formula that leads to a place of the workbook: all of it is our own words.
var ownLink = regexp.MustCompile(`^HYPERLINK\(&#34;#&#39;(Evidence|Candidate CME)&#39;!A[0-9]+&#34;,&#34;(open|to the list)&#34;\)$`)

// A value of an extract that begins as a formula does stays a text, in a cell whose format keeps it one when it is edited.
func TestNothingIsAFormula(t *testing.T) {
	lists := sample()
	for _, start := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|'/c calc'!A1"} {
		row := Row{ChildID: start, Rank: 1, Severity: start, Reason: start, Label: start, NextAction: start, Who: start,
			NearestProvision: start, NotAccepted: start, Searched: start, SchoolName: start, YearGroup: start, Rules: []string{start},
			Person: Person{start, start, start, start, on(2015, 1, 1), start, start, start, start, start, start, start, start, start}}
		lists.CME = append(lists.CME, NewLine(row, false))
		lists.Possible = append(lists.Possible, open(Possible{RecordL: start, RecordR: start, Agreement: start, Why: start, PersonL: row.Person, PersonR: row.Person})...)
		lists.Summary.Banners = append(lists.Summary.Banners, Banner{true, start})
		lists.Summary.Inputs = append(lists.Summary.Inputs, Input{Kind: start, File: start, Note: start})
	}
	for name, text := range parts(t, lists) {
		for _, formula := range regexp.MustCompile(`<f>(.*?)</f>`).FindAllStringSubmatch(text, -1) {
			if strings.HasPrefix(name, "xl/worksheets/") && !ownLink.MatchString(formula[1]) {
				t.Errorf("%s holds the formula %s", name, formula[1])
			}
		}
	}
	file := opened(t, lists, sheetRows)
	rows, err := file.GetRows(cmeSheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 3 && row[2] == "=1+1, =1+1 =1+1" })
	if at < 0 {
		t.Fatal("the name =1+1 is not on the list as it was given")
	}
	style, err := file.GetCellStyle(cmeSheet, fmt.Sprintf("C%d", at+1))
	if err != nil {
		t.Fatal(err)
	}
	if look, err := file.GetStyle(style); err != nil || look.NumFmt != textFormat {
		t.Errorf("the name's format is %v (%v), want text", look, err)
	}
}

func TestLongTextIsCutAndSaysSo(t *testing.T) {
	check := func(in, end string, length int) {
		t.Helper()
		got := fitCell(in)
		units := 0
		for _, r := range got {
			units++
			if r > 0xFFFF {
				units++
			}
		}
		if units != length || !strings.HasSuffix(got, end) {
			t.Errorf("%d bytes are cut to %d units that end in %q, want %d and %q", len(in), units, got[max(0, len(got)-12):], length, end)
		}
	}
	check("short", "short", 5)
	check(strings.Repeat("a", cellChars), "aaa", cellChars)
	check(strings.Repeat("a", cellChars+1), "a […]", cellChars)
	check(strings.Repeat("é", cellChars), "ééé", cellChars)          // two bytes and one unit each
	check(strings.Repeat("😀", cellChars/2), "😀😀", cellChars-1)       // four bytes and two units each
	check(strings.Repeat("😀", cellChars), "😀 […]", cellChars-1)      // no half of one is left
	check("\xff"+strings.Repeat("b", cellChars), "b […]", cellChars) // not UTF-8
	file := opened(t, sample(), sheetRows)
	if reason, err := file.GetCellValue(cmeSheet, cell(cmeColumns, "Why", 6)); err != nil || len([]rune(reason)) != cellChars {
		t.Errorf("the long reason has %d characters on the sheet (%v), want %d", len([]rune(reason)), err, cellChars)
	}
}

// What leads to a sealed child's address or other name is nowhere in the file.
func TestSealedIsNotInTheFile(t *testing.T) {
	for name, text := range parts(t, sample()) {
		for _, secret := range []string{"Hidden", "ZZ1 1ZZ", "07700 900999", "Plainwright", "Newname", "Sealwright", "Ottoline", "01/01/2015", "Year 6 at Hazel"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
	file := opened(t, sample(), sheetRows)
	if got, _ := file.GetCellValue(cmeSheet, cell(cmeColumns, "Why", 5)); got != SealedReason {
		t.Errorf("the line says %q, want %q", got, SealedReason)
	}
}

// Of a pair of which either is sealed there is nothing, on whichever sheet.
func TestSealedPairsAreOnNoSheet(t *testing.T) {
	lists := sample()
	for range 2 {
		file := opened(t, lists, sheetRows)
		for _, sheet := range matchSheets {
			rows, err := file.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				if text := strings.Join(row, "|"); strings.Contains(text, "c-000005") || strings.Contains(text, "lettings.csv#4") {
					t.Errorf("%s holds the pair: %q", sheet, text)
				}
			}
		}
		lists.CME = nil // then no line hangs on any
	}
}

func TestLongListIsCutAndSaysSo(t *testing.T) {
	lists := sample()
	for i := range 40 {
		lists.CME = append(lists.CME, NewLine(Row{ChildID: fmt.Sprint("c-1", i), Rank: 4 + i}, false))
		lists.Possible = append(lists.Possible, NewLine(Possible{RecordL: fmt.Sprint("a#", i), RecordR: "b#1"}, false))
	}
	const rows = 20
	file := opened(t, lists, rows)
	for sheet, want := range map[string]string{
		cmeSheet:          "Left out: 27 children, as a sheet holds only 1,048,576 rows. The whole list is in " + CMEFile + ".",
		otherMatchesSheet: "Left out: 24 pairs, as a sheet holds only 1,048,576 rows. All are in " + PossibleFile + ".",
	} {
		got, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != rows || got[rows-1][0] != want {
			t.Errorf("%s has %d rows that end in %q, want %d and %q", sheet, len(got), got[len(got)-1][0], rows, want)
		}
	}
}

// An exact fit is not cut.
func TestFullSheetIsNotCut(t *testing.T) {
	var lists Lists
	for i := range 18 {
		lists.AtRisk = append(lists.AtRisk, NewLine(Row{ChildID: fmt.Sprint("c-", i), Rank: i + 1}, false))
	}
	got, err := opened(t, lists, 20).GetRows(atRiskSheet)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 20 || got[19][0] != "18" {
		t.Errorf("%d rows that end in %q, want 20 and rank 18", len(got), got[len(got)-1])
	}
}

func TestDatesOfTheWorkbookAreDates(t *testing.T) {
	file := opened(t, sample(), sheetRows)
	at := func(title string) string { return cell(cmeColumns, title, 4) }
	for cell, want := range map[string]string{
		at("Born"): "09/03/2018", at("Since"): "04/09/2026", at("Due"): "15/10/2026", at("First listed"): "01/10/2026",
	} {
		shown, err := file.GetCellValue(cmeSheet, cell)
		if err != nil || shown != want {
			t.Errorf("%s shows %q (%v), want %q", cell, shown, err, want)
		}
		if kind, _ := file.GetCellType(cmeSheet, cell); kindName(kind) != "number" {
			t.Errorf("%s is a %s, want a number in a date format", cell, kindName(kind))
		}
	}
	if shown, _ := file.GetCellValue(cmeSheet, at("Probability of being on no roll")); shown != "98.7%" {
		t.Errorf("the probability shows %q, want 98.7%%", shown)
	}
}

// The sheets are written in the order of a map: ten workbooks would not come out alike by chance.
func TestWorkbookIsTheSameEachTime(t *testing.T) {
	var first []byte
	for range 10 {
		var out bytes.Buffer
		if err := writeWorkbook(&out, sample(), sheetRows); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = out.Bytes()
		}
		if !bytes.Equal(first, out.Bytes()) {
			t.Fatal("two workbooks of the same lists differ")
		}
	}
}

func TestEmptyListsMakeAWorkbook(t *testing.T) {
	path := filepath.Join(t.TempDir(), WorkbookFile)
	if err := WriteWorkbook(path, Lists{Summary: Summary{RunID: "a"}}); err != nil {
		t.Fatal(err)
	}
	filled, err := ReadWorkbook(path)
	if err != nil || len(filled.Lines)+len(filled.Pairs) > 0 {
		t.Errorf("%+v, %v; want none", filled, err)
	}
}

// Many banners must not push the lines off the frozen screen.
func TestManyBannersAreOnTheFrontSheet(t *testing.T) {
	var s Summary
	for i := range 9 {
		s.Banners = append(s.Banners, Banner{i != 2, fmt.Sprint("banner ", i)})
	}
	var got []string
	for _, b := range s.graveBanners() {
		got = append(got, b.Text)
	}
	want := []string{"banner 0", `7 more warnings are on the sheet "About this run".`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("banners over a list (-want +got):\n%s", diff)
	}
	if len(s.Banners) != 9 || s.Banners[4].Text != "banner 4" {
		t.Error("the banners themselves were changed")
	}
}

// cell names the cell of a column, by its title, on a row.
func cell[T any](columns []column[T], title string, row int) string {
	name, _ := excelize.CoordinatesToCellName(columnOf(columns, title), row)
	return name
}

// What an officer fills in comes back, with the line that it was written on, and dates however they were typed.
func TestWhatIsFilledInComesBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), WorkbookFile)
	if err := WriteWorkbook(path, sample()); err != nil {
		t.Fatal(err)
	}
	at := func(title string, row int) string { return cell(cmeColumns, title, row) }
	fill(t, path, map[string]map[string]string{
		cmeSheet: {at(outcomeTitle, 4): "Not CME", at(reasonTitle, 4): "on a roll and attending", at(returnTitle, 4): "Other", at(noteTitle, 4): "=phoned the school",
			at(byTitle, 4): " AB ", at(dateTitle, 4): "46296", at(untilTitle, 4): "1/10/2027", at(noteTitle, 6): "ask again"},
		atRiskSheet:   {cell(riskColumns, outcomeTitle, 4): "Looked at"},
		possibleSheet: {cell(matchColumns, outcomeTitle, 4): "Same", cell(matchColumns, byTitle, 4): "AB"},
	})
	got, err := ReadWorkbook(path)
	if err != nil {
		t.Fatal(err)
	}
	want := Filled{RunID: "2026-10-15T4f1d",
		Lines: []Marked{
			{CME, "c-000001", "00ab", Mark{`sheet "Candidate CME", row 4`, "Not CME", "on a roll and attending", "Other", "=phoned the school", "AB", "2026-10-01", "1/10/2027"}},
			{CME, "c-000009", "", Mark{Place: `sheet "Candidate CME", row 6`, Note: "ask again"}},
			{AtRisk, "c-000002", "", Mark{Place: `sheet "At risk", row 4`, Outcome: "Looked at"}},
		},
		Pairs: []MarkedPair{{"health:chis_2026-10.csv#17", "school_census:8874021_autumn.xml#88",
			Mark{Place: `sheet "Possible matches", row 4`, Outcome: "Same", By: "AB"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("filled in (-want +got):\n%s", diff)
	}
}

// A workbook that officers have in hand from before there was a column for the return is read all the same.
func TestAWorkbookWithoutTheReturnIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), WorkbookFile)
	if err := WriteWorkbook(path, sample()); err != nil {
		t.Fatal(err)
	}
	at := func(title string, row int) string { return cell(cmeColumns, title, row) }
	fill(t, path, map[string]map[string]string{
		cmeSheet:    {at(returnTitle, 3): "Something else", at(outcomeTitle, 4): "Not CME", at(untilTitle, 4): "1/10/2027"},
		atRiskSheet: {cell(riskColumns, returnTitle, 3): "Something else"},
	})
	got, err := ReadWorkbook(path)
	if err != nil || len(got.Lines) != 1 || got.Lines[0].Outcome != "Not CME" || got.Lines[0].Until != "1/10/2027" || got.Lines[0].Return != "" {
		t.Errorf("read %+v, %v", got.Lines, err)
	}
}

// A sheet that is worked on can be sorted, filtered and unfolded: no protection is on it. Each drop-down offers the words that were given, the
// reasons follow the outcome, and nothing is typed over what a line is found by.
func TestASheetCanBeWorkedOn(t *testing.T) {
	file := opened(t, sample(), sheetRows)
	for _, sheet := range []string{cmeSheet, atRiskSheet, possibleSheet, otherMatchesSheet, goneSheet} {
		if p, _ := file.GetSheetProtection(sheet); p.AutoFilter || p.Sort || p.SelectLockedCells {
			t.Errorf("%s: protected", sheet)
		}
	}
	if p, err := file.GetSheetProtection(choicesSheet); err != nil || !p.AutoFilter {
		t.Errorf("the words are not protected (%v)", err)
	}
	if shown, _ := file.GetSheetVisible(choicesSheet); shown {
		t.Error("the words are shown")
	}
	rules, err := file.GetDataValidations(atRiskSheet)
	if err != nil {
		t.Fatal(err)
	}
	var lists []string
	for _, r := range rules {
		lists = append(lists, r.Type+" "+r.Formula1)
	}
	outcome, _, _ := excelize.SplitCellName(cell(riskColumns, outcomeTitle, 4))
	match := "MATCH($" + outcome + "4,Choices!$I$4:$I$4,0)"
	want := []string{"list Choices!$C$5:$C$5", "list IF(ISNA(" + match + "),Choices!$D$5:$D$5,OFFSET(Choices!$I$5,0," + match + "-1,INDEX(Choices!$I$3:$I$3," + match + "),1))",
		"date 43831", "date 43831", "list Choices!$F$5:$F$6", "custom FALSE", "custom FALSE"}
	if diff := cmp.Diff(want, lists); diff != "" {
		t.Errorf("rules of cells (-want +got):\n%s", diff)
	}
	for name, want := range map[string]string{"D5": "the school is acting", "G3": "1", "G4": "Suspected", "G5": "enquiries under way", "H4": "Not CME", "H5": "on a roll and attending", "I4": "Looked at"} {
		if word, _ := file.GetCellValue(choicesSheet, name); word != want {
			t.Errorf("the hidden sheet has %q in %s, want %q", word, name, want)
		}
	}
}

// A workbook out of which the run's name was taken is refused: nothing says which lists it was.
func TestAWorkbookOfNoRunIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), WorkbookFile)
	if err := WriteWorkbook(path, sample()); err != nil {
		t.Fatal(err)
	}
	fill(t, path, map[string]map[string]string{choicesSheet: {"B1": ""}})
	if _, err := ReadWorkbook(path); err == nil || !strings.Contains(err.Error(), "no run's name") {
		t.Errorf("error %v", err)
	}
}

func fill(t *testing.T, path string, cells map[string]map[string]string) {
	t.Helper()
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for sheet, values := range cells {
		for cell, value := range values {
			if err := file.SetCellStr(sheet, cell, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := file.Save(); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedWorkbookIsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), WorkbookFile)
	if err := WriteWorkbook(path, sample()); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for size := 0; size < len(whole); size += 500 {
		if err := os.WriteFile(path, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadWorkbook(path); err == nil {
			t.Errorf("the first %d of %d bytes were read without an error", size, len(whole))
		}
	}
}

// Whatever the text, a row is at least one line tall, at most what a sheet allows, and never shorter for more text.
func TestHeightGrowsWithText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		width := rapid.Float64Range(0, 255).Draw(t, "width")
		h, more := rowHeight([]string{text}, []float64{width}), rowHeight([]string{text + " word"}, []float64{width})
		if h < lineHeight || more > tallest || more < h {
			t.Fatalf("%q in %v is %v tall, with a word more %v", text, width, h, more)
		}
	})
}

func TestLines(t *testing.T) {
	check := func(text string, width float64, want int) {
		t.Helper()
		if got := wrappedLines(text, width); got != want {
			t.Errorf("%q takes %d lines in %v, want %d", text, got, width, want)
		}
	}
	check("", 10, 1)
	check("one two", 10, 1)               // 7 of 10
	check("one two three", 10, 2)         // "one two" and "three"
	check("a\nb", 10, 2)                  // two paragraphs
	check("abcdefghijklmnopqrstu", 10, 3) // 21 letters, 10 to a line
}

// The sheet of children at risk is what an officer acts on: who is only watched is counted below it, and is in the file.
func TestWatchedChildrenMakeNoLineOfTheSheet(t *testing.T) {
	lists := Lists{AtRisk: open(Row{ChildID: "c-1", Rank: 1, Severity: "P4"}, Row{ChildID: "c-2", Rank: 2, Severity: "P5"}, Row{ChildID: "c-3", Rank: 3, Severity: "P5"})}
	got, err := opened(t, lists, 20).GetRows(atRiskSheet)
	if err != nil {
		t.Fatal(err)
	}
	if last := got[len(got)-1][0]; len(got) != 4 || !strings.Contains(last, "Left out: 2 children on the sheets that follow") {
		t.Errorf("%d rows, the last %q", len(got), last)
	}
	full := Lists{}
	for i := range 19 {
		severity := "P4"
		if i == 18 {
			severity = "P5"
		}
		full.AtRisk = append(full.AtRisk, NewLine(Row{ChildID: fmt.Sprint("c-", i), Rank: i + 1, Severity: severity}, false))
	}
	if got, err = opened(t, full, 20).GetRows(atRiskSheet); err != nil || len(got) > 20 {
		t.Errorf("%d rows on a sheet of 20, %v", len(got), err)
	}
}

// A task is somebody's to do: it says of whom, and of a sealed child's nothing.
func TestATaskSaysOfWhomItIs(t *testing.T) {
	who := Person{Forename: "Ada", Surname: "Quill", DOB: on(2015, 3, 1)}
	tasks := []Line[Task]{NewLine(Task{ChildID: "c1", Person: who}, false), NewLine(Task{ChildID: "c2", Person: who}, true)}
	table := tasksTable(PrintedRows(tasks))
	if text := fmt.Sprint(table.Rows[0]); !strings.Contains(text, "Quill, Ada") || !strings.Contains(text, "2015-03-01") {
		t.Errorf("the first is %s", text)
	}
	if text := fmt.Sprint(table.Rows[1]); strings.Contains(text, "Quill") || strings.Contains(text, "2015") || !strings.Contains(text, "c2") {
		t.Errorf("the sealed child's is %s", text)
	}
}
