package candidates

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// goneColumns are the columns of the lines that are gone.
var goneColumns = []column[Gone]{
	{"List", 14, func(s *sheet, g Gone) any { return s.ownText(ListName(g.List)) }},
	{"Forenames", 16, func(s *sheet, g Gone) any { return s.extractText(forenames(g.Printed())) }},
	{"Surname", 16, func(s *sheet, g Gone) any { return s.extractText(g.Printed().Surname) }},
	{"Date of birth", 12, func(s *sheet, g Gone) any { return s.dateCell(s.book.look.date, g.Printed().DOB) }},
	{"Why it is gone", 18, func(s *sheet, g Gone) any { return s.ownText(g.Why) }},
	{"Explanation", 70, func(s *sheet, g Gone) any { return s.extractText(g.Reason) }},
	{"New fact", 40, func(s *sheet, g Gone) any { return s.extractText(g.New) }},
	{"Severity before", 9, func(s *sheet, g Gone) any { return s.styledText(s.book.look.severityOf(g.Severity), g.Severity) }},
	{"Rules before", 12, func(s *sheet, g Gone) any { return s.ownText(strings.Join(g.Rules, ", ")) }},
	{"Since", 12, func(s *sheet, g Gone) any { return s.dateCell(s.book.look.date, g.Since) }},
	{"Last listed", 12, func(s *sheet, g Gone) any { return s.dateCell(s.book.look.date, g.LastRun) }},
	{childTitle, 18, func(s *sheet, g Gone) any { return s.extractText(g.ChildID) }},
}

// Printed is what the workbook may print of the child.
func (g Gone) Printed() Person {
	return Row{Sealed: g.Sealed, Nameless: g.Nameless, Person: g.Person}.Printed()
}

// ListName is a list as an officer calls it, which is the name of its sheet.
func ListName(l List) string {
	if l == AtRisk {
		return atRiskSheet
	}
	return cmeSheet
}

// writeGone writes the lines that the last run showed and this one does not.
func (b workbook) writeGone(lines []Gone, about Summary) error {
	s := b.beginSheet(goneSheet, columnWidths(goneColumns))
	head := about.graveBanners()
	at := len(head) + 2
	shown := min(len(lines), b.rows-at)
	s.announceTable(at, shown, len(goneColumns), 3, len(goneColumns))
	s.protectSheet()
	s.writeRow(titleHeight, excelize.Cell{StyleID: b.look.title, Value: fmt.Sprintf("Gone since the last run: %s on %s", withCommas(len(lines)), dayWords(about.AsOf))},
		nil, nil, nil, nil, "Lines that the last run showed and this one does not, and why. All are in "+GoneFile+".")
	s.writeBanners(head, len(goneColumns))
	writeRows(s, goneColumns, lines[:shown])
	return s.endSheet()
}
