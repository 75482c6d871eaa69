package candidates

import (
	"fmt"
	"slices"

	"rollcall/pipeline/candidates/xlsx"
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
				return xlsx.Cell{Style: s.book.look.openDate}
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
	s.w.Protected, s.w.Hidden = true, true // nobody changes it by mistake. A list has no protection: Excel neither sorts nor unfolds under one
	return s.endSheet()
}

// choiceRange is a range of the hidden sheet: columns from the first on, and rows.
func choiceRange(first, columns, fromRow, toRow int) string {
	return choicesSheet + "!" + fixedPlace(first+1, fromRow) + ":" + fixedPlace(first+columns, toRow)
}

// fixedPlace is a place of a sheet that stays where it is when a formula goes elsewhere.
func fixedPlace(column, row int) string { return fmt.Sprintf("$%s$%d", xlsx.ColumnName(column), row) }

// restrictToList lets an officer choose one of the words of a column of the hidden sheet, or leave the cell empty.
func (s *sheet) restrictToList(col, from, rows, words, n int, title, prompt string) {
	if n == 0 {
		return
	}
	s.restrictCells(col, from, rows, xlsx.Rule{Type: xlsx.OfList, Title: title, Prompt: prompt, Wrong: "Choose one of the words of the list.",
		First: choiceRange(words, 1, choiceRow, choiceRow+n-1)})
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
	n := len(words.Outcomes)
	match := fmt.Sprintf("MATCH($%s%d,%s,0)", xlsx.ColumnName(outcomeCol), from, choiceRange(first, n, choiceRow-1, choiceRow-1))
	s.restrictCells(col, from, rows, xlsx.Rule{Type: xlsx.OfList, Title: reasonTitle,
		Prompt: "Why, in the words of the policy: those that go with the outcome.", Wrong: "Choose one of the words of the list, which follow the outcome.",
		First: fmt.Sprintf("IF(ISNA(%s),%s,OFFSET(%s!%s,0,%s-1,INDEX(%s,%s),1))", match, choiceRange(all, 1, choiceRow, choiceRow+len(words.Reasons)-1),
			choicesSheet, fixedPlace(first+1, choiceRow), match, choiceRange(first, n, choiceRow-2, choiceRow-2), match)})
}

// restrictToDays lets an officer fill in a day.
func (s *sheet) restrictToDays(col, from, rows int, title, prompt string) {
	const first, last = "43831", "73050" // 1 January 2020 and 31 December 2099 as a spreadsheet counts days
	s.restrictCells(col, from, rows, xlsx.Rule{Type: xlsx.OfDays, First: first, Second: last, Title: title, Prompt: prompt, Wrong: "Fill in a day, such as 01/10/2026."})
}

// restrictCells holds the cells of a column to a rule.
func (s *sheet) restrictCells(col, from, rows int, rule xlsx.Rule) {
	if rows == 0 {
		return
	}
	name := xlsx.ColumnName(col)
	rule.Cells = fmt.Sprintf("%s%d:%s%d", name, from, name, from+rows-1)
	s.w.Rules = append(s.w.Rules, rule)
}

// keepCells keeps what is typed out of the cells of a column by which a line is found again. The import checks them all the same.
func (s *sheet) keepCells(col, from, rows int, title string) {
	s.restrictCells(col, from, rows, xlsx.Rule{Type: xlsx.OfTruth, First: "FALSE", Title: title,
		Prompt: "By this the line is found again when the workbook comes back.", Wrong: "The run wrote this. Leave it as it is."})
}
