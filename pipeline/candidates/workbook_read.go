package candidates

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// Marked is what a person wrote on a line of a list in the workbook.
type Marked struct {
	List           List
	Rank           int
	ChildID        string
	Outcome, Notes string
}

// MarkedPair is what a person wrote on a possible match in the workbook.
type MarkedPair struct {
	RecordL, RecordR string
	Outcome, Notes   string // the outcome is Same, Different or Unsure, or empty
}

// ReadWorkbook reads the lines of candidates.xlsx back with what a person wrote on them, in the order in which they stand,
// for a person may have sorted them. Columns are found by their titles. A line whose outcome is none of the offered words
// is an error, because a guess at what an officer meant would be a decision.
func ReadWorkbook(path string) (lines []Marked, pairs []MarkedPair, err error) {
	// The spreadsheet library may panic on a damaged file, as the Parquet library may.
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%s: damaged or not a workbook of Rollcall: %v", path, fault)
		}
	}()
	file, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	for _, sheet := range []struct {
		name string
		list List
	}{{cmeSheet, CME}, {atRiskSheet, AtRisk}} {
		err := eachLine(file, sheet.name, []string{rankTitle, childTitle, outcomeTitle, notesTitle}, func(at int, v []string) error {
			rank, err := strconv.Atoi(v[0])
			if err != nil {
				return fmt.Errorf("%s: sheet %q: row %d: rank: not a number", path, sheet.name, at)
			}
			lines = append(lines, Marked{sheet.list, rank, v[1], v[2], v[3]})
			return offered(path, sheet.name, at, v[2], outcomes)
		})
		if err != nil {
			return nil, nil, err
		}
	}
	err = eachLine(file, possibleSheet, []string{recordLTitle, recordRTitle, outcomeTitle, notesTitle}, func(at int, v []string) error {
		pairs = append(pairs, MarkedPair{v[0], v[1], v[2], v[3]})
		return offered(path, possibleSheet, at, v[2], judgements)
	})
	return lines, pairs, err
}

// eachLine calls with the wanted columns of every line under the row of titles. A line without a value in the second of
// them, which names it, is none.
func eachLine(file *excelize.File, sheet string, wanted []string, call func(at int, values []string) error) error {
	rows, err := file.Rows(sheet)
	if err != nil {
		return fmt.Errorf("%s: %w", file.Path, err)
	}
	defer rows.Close()
	var places []int
	for at := 1; rows.Next(); at++ {
		cells, err := rows.Columns()
		if err != nil {
			return fmt.Errorf("%s: sheet %q: row %d: %w", file.Path, sheet, at, err)
		}
		if places == nil {
			places = findTitles(cells, wanted)
			continue
		}
		values := make([]string, len(wanted))
		for i, place := range places {
			if place < len(cells) {
				values[i] = cells[place]
			}
		}
		if values[1] == "" {
			continue
		}
		if err := call(at, values); err != nil {
			return err
		}
	}
	if places == nil {
		return fmt.Errorf("%s: sheet %q: no row with the titles %q", file.Path, sheet, wanted)
	}
	return rows.Error()
}

// findTitles returns the column of each title, or nothing unless the row has them all.
func findTitles(cells, wanted []string) []int {
	places := make([]int, 0, len(wanted))
	for _, title := range wanted {
		for i, cell := range cells {
			if cell == title {
				places = append(places, i)
				break
			}
		}
	}
	if len(places) < len(wanted) {
		return nil
	}
	return places
}

func offered(path, sheet string, at int, outcome string, words []string) error {
	if outcome == "" {
		return nil
	}
	for _, word := range words {
		if outcome == word {
			return nil
		}
	}
	return fmt.Errorf("%s: sheet %q: row %d: outcome: none of the words of the list %q", path, sheet, at, words)
}
