package candidates

import (
	"io"
	"time"

	"rollcall/pipeline/candidates/xlsx"
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

// workbook is a workbook as it is being written.
type workbook struct {
	file *xlsx.Book
	look looks
	rows int // that a sheet can hold

	storyAt map[string]int // the row of the sheet of evidence in which a child's story begins
	words   map[List]ListWords
}

// writeBook writes a workbook of sheets, in their order. Its dates are the as-of date, because the clock would change the bytes.
func writeBook(out io.Writer, about Summary, words map[List]ListWords, rows int, sheets ...func(workbook) error) error {
	dressed, err := dress()
	if err != nil {
		return err
	}
	book := workbook{file: xlsx.NewBook(dressed.Dress), look: dressed.looks, rows: rows, words: words, storyAt: map[string]int{}}
	book.file.Told = xlsx.Told{Title: "Children missing education: candidates", Subject: about.Authority, By: "Rollcall", On: about.AsOf.Format(time.DateOnly), Language: "en-GB"}
	for _, write := range sheets {
		if err := write(book); err != nil {
			return err
		}
	}
	return book.file.Write(out)
}
