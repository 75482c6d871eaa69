package candidates

import (
	"fmt"

	"rollcall/pipeline/candidates/xlsx"
)

// waterfallColumns are the columns of the reconciliation.
var waterfallColumns = []column[bar]{
	{"Step", 60, func(s *sheet, b bar) any { return s.styledText(s.stepStyle(b), b.Title) }},
	{"Register or reason", 34, func(s *sheet, b bar) any { return s.styledText(s.stepStyle(b), b.Source) }},
	{"Children taken away", 14, func(s *sheet, b bar) any {
		if b.Total {
			return xlsx.Cell{Style: s.stepStyle(b)}
		}
		return s.numberCell(b.Children)
	}},
	{"Children left", 14, func(s *sheet, b bar) any { return s.numberCell(b.Left) }},
}

// stepStyle is bold for a total.
func (s *sheet) stepStyle(b bar) int {
	if b.Total {
		return s.book.look.strong
	}
	return s.book.look.prose
}

// writeReconciliation writes the way from all children seen to the lists, so that what is not listed can be audited too.
func (b workbook) writeReconciliation(about Summary) error {
	s := b.beginSheet(reconciliationSheet, columnWidths(waterfallColumns), printing{})
	bars, off := stepsLeft(about.Waterfall)
	s.announceTable(2, len(bars), len(waterfallColumns), 0, len(waterfallColumns))
	s.writeRow(titleHeight, xlsx.Cell{Style: b.look.title, Value: "From all children seen to the lists, " + dayWords(about.AsOf)})
	writeRows(s, waterfallColumns, bars, 0)
	for _, fault := range off {
		s.writeFlat(s.styledText(b.look.banner, fault))
	}
	s.writeFlat()
	s.writeFlat(fmt.Sprintf("Every child and what explains them is in %s.", ReconciliationFile))
	return s.endSheet()
}
