package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// finder looks for many words in a text at once.
type finder struct {
	words []soughtWord
	by    map[uint32][]int // words by their first four bytes
	some  [1 << 16]bool    // whether some word begins with a pair of bytes
}

// soughtWord is one spelling of a canary.
type soughtWord struct {
	text    string
	bounded bool // of figures: no other figure may stand beside it
	of      *canary
}

// add has a spelling looked for.
func (f *finder) add(text string, bounded bool, of *canary) {
	if len(text) < 4 {
		return
	}
	if f.by == nil {
		f.by = map[uint32][]int{}
	}
	first := firstFour([]byte(text))
	f.by[first] = append(f.by[first], len(f.words))
	f.some[uint16(first)] = true
	f.words = append(f.words, soughtWord{text, bounded, of})
}

// find calls found for every word that is there.
func (f *finder) find(text []byte, found func(*canary)) {
	for i := 0; i+4 <= len(text); i++ {
		if !f.some[uint16(text[i])|uint16(text[i+1])<<8] {
			continue
		}
		for _, n := range f.by[firstFour(text[i:])] {
			w := &f.words[n]
			end := i + len(w.text)
			if end > len(text) || string(text[i:end]) != w.text {
				continue
			}
			if w.bounded && (i > 0 && isFigure(text[i-1]) || end < len(text) && isFigure(text[end])) {
				continue
			}
			found(w.of)
		}
	}
}

