package candidates

import (
	"fmt"

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
	widths := map[string]float64{outcomeTitle: 18, reasonTitle: 30, returnTitle: 36, noteTitle: 36, byTitle: 14, dateTitle: 12, untilTitle: 12}
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
	return [][]string{l.Words[CME].Outcomes, l.Words[CME].Reasons, l.Words[AtRisk].Outcomes, l.Words[AtRisk].Reasons, judgements, l.Words[CME].Returns}
}

// The places of the words on the hidden sheet.
const (
	cmeOutcomes = iota
	cmeReasons
	atRiskOutcomes
	atRiskReasons
	pairOutcomes
	returnReasons
)

// choiceRow is the row of the hidden sheet in which the words begin.
const choiceRow = 3

// writeChoices writes the hidden sheet.
func (b workbook) writeChoices(l Lists) error {
	s := b.beginSheet(choicesSheet, []float64{20, 44, 20, 44, 20, 60})
	s.writeFlat("Run", s.extractText(l.Summary.RunID))
	s.writeFlat("The words of the drop-down lists. Do not change this sheet.")
	lists := l.choiceLists()
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

// restrictToList lets an officer choose one of the words of a column of the hidden sheet, or leave the cell empty.
func (s *sheet) restrictToList(col, from, rows, words, n int, title, prompt string) {
	if n == 0 {
		return
	}
	name, _ := excelize.ColumnNumberToName(words + 1)
	s.restrictCells(col, from, rows, title, prompt, "Choose one of the words of the list.", func(v *excelize.DataValidation) error {
		v.SetSqrefDropList(fmt.Sprintf("%s!$%s$%d:$%s$%d", choicesSheet, name, choiceRow, name, choiceRow+n-1))
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

// protectSheet keeps an officer from changing by mistake what a run wrote. There is no password: it guards against a slip, and the
// import checks what comes back.
func (s *sheet) protectSheet() {
	if s.fault == nil {
		s.keepFault(s.book.file.ProtectSheet(s.name, &excelize.SheetProtectionOptions{
			AutoFilter: true, Sort: true, FormatColumns: true, FormatRows: true, SelectLockedCells: true, SelectUnlockedCells: true,
		}))
	}
}
