package candidates

import "strings"

// goneColumns are the columns of the lines that are gone.
var goneColumns = []column[Gone]{
	{"List", 14, func(s *sheet, g Gone) any { return s.ownText(ListName(g.List)) }},
	{"Forenames", 16, func(s *sheet, g Gone) any { return s.extractText(forenames(g.Person)) }},
	{"Surname", 16, func(s *sheet, g Gone) any { return s.extractText(g.Person.Surname) }},
	{"Date of birth", 12, func(s *sheet, g Gone) any { return s.dateCell(s.book.look.date, g.Person.DOB) }},
	{"Why it is gone", 18, func(s *sheet, g Gone) any { return s.ownText(g.Why) }},
	{"Explanation", 70, func(s *sheet, g Gone) any { return s.extractText(g.Reason) }},
	{"New fact", 40, func(s *sheet, g Gone) any { return s.extractText(g.New) }},
	{"Severity before", 9, func(s *sheet, g Gone) any { return s.styledText(s.book.look.severityOf(g.Severity), g.Severity) }},
	{"Rules before", 12, func(s *sheet, g Gone) any { return s.ownText(strings.Join(g.Rules, ", ")) }},
	{"Since", 12, func(s *sheet, g Gone) any { return s.dateCell(s.book.look.date, g.Since) }},
	{"Last listed", 12, func(s *sheet, g Gone) any { return s.dateCell(s.book.look.date, g.LastRun) }},
	{childTitle, 18, func(s *sheet, g Gone) any { return s.extractText(g.ChildID) }},
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
	whole := "All are in " + GoneFile + "."
	what := "Lines that the last run showed and this one does not, and why. " + whole
	shown := listing[Gone]{name: goneSheet, title: "Gone since the last run", what: what, columns: goneColumns, still: 3, printed: len(goneColumns), whole: whole, count: withCommas}
	return writeListing(b, about, shown, lines, func(*sheet, int, int) {})
}
