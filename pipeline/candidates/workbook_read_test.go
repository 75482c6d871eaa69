package candidates

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	diff "github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// manyLines are lists of some lines and pairs.
func manyLines() Lists {
	l := sample()
	l.AtRisk, l.StoriesOf, l.Matched, l.Untold, l.Gone = nil, nil, nil, nil, nil
	for i := range 12 {
		l.CME = append(l.CME, NewLine(Row{ChildID: fmt.Sprintf("c-1%05d", i), List: CME, Rank: 4 + i, Severity: "P3", Memory: Memory{Evidence: fmt.Sprint("ev", i)}, Person: Person{Surname: "Madeup"}}, false))
		l.Possible = append(l.Possible, NewLine(Possible{RecordL: fmt.Sprint("health:a.csv#", i), RecordR: fmt.Sprint("housing:b.csv#", i), ChildL: fmt.Sprintf("c-1%05d", i), ChildR: "c-9"}, false))
	}
	return l
}

// worked is a workbook after an officer sorted a sheet of it, titles and all or without, moved its columns and took some out.
func worked(t *rapid.T, raw []byte, sheet string, may []string, marks map[int]map[string]string) []byte {
	file, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := file.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	head := slices.IndexFunc(rows, func(row []string) bool { return slices.Contains(row, outcomeTitle) })
	titles := rows[head]
	for line, typed := range marks {
		row := slices.Concat(rows[head+1+line], make([]string, len(titles)))[:len(titles)]
		for title, text := range typed {
			row[slices.Index(titles, title)] = text
		}
		rows[head+1+line] = row
	}
	sorted := rows[head+1:]
	if rapid.Bool().Draw(t, "titles are sorted along") {
		sorted = rows[head:]
	}
	order := rapid.Permutation(sorted).Draw(t, "order of lines")
	copy(sorted, slices.Clone(order))
	columns := rapid.Permutation(numbersTo(len(titles))).Draw(t, "order of columns")
	out := rapid.SliceOfDistinct(rapid.SampledFrom(may), rapid.ID).Draw(t, "columns taken out")
	columns = slices.DeleteFunc(columns, func(c int) bool { return slices.Contains(out, titles[c]) })
	if err := file.DeleteSheet(sheet); err != nil {
		t.Fatal(err)
	}
	if _, err := file.NewSheet(sheet); err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		for at, c := range columns {
			if c < len(row) && row[c] != "" {
				cell, _ := excelize.CoordinatesToCellName(at+1, r+1)
				if err := file.SetCellStr(sheet, cell, row[c]); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	var packed bytes.Buffer
	if err := file.Write(&packed); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

func numbersTo(n int) (all []int) {
	for i := range n {
		all = append(all, i)
	}
	return all
}

// However the lines are sorted, the columns moved, and those taken out that can do without, each line and each pair on which a person wrote
// something comes back, with the line that it was written on.
func TestEveryMarkedLineComesBack(t *testing.T) {
	l := manyLines()
	var raw bytes.Buffer
	if err := writeWorkbook(&raw, l, sheetRows); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), WorkbookFile)
	free := []string{"Rank", "Severity", "Name", "Story", "Why", "Other names", "Probability of being on no roll"}
	rapid.Check(t, func(t *rapid.T) {
		marks := map[int]map[string]string{}
		var want []Marked
		for _, line := range rapid.SliceOfNDistinct(rapid.SampledFrom(numbersTo(14)), 0, 6, rapid.ID).Draw(t, "marked") {
			typed := map[string]string{byTitle: "AB"}
			for _, title := range []string{outcomeTitle, reasonTitle, untilTitle} {
				if rapid.Bool().Draw(t, title) {
					typed[title] = "typed in " + title
				}
			}
			marks[line] = typed
			row, _ := l.CME[line].Printed()
			want = append(want, Marked{CME, row.ChildID, row.Evidence, Mark{Outcome: typed[outcomeTitle], Reason: typed[reasonTitle], By: "AB", Until: typed[untilTitle]}})
		}
		packed := worked(t, raw.Bytes(), cmeSheet, append(free, noteTitle, dateTitle, returnTitle), marks)
		if err := os.WriteFile(path, packed, 0o600); err != nil {
			t.Fatal(err)
		}
		filled, err := ReadWorkbook(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := range filled.Lines {
			if filled.Lines[i].Place == "" {
				t.Error("a line without its place")
			}
			filled.Lines[i].Place = ""
		}
		byChild := func(a, b Marked) int { return cmp.Compare(a.ChildID, b.ChildID) }
		slices.SortFunc(filled.Lines, byChild)
		slices.SortFunc(want, byChild)
		if d := diff.Diff(want, filled.Lines); d != "" {
			t.Errorf("lines (-want +got):\n%s", d)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		marks := map[int]map[string]string{}
		want := map[string]bool{}
		for _, line := range rapid.SliceOfNDistinct(rapid.SampledFrom(numbersTo(12)), 0, 6, rapid.ID).Draw(t, "marked") {
			marks[line] = map[string]string{outcomeTitle: "Same", byTitle: "AB"}
		}
		packed := worked(t, raw.Bytes(), possibleSheet, []string{"May settle", "Surname", noteTitle, dateTitle, "Probability"}, marks)
		if err := os.WriteFile(path, packed, 0o600); err != nil {
			t.Fatal(err)
		}
		filled, err := ReadWorkbook(path)
		if err != nil || len(filled.Pairs) != len(marks) {
			t.Fatalf("%d pairs of %d (%v)", len(filled.Pairs), len(marks), err)
		}
		for _, p := range filled.Pairs {
			want[p.RecordL+" "+p.RecordR] = true
			if p.Outcome != "Same" || p.By != "AB" || p.RecordL == "" || p.RecordR == "" {
				t.Errorf("a pair came back as %+v", p)
			}
		}
		if len(want) != len(marks) {
			t.Error("one pair came back twice")
		}
	})
}

// What a line is found by, its outcome, its reason and the person cannot be done without: the fault names what is wanting. A column that is
// there twice is a question. Nothing of a workbook is passed over.
func TestAWorkbookThatLacksAColumnIsRefused(t *testing.T) {
	for _, title := range []string{childTitle, evidenceTitle, outcomeTitle, reasonTitle, byTitle} {
		path := filepath.Join(t.TempDir(), WorkbookFile)
		if err := WriteWorkbook(path, sample()); err != nil {
			t.Fatal(err)
		}
		fill(t, path, map[string]map[string]string{cmeSheet: {cell(cmeColumns, title, 3): "", cell(cmeColumns, noteTitle, 4): "asked"}})
		if _, err := ReadWorkbook(path); err == nil || !strings.Contains(err.Error(), `["`+title+`"]`) || !strings.Contains(err.Error(), `sheet "Candidate CME"`) {
			t.Errorf("without %s: %v", title, err)
		}
		fill(t, path, map[string]map[string]string{cmeSheet: {cell(cmeColumns, title, 3): title, cell(cmeColumns, "Other names", 3): title}})
		if _, err := ReadWorkbook(path); err == nil || !strings.Contains(err.Error(), "two columns") {
			t.Errorf("with %s twice: %v", title, err)
		}
	}
}

// A decision on a line whose id was emptied is not passed over in silence: it comes back without one, and the import refuses it by its place.
func TestALineWithoutItsIDComesBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), WorkbookFile)
	if err := WriteWorkbook(path, sample()); err != nil {
		t.Fatal(err)
	}
	fill(t, path, map[string]map[string]string{cmeSheet: {cell(cmeColumns, childTitle, 4): "", cell(cmeColumns, outcomeTitle, 4): "Confirmed"}})
	filled, err := ReadWorkbook(path)
	if err != nil || len(filled.Lines) != 1 || filled.Lines[0].ChildID != "" || filled.Lines[0].Place != `sheet "Candidate CME", row 4` {
		t.Errorf("%+v, %v", filled.Lines, err)
	}
}

