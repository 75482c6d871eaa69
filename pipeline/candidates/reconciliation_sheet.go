package candidates

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// waterfallColumns are the columns of the reconciliation.
var waterfallColumns = []column[bar]{
	{"Step", 60, func(s *sheet, b bar) any { return s.said(s.weight(b), b.Title) }},
	{"Register or reason", 34, func(s *sheet, b bar) any { return s.said(s.weight(b), b.Source) }},
	{"Children taken away", 14, func(s *sheet, b bar) any {
		if b.Total {
			return excelize.Cell{StyleID: s.weight(b)}
		}
		return s.number(b.Children)
	}},
	{"Children left", 14, func(s *sheet, b bar) any { return s.number(b.Left) }},
}

// weight is bold for a total.
func (s *sheet) weight(b bar) int {
	if b.Total {
		return s.book.look.strong
	}
	return s.book.look.prose
}

// reconciliation writes the way from all children seen to the lists, so that what is not listed can be audited too.
func (b workbook) reconciliation(about Summary) error {
	s := b.sheet(reconciliationSheet, widths(waterfallColumns))
	bars, off := waterfall(about.Waterfall)
	s.table(2, len(bars), len(waterfallColumns), 0, len(waterfallColumns))
	s.tall(titleHeight, excelize.Cell{StyleID: b.look.title, Value: "From all children seen to the lists, " + words(about.AsOf)})
	writeRows(s, waterfallColumns, bars)
	for _, fault := range off {
		s.flat(s.said(b.look.banner, fault))
	}
	s.flat()
	s.flat(fmt.Sprintf("Every child and what explains them is in %s.", ReconciliationFile))
	return s.close()
}
