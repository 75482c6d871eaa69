package candidates

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"
)

// The words that an officer chooses from for a possible match.
var judgements = []string{"Same", "Different", "Unsure"}

// The titles of the columns that are an officer's to fill, and of those by which a line is found again.
const (
	outcomeTitle  = "Outcome"
	reasonTitle   = "Reason"
	returnTitle   = "Reason for the return"
	noteTitle     = "Note"
	byTitle       = "Decided by"
	dateTitle     = "Date"
	untilTitle    = "Until"
	childTitle    = "Child id"
	evidenceTitle = "Evidence"
	recordLTitle  = "Record A"
	recordRTitle  = "Record B"
)

// officerColumns are the columns that an officer fills on each list. The run never fills them.
func officerColumns[T any](titles ...string) []column[T] {
	widths := map[string]float64{outcomeTitle: 10, reasonTitle: 14, returnTitle: 36, noteTitle: 14, byTitle: 8.5, dateTitle: 10.5, untilTitle: 10.5}
	var columns []column[T]
	for _, title := range titles {
		columns = append(columns, column[T]{title, widths[title], func(s *sheet, _ T) any {
			if title == dateTitle || title == untilTitle {
				return excelize.Cell{StyleID: s.book.look.openDate}
			}
			return s.styledText(s.book.look.open, "")
		}})
	}
	return columns
}

// columnOf is the number of the column with a title, from 1.
func columnOf[T any](columns []column[T], title string) int {
	for i, c := range columns {
		if c.title == title {
			return i + 1
		}
	}
	panic("candidates: no column " + title)
}

// choicesSheet is hidden. It holds the run's id, by which a workbook is known again, and the words of the drop-down lists, which
// may be longer together than a rule of a cell can hold.
const choicesSheet = "Choices"

// choiceLists are the columns of the hidden sheet, in their order.
func (l Lists) choiceLists() [][]string {
	lists := [][]string{l.Words[CME].Outcomes, l.Words[CME].Reasons, l.Words[AtRisk].Outcomes, l.Words[AtRisk].Reasons, judgements, l.Words[CME].Returns}
	for _, list := range []List{CME, AtRisk} {
		for _, outcome := range l.Words[list].Outcomes {
			lists = append(lists, l.Words[list].ReasonsOf[outcome])
		}
	}
	return lists
}

// The places of the words on the hidden sheet. After them stands a column of the reasons of each outcome.
const (
	cmeOutcomes = iota
	cmeReasons
	atRiskOutcomes
	atRiskReasons
	pairOutcomes
	returnReasons
	reasonsByOutcome
)

// choiceRow is the row of the hidden sheet in which the words begin. Over the reasons of an outcome stand it and how many they are.
const choiceRow = 5

// writeChoices writes the hidden sheet.
func (b workbook) writeChoices(l Lists) error {
	s := b.beginSheet(choicesSheet, []float64{20, 44, 20, 44, 20, 60}, printing{})
	s.writeFlat("Run", s.extractText(l.Summary.RunID))
	s.writeFlat("The words of the drop-down lists. Do not change this sheet.")
	lists := l.choiceLists()
	counts, outcomes := make([]any, len(lists)), make([]any, len(lists))
	for i, outcome := range slices.Concat(l.Words[CME].Outcomes, l.Words[AtRisk].Outcomes) {
		at := reasonsByOutcome + i
		counts[at], outcomes[at] = len(lists[at]), outcome
	}
	s.writeFlat(counts...)
	s.writeFlat(outcomes...)
	for row := 0; ; row++ {
		line, any := make([]any, len(lists)), false
		for i, words := range lists {
			if row < len(words) {
				line[i], any = words[row], true
			}
		}
		if !any {
			break
		}
		s.writeFlat(line...)
	}
	s.protectSheet()
	if err := s.endSheet(); err != nil {
		return err
	}
	// The library's own way to hide a sheet reads every sheet that was written and lays all of them out anew, for nothing.
	for i := range b.file.WorkBook.Sheets.Sheet {
		if it := &b.file.WorkBook.Sheets.Sheet[i]; it.Name == choicesSheet {
			it.State = "hidden"
		}
	}
	return nil
}