// A workbook that officers have in hand from before, of 48 columns with theirs at the end, is read as it was.
func TestAWorkbookFromBeforeIsRead(t *testing.T) {
	file := excelize.NewFile()
	defer file.Close()
	titles := strings.Split("Rank|Severity|Forenames|Surname|Other names|Date of birth|Sex|Year group|Last address|Postcode|Source of address|UPN|Parent or carer|Phone|Why|Return reason proposed|"+
		"Kind of case|Since|Due|Deadline counted in|Time so far|Time counted in|Next action|Who acts|Why it is ranked here|Rules|Registers searched|Nearest provision|Why that does not count|"+
		"Name may be deleted from|Open to social care|Possible matches|Probability of being on no roll|School|First listed|What is new|What changed|Open case|Decided before|Why it is back|"+
		"May be closed|Evidence|Child id|Outcome|Reason|Note|Decided by|Date|Until|Reason for the return", "|")
	write := func(sheet string, row int, cells ...string) {
		t.Helper()
		if at, _ := file.GetSheetIndex(sheet); at < 0 {
			if _, err := file.NewSheet(sheet); err != nil {
				t.Fatal(err)
			}
		}
		for i, text := range cells {
			name, _ := excelize.CoordinatesToCellName(i+1, row)
			if err := file.SetCellStr(sheet, name, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	line := make([]string, len(titles))
	for title, text := range map[string]string{"Evidence": "00ab", "Child id": "c-000001", "Outcome": "Untraced", "Reason": "not found after joint enquiries", "Decided by": "AB", "Until": "01/12/2026"} {
		line[slices.Index(titles, title)] = text
	}
	for _, sheet := range []string{cmeSheet, atRiskSheet} {
		write(sheet, 1, sheet+": 1 child on 15 October 2026")
		write(sheet, 2, titles...)
	}
	write(cmeSheet, 3, line...)
	write(possibleSheet, 2, "Probability", "Forenames A", "Forenames B", "Record A", "Record B", "Child id A", "Child id B", "Outcome", "Note", "Decided by", "Date")
	write(possibleSheet, 3, "0.62", "Zofia", "Sofia", "health:a.csv#1", "housing:b.csv#2", "c1", "c2", "Different", "", "AB", "")
	write(choicesSheet, 1, "Run", "2026-10-15Told")
	path := filepath.Join(t.TempDir(), "before.xlsx")
	if err := file.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	got, err := ReadWorkbook(path)
	want := Filled{RunID: "2026-10-15Told",
		Lines: []Marked{{CME, "c-000001", "00ab", Mark{Place: `sheet "Candidate CME", row 3`, Outcome: "Untraced", Reason: "not found after joint enquiries", By: "AB", Until: "01/12/2026"}}},
		Pairs: []MarkedPair{{"health:a.csv#1", "housing:b.csv#2", Mark{Place: `sheet "Possible matches", row 3`, Outcome: "Different", By: "AB"}}}}
	if d := diff.Diff(want, got); d != "" || err != nil {
		t.Errorf("read back (-want +got, %v):\n%s", err, d)
	}
}
