package candidates

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// Filled is what people filled in in a workbook.
type Filled struct {
	RunID string // of the run that wrote it
	Seen  int64  // the last entry of the ledger that whoever filled it in was shown; zero: what the run knew
	Lines []Marked
	Pairs []MarkedPair
}

// Mark is what a person typed beside a line. Nothing of it has been checked.
type Mark struct {
	Place   string // the sheet and its row, for a person to find it
	Outcome string
	Reason  string
	Return  string
	Note    string
	By      string
	Date    string // as typed, or YYYY-MM-DD where the cell holds a date; as Until
	Until   string
}

// Marked is a line of a list with what a person wrote on it.
type Marked struct {
	List     List
	ChildID  string
	Evidence string // digest of the facts that the line rested on
	Mark
}

// MarkedPair is a possible match with what a person wrote on it.
type MarkedPair struct {
	RecordL, RecordR string
	Mark             // without a reason
}

// Blank reports whether a person filled in nothing.
func (m Mark) Blank() bool {
	return m.Outcome == "" && m.Reason == "" && m.Return == "" && m.Note == "" && m.By == "" && m.Date == "" && m.Until == ""
}

// ReadWorkbook reads the lines of candidates.xlsx back on which a person wrote something, in the order in which they stand: a
// person may have sorted them. Sheets and columns are found by their titles. A workbook that unpacks to more than any list fills is
// refused before it is read, its hidden sheets too, and nothing of it is written to a temporary file.
func ReadWorkbook(path string) (filled Filled, err error) {
	// The spreadsheet library may panic on a damaged file, as the Parquet library may.
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("%s: damaged or not a workbook of Rollcall", path)
		}
	}()
	file, err := openFilled(path)
	if err != nil {
		return Filled{}, fmt.Errorf("%s: %w", path, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if filled.RunID, err = readRunName(file); err != nil || filled.RunID == "" {
		return Filled{}, fmt.Errorf("%s: no run's name in it: not a workbook of Rollcall, or the sheet %q was taken out", path, choicesSheet)
	}
	mark := func(sheet string, at int, v []string) Mark {
		return Mark{fmt.Sprintf("sheet %q, row %d", sheet, at), v[0], v[1], v[6], v[2], v[3], asDay(v[4]), asDay(v[5])}
	}
	for _, sheet := range append([]listSheet{cmeList}, atRiskLists...) {
		if at, _ := file.GetSheetIndex(sheet.name); at < 0 && sheet.road != "" && sheet.road != OfficersRoad {
			continue // a workbook from before there were roads
		}
		if err := eachLine(file, sheet.name, lineTitles, func(at int, v []string) {
			if m := (Marked{sheet.list, v[0], v[1], mark(sheet.name, at, v[2:])}); !m.Blank() {
				filled.Lines = append(filled.Lines, m)
			}
		}); err != nil {
			return Filled{}, err
		}
	}
	for _, sheet := range matchSheets {
		if at, _ := file.GetSheetIndex(sheet); at < 0 && sheet == otherMatchesSheet {
			continue // a workbook from before they stood apart
		}
		if err := eachLine(file, sheet, pairTitles, func(at int, v []string) {
			m := MarkedPair{v[0], v[1], mark(sheet, at, []string{v[2], "", v[3], v[4], v[5], "", ""})}
			if !m.Blank() {
				filled.Pairs = append(filled.Pairs, m)
			}
		}); err != nil {
			return Filled{}, err
		}
	}
	return filled, nil
}

// wantedTitles are the columns that are read of a sheet. An officer may have moved them, and may have taken out those that can do without.
type wantedTitles struct{ all, optional []string }

var (
	lineTitles = wantedTitles{[]string{childTitle, evidenceTitle, outcomeTitle, reasonTitle, noteTitle, byTitle, dateTitle, untilTitle, returnTitle},
		[]string{noteTitle, dateTitle, untilTitle, returnTitle}}
	pairTitles = wantedTitles{[]string{recordLTitle, recordRTitle, outcomeTitle, noteTitle, byTitle, dateTitle}, []string{noteTitle, dateTitle}}
)

// asDay writes a cell that holds a date as YYYY-MM-DD and leaves what was typed as text as it is.
func asDay(cell string) string {
	serial, err := strconv.ParseFloat(cell, 64)
	if err != nil || serial < 1 {
		return cell
	}
	at, err := excelize.ExcelDateToTime(serial, false)
	if err != nil {
		return cell
	}
	return at.Format(time.DateOnly)
}

// eachLine calls with the wanted columns of every line of a sheet, without the spaces around a value. Lines that stand above the row of
// titles are called with too: whoever sorts a sheet may take the titles along.
func eachLine(file *excelize.File, sheet string, wanted wantedTitles, call func(at int, values []string)) error {
	rows, err := file.Rows(sheet)
	if err != nil {
		return fmt.Errorf("%s: %w", file.Path, err)
	}
	defer rows.Close()
	var places []int
	var above [][]string
	var lacks error
	take := func(at int, cells []string) error {
		values := make([]string, len(wanted.all))
		for i, place := range places {
			if place < len(cells) {
				values[i] = strings.TrimSpace(cells[place])
			}
			if len(values[i]) > mostCellBytes {
				return fmt.Errorf("%s: sheet %q: row %d: a cell holds more than a cell can", file.Path, sheet, at)
			}
		}
		if strings.Join(values, "") != "" {
			call(at, values)
		}
		return nil
	}
	for at := 1; rows.Next(); at++ {
		if at > mostSheetRows {
			return fmt.Errorf("%s: sheet %q: a row below the last that a sheet can have", file.Path, sheet)
		}
		cells, err := rows.Columns()
		if err != nil {
			return fmt.Errorf("%s: sheet %q: row %d: %w", file.Path, sheet, at, err)
		}
		if places == nil {
			if places, err = wanted.find(cells); places == nil {
				above, lacks = append(above, cells), errors.Join(lacks, err)
				continue
			}
			for i, cells := range above {
				if err := take(i+1, cells); err != nil {
					return err
				}
			}
			continue
		}
		if err := take(at, cells); err != nil {
			return err
		}
	}
	if places == nil {
		if lacks == nil {
			lacks = fmt.Errorf("no row with the titles %q", wanted.all)
		}
		return fmt.Errorf("%s: sheet %q: %w", file.Path, sheet, lacks)
	}
	return rows.Error()
}

// find returns the column of each title, or nothing unless the row has those that are needed. The column of one that it lacks is past the
// end of every line. A row that has the first of them, by which a line is found again, or the outcome, is a row of titles: what it lacks
// is an error, and so is a title that it has twice.
func (w wantedTitles) find(cells []string) (places []int, err error) {
	titles := make([]string, len(cells))
	for i, c := range cells {
		titles[i] = strings.TrimSpace(c)
	}
	var lacks []string
	for _, title := range w.all {
		at := slices.Index(titles, title)
		switch {
		case at < 0 && !slices.Contains(w.optional, title):
			lacks = append(lacks, title)
		case at < 0:
			at = math.MaxInt
		case slices.Contains(titles[at+1:], title):
			return nil, fmt.Errorf("two columns have the title %q: leave one", title)
		}
		places = append(places, at)
	}
	if len(lacks) == 0 {
		return places, nil
	}
	if len(lacks) < len(w.all)-len(w.optional) {
		return nil, fmt.Errorf("no column has the title %q, without which nothing can be read: take the column back in", lacks)
	}
	return nil, nil
}