// choiceRange is a range of the hidden sheet: columns from the first on, and rows.
func choiceRange(first, columns, fromRow, toRow int) string {
	from, _ := excelize.CoordinatesToCellName(first+1, fromRow, true)
	to, _ := excelize.CoordinatesToCellName(first+columns, toRow, true)
	return choicesSheet + "!" + from + ":" + to
}

// restrictToList lets an officer choose one of the words of a column of the hidden sheet, or leave the cell empty.
func (s *sheet) restrictToList(col, from, rows, words, n int, title, prompt string) {
	if n == 0 {
		return
	}
	s.restrictCells(col, from, rows, title, prompt, "Choose one of the words of the list.", func(v *excelize.DataValidation) error {
		v.SetSqrefDropList(choiceRange(words, 1, choiceRow, choiceRow+n-1))
		return nil
	})
}

// restrictToReasons lets an officer choose one of the reasons that go with the outcome of the same line, and any of the list while it
// has none.
func (s *sheet) restrictToReasons(list List, col, outcomeCol, from, rows int) {
	words, first, all := s.book.words[list], reasonsByOutcome, cmeReasons
	if list == AtRisk {
		first, all = first+len(s.book.words[CME].Outcomes), atRiskReasons
	}
	if len(words.Reasons) == 0 {
		return
	}
	outcome, _ := excelize.ColumnNumberToName(outcomeCol)
	n := len(words.Outcomes)
	match := fmt.Sprintf("MATCH($%s%d,%s,0)", outcome, from, choiceRange(first, n, choiceRow-1, choiceRow-1))
	corner, _ := excelize.CoordinatesToCellName(first+1, choiceRow, true)
	s.restrictCells(col, from, rows, reasonTitle, "Why, in the words of the policy: those that go with the outcome.", "Choose one of the words of the list, which follow the outcome.",
		func(v *excelize.DataValidation) error {
			v.SetSqrefDropList(fmt.Sprintf("IF(ISNA(%s),%s,OFFSET(%s!%s,0,%s-1,INDEX(%s,%s),1))", match, choiceRange(all, 1, choiceRow, choiceRow+len(words.Reasons)-1),
				choicesSheet, corner, match, choiceRange(first, n, choiceRow-2, choiceRow-2), match))
			return nil
		})
}

// restrictToDays lets an officer fill in a day.
func (s *sheet) restrictToDays(col, from, rows int, title, prompt string) {
	const first, last = 43831, 73050 // 1 January 2020 and 31 December 2099 as a spreadsheet counts days
	s.restrictCells(col, from, rows, title, prompt, "Fill in a day, such as 01/10/2026.", func(v *excelize.DataValidation) error {
		return v.SetRange(first, last, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)
	})
}

// restrictCells holds the cells of a column to a rule.
func (s *sheet) restrictCells(col, from, rows int, title, prompt, wrong string, rule func(*excelize.DataValidation) error) {
	if s.fault != nil || rows == 0 {
		return
	}
	name, _ := excelize.ColumnNumberToName(col)
	v := excelize.NewDataValidation(true)
	v.SetSqref(fmt.Sprintf("%s%d:%s%d", name, from, name, from+rows-1))
	s.keepFault(rule(v))
	v.SetInput(title, prompt)
	v.SetError(excelize.DataValidationErrorStyleStop, title, wrong)
	s.keepFault(s.book.file.AddDataValidation(s.name, v))
}

// keepCells keeps what is typed out of the cells of a column by which a line is found again. The import checks them all the same.
func (s *sheet) keepCells(col, from, rows int, title string) {
	s.restrictCells(col, from, rows, title, "By this the line is found again when the workbook comes back.", "The run wrote this. Leave it as it is.",
		func(v *excelize.DataValidation) error {
			return v.SetRange("FALSE", "", excelize.DataValidationTypeCustom, excelize.DataValidationOperatorEqual)
		})
}

// protectSheet keeps anybody from changing a sheet by mistake. There is no password. A list has none: Excel sorts no range with locked
// cells under a protection, nor unfolds a column, and the import checks what comes back.
func (s *sheet) protectSheet() {
	if s.fault == nil {
		s.keepFault(s.book.file.ProtectSheet(s.name, &excelize.SheetProtectionOptions{
			AutoFilter: true, Sort: true, FormatColumns: true, FormatRows: true, SelectLockedCells: true, SelectUnlockedCells: true,
		}))
	}
}
