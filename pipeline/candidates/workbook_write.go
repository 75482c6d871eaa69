package candidates

import (
	"io"
	"slices"
)

// WriteWorkbook writes candidates.xlsx: what the run is, one sheet per list, the possible matches for a person to judge, and
// the reconciliation. Whatever comes from an extract is a text cell, so no value of it is ever run as a formula. A list
// longer than a sheet is cut with a note that says so. The same lists give the same bytes.
func WriteWorkbook(path string, l Lists) error {
	return writeFile(path, func(out io.Writer) error { return writeWorkbook(out, l, sheetRows) })
}

func writeWorkbook(out io.Writer, l Lists, rows int) error {
	cme, risk := slices.Collect(EachPrinted(l.CME)), slices.Collect(EachPrinted(l.AtRisk))
	var told *evidence
	return writeBook(out, l.Summary, l.Words, rows,
		func(b workbook) error { return b.writeFront(l) },
		func(b workbook) (err error) { // which the lists lead to
			told, err = b.writeEvidence(l, slices.Concat(cme, toActOn(ofRoad(risk, OfficersRoad))))
			return err
		},
		func(b workbook) error { return b.writeList(cmeList, cme, l.Summary) },
		func(b workbook) error { return b.writeAtRisk(risk, l.Summary) },
		func(b workbook) error { return b.writeUntold(PrintedRows(l.Untold), l.Summary) },
		func(b workbook) error { return b.writeNotInSchool(l) },
		func(b workbook) error { return b.writePossible(l, cme, told) },
		func(b workbook) error { b.file.SetLast(told.sheet.w); return nil },
		func(b workbook) error { return b.writeGone(PrintedRows(l.Gone), l.Summary) },
		func(b workbook) error { return b.writeReconciliation(l.Summary) },
		func(b workbook) error { return b.writeChoices(l) },
	)
}
