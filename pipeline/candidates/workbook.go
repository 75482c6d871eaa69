package candidates

import (
	"errors"
	"io"

	"github.com/xuri/excelize/v2"
)

// The sheets of candidates.xlsx, in their order.
const (
	frontSheet          = "About this run"
	cmeSheet            = "Candidate CME"
	atRiskSheet         = "At risk"
	illnessSheet        = "Ill, section 19"
	homeSheet           = "Home education"
	meetingSheet        = "School meetings"
	untoldSheet         = "Not known"
	notInSchoolSheet    = "Not in school"
	possibleSheet       = "Possible matches"
	goneSheet           = "Gone"
	reconciliationSheet = "Reconciliation"
)

// sheetRows is the number of rows that a sheet can hold (Excel specifications and limits).
const sheetRows = 1_048_576

// nowhere is the folder in which the spreadsheet library may put down what it has too much of: there is no such folder on any
// system, and then it goes on in memory. In a folder for temporary files a sheet above 16 MiB would lie in the clear, and stay
// after a kill.
const nowhere = "\x00"

// workbook is a workbook as it is being written.
type workbook struct {
	file *excelize.File
	look looks
	rows int // that a sheet can hold

	storyAt map[string]int // the row of the sheet of evidence in which a child's story begins
	words   map[List]ListWords
}

// writeBook writes a workbook of sheets, in their order.
func writeBook(out io.Writer, about Summary, words map[List]ListWords, rows int, sheets ...func(workbook) error) (err error) {
	book := workbook{file: excelize.NewFile(excelize.Options{TmpDir: nowhere}), rows: rows, words: words, storyAt: map[string]int{}}
	defer func() { err = errors.Join(err, book.file.Close()) }()
	if err := book.setProperties(about); err != nil {
		return err
	}
	if book.look, err = newLooks(book.file); err != nil {
		return err
	}
	for _, write := range sheets {
		if err := write(book); err != nil {
			return err
		}
	}
	packed, err := book.file.WriteToBuffer()
	if err != nil {
		return err
	}
	return repackZip(out, packed.Bytes())
}

// setProperties sets the properties of the document; its dates are the as-of date, because the clock would change the bytes.
func (b workbook) setProperties(s Summary) error {
	at := s.AsOf.Format("2006-01-02") + "T00:00:00Z"
	if err := b.file.SetDocProps(&excelize.DocProperties{
		Title: "Children missing education: candidates", Subject: s.Authority, Creator: "Rollcall", LastModifiedBy: "Rollcall",
		Created: at, Modified: at, Language: "en-GB",
	}); err != nil {
		return err
	}
	return b.file.SetAppProps(&excelize.AppProperties{Application: "Rollcall"})
}