// firstFour is the first four bytes as a number.
func firstFour(b []byte) uint32 {
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

func isFigure(b byte) bool { return b >= '0' && b <= '9' }

// squeeze keeps letters and figures, small.
func squeeze(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for _, b := range text {
		switch {
		case b >= 'A' && b <= 'Z':
			out = append(out, b+'a'-'A')
		case isFigure(b) || b >= 'a' && b <= 'z' || b >= 0x80:
			out = append(out, b)
		}
	}
	return out
}

// spellings looks for canaries in every spelling: as typed, in small letters, and squeezed to letters and figures.
type spellings struct {
	plain, squeezed finder
	serials         map[string]*canary // of days, as a spreadsheet counts them: whole cells
	canaries        int
}

// dayLayouts are the ways in which a day is written.
var dayLayouts = []string{"2006-01-02", "2006/01/02", "02/01/2006", "2/1/2006", "02-01-2006", "02.01.2006", "2 January 2006", "02 January 2006", "2 Jan 2006", "02-Jan-2006",
	"2006-Jan-02", "January 2, 2006", "20060102", "02012006", "02/01/06"}

func newSpellings(canaries []canary) *spellings {
	s := &spellings{serials: map[string]*canary{}, canaries: len(canaries)}
	for i := range canaries {
		c := &canaries[i]
		if day, err := time.Parse(time.DateOnly, c.value); err == nil {
			for _, layout := range dayLayouts {
				s.plain.add(strings.ToLower(day.Format(layout)), true, c)
			}
			s.serials[fmt.Sprint(day.Unix()/86400+25569)] = c
			s.serials[fmt.Sprint(day.Unix()/86400)] = c
			continue
		}
		low := strings.ToLower(c.value)
		figures := strings.Trim(low, "0123456789") == "" || c.what == "record id"
		s.plain.add(low, figures, c)
		if c.what == "record id" {
			continue
		}
		if small := string(squeeze([]byte(c.value))); len(small) >= 6 && (!figures || len(small) >= 9) {
			s.squeezed.add(small, false, c)
		}
		if c.what == "school" {
			s.plain.add(c.value[:3]+"/"+c.value[3:], true, c)
			s.plain.add(c.value[:3]+" "+c.value[3:], true, c)
		}
	}
	return s
}

// inCell calls found for the canaries of one cell.
func (s *spellings) inCell(text string, found func(*canary)) {
	if len(text) < 4 {
		return
	}
	s.plain.find([]byte(strings.ToLower(text)), found)
	s.squeezed.find(squeeze([]byte(text)), found)
	if c := s.serials[strings.TrimSuffix(text, ".0")]; c != nil {
		found(c)
	}
}

// cellText is a cell of a file, or a line of one that has no cells, and where it stands.
type cellText struct {
	place, text string
	row         int  // of its table or sheet
	unused      bool // of a dictionary, whose words stand in the cells as well when they are used
}

// cellsOf returns the cells of a file, unpacked and decoded, and its other texts: the parts of a workbook, the bytes of all.
func cellsOf(path string) (cells []cellText, raw [][]byte, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	raw = [][]byte{b}
	switch filepath.Ext(path) {
	case ".xlsx":
		cells, err = workbookCells(path)
		var parts strings.Builder
		if err == nil {
			err = unzipped(&parts, path)
		}
		raw = append(raw, []byte(parts.String()))
	case ".parquet":
		cells, err = parquetCells(b)
	case ".db":
		cells, err = databaseCells(path)
	case ".sqlite":
		cells, err = deskCells(path)
	default:
		if bytes.HasPrefix(b, []byte{0x1f, 0x8b}) {
			if z, err := gzip.NewReader(bytes.NewReader(b)); err == nil {
				if b, err = io.ReadAll(z); err == nil {
					raw = append(raw, b)
				}
			}
		}
		if bytes.IndexByte(b, 0) < 0 {
			cells = linesOf(string(b))
		}
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return cells, raw, nil
}

func linesOf(text string) (cells []cellText) {
	for i, line := range strings.Split(text, "\n") {
		cells = append(cells, cellText{place: "line", text: line, row: i + 1})
	}
	return cells
}

// workbookCells are the cells of every sheet, named after sheet and column.
func workbookCells(path string) (cells []cellText, err error) {
	book, err := excelize.OpenFile(path)
	if err != nil {
		return nil, err
	}
	defer book.Close()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		titles := []string{}
		for at, row := range rows {
			if len(row) > 3 && len(titles) == 0 && row[3] != "" {
				titles = row
			}
			for col, text := range row {
				title := fmt.Sprint(col + 1)
				if col < len(titles) {
					title = titles[col]
				}
				cells = append(cells, cellText{place: sheet + " / " + title, text: text, row: at + 1})
			}
		}
	}
	return cells, nil
}

// leak is a kind of value of sealed children that stands where it may not.
type leak struct{ file, place, what string }

// spread is how often a leak is there, by step and role.
type spread map[string]map[role]int

// String tells it.
func (s spread) String() string {
	var parts []string
	for _, step := range sortedFields(s) {
		var words []string
		for _, r := range sortedFields(s[step]) {
			words = append(words, fmt.Sprintf("%d %s", s[step][r], r))
		}
		parts = append(parts, step+": "+strings.Join(words, ", "))
	}
	return strings.Join(parts, "; ")
}

// leaks gathers them all.
type leaks struct {
	*testing.T
	words  *spellings
	found  map[leak]spread
	checks int // values looked for, in every file and printed text
	n      int // values found
	faults map[string]int
}

// fault notes what is wrong beside a value that is there, to be told once with how often.
func (l *leaks) fault(text string) {
	if l.faults == nil {
		l.faults = map[string]int{}
	}
	l.faults[text]++
}

// searchFile looks through one file that may hold none of the values.
func (l *leaks) searchFile(step, name, path string) {
	l.Helper()
	cells, raw, err := cellsOf(path)
	if err != nil {
		l.Fatal(err)
	}
	seen := map[*canary]bool{}
	l.searchCells(step, filepath.ToSlash(filepath.Dir(name))+"/", []cellText{{place: "name of the file", text: filepath.Base(name)}}, seen)
	l.searchCells(step, name, cells, seen)
	for _, b := range raw {
		l.words.plain.find(bytes.ToLower(b), func(c *canary) {
			if !seen[c] {
				seen[c] = true
				l.note(step, leak{name, "bytes", c.what}, c)
			}
		})
	}
	l.checks += l.words.canaries
}

// searchText looks through what was printed.
func (l *leaks) searchText(step, name, text string) {
	cells := linesOf(text)
	for i := range cells {
		cells[i].place = ""
	}
	l.searchCells(step, name, cells, map[*canary]bool{})
	l.checks += l.words.canaries
}

// searchCells looks through cells, and notes in seen what is in them.
func (l *leaks) searchCells(step, name string, cells []cellText, seen map[*canary]bool) {
	for _, c := range cells {
		here := map[*canary]bool{}
		l.words.inCell(c.text, func(found *canary) {
			if !here[found] && !(c.unused && seen[found]) {
				here[found] = true
				l.note(step, leak{name, c.place, found.what}, found)
			}
		})
		maps.Copy(seen, here)
	}
}

// ofNoChild are the places in which a value says nothing of a child: how many rows the return of each school had.
var ofNoChild = []leak{{"register.db", "accepted_extract.measures", "school"}, {"backup.db", "accepted_extract.measures", "school"}}

func (l *leaks) note(step string, at leak, c *canary) {
	if !c.of.sealed || slices.Contains(ofNoChild, at) {
		return
	}
	if l.found == nil {
		l.found = map[leak]spread{}
	}
	if l.found[at] == nil {
		l.found[at] = spread{}
	}
	if l.found[at][step] == nil {
		l.found[at][step] = map[role]int{}
	}
	l.found[at][step][c.of.role]++
	l.n++
}
