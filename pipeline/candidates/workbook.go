package candidates

import (
	"errors"
	"io"
	"time"

	"github.com/xuri/excelize/v2"
)

// The sheets of candidates.xlsx, in their order.
const (
	frontSheet          = "About this run"
	cmeSheet            = "Candidate CME"
	atRiskSheet         = "At risk"
	possibleSheet       = "Possible matches"
	goneSheet           = "Gone"
	reconciliationSheet = "Reconciliation"
)

// sheetRows is the number of rows that a sheet can hold (Excel specifications and limits).
const sheetRows = 1_048_576

// WriteWorkbook writes candidates.xlsx: what the run is, one sheet per list, the possible matches for a person to judge, and
// the reconciliation. Whatever comes from an extract is a text cell, so no value of it is ever run as a formula. A list
// longer than a sheet is cut with a note that says so. The same lists give the same bytes.
func WriteWorkbook(path string, l Lists) error {
	return create(path, func(out io.Writer) error { return writeWorkbook(out, l, sheetRows) })
}

// workbook is a workbook as it is being written.
type workbook struct {
	file *excelize.File
	look looks
	rows int // that a sheet can hold

	words map[List]ListWords
}

func writeWorkbook(out io.Writer, l Lists, rows int) (err error) {
	book := workbook{file: excelize.NewFile(), rows: rows, words: l.Words}
	defer func() { err = errors.Join(err, book.file.Close()) }()
	if err := book.describe(l.Summary); err != nil {
		return err
	}
	if book.look, err = newLooks(book.file); err != nil {
		return err
	}
	for _, write := range []func() error{
		func() error { return book.front(l) },
		func() error { return book.list(cmeList, l.CME, l.Summary) },
		func() error { return book.list(atRiskList, l.AtRisk, l.Summary) },
		func() error { return book.possible(l.Possible, l.Summary) },
		func() error { return book.gone(l.Gone, l.Summary) },
		func() error { return book.reconciliation(l.Summary) },
		func() error { return book.choicesOf(l) },
	} {
		if err := write(); err != nil {
			return err
		}
	}
	packed, err := book.file.WriteToBuffer()
	if err != nil {
		return err
	}
	return repack(out, packed.Bytes())
}

// describe sets the properties of the document; its dates are the as-of date, because the clock would change the bytes.
func (b workbook) describe(s Summary) error {
	at := s.AsOf.Format("2006-01-02") + "T00:00:00Z"
	if err := b.file.SetDocProps(&excelize.DocProperties{
		Title: "Children missing education: candidates", Subject: s.Authority, Creator: "Rollcall", LastModifiedBy: "Rollcall",
		Created: at, Modified: at, Language: "en-GB",
	}); err != nil {
		return err
	}
	return b.file.SetAppProps(&excelize.AppProperties{Application: "Rollcall"})
}

// civil returns midnight UTC of the civil date of t, for a date cell.
func civil(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
