package candidates

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// reference is what a defined name of a workbook may refer to (ECMA-376 part 1, 18.17): ranges of a sheet, whose name stands in apostrophes
// with its own doubled.
var reference = regexp.MustCompile(`^('([^']|'')+'!\$[A-Z]*\$?[0-9]*(:\$[A-Z]*\$?[0-9]*)?,?)+$`)

// A school's name with an apostrophe, and every other that a sheet may have, gives names of print areas and filters that a program opens
// without offering a repair.
func TestDefinedNamesAreWellFormed(t *testing.T) {
	for _, title := range []string{"At risk: St Peter's", "''", "O'Hara's & Sons' School", "a!b", "Plain"} {
		table := Table{ID: "P03", File: "p", Title: title, Columns: []TableColumn{{Name: "a", Title: "A", Width: 9}}, Rows: [][]any{{"x"}}}
		var out bytes.Buffer
		if err := writeTables(&out, Summary{}, []Table{table}); err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		names, sheet := file.GetDefinedName(), file.GetSheetList()[1]
		if len(names) < 3 {
			t.Errorf("%q: %d names, want the print area, the titles and the filter", title, len(names))
		}
		for _, n := range names {
			if !reference.MatchString(n.RefersTo) || !strings.HasPrefix(n.RefersTo, "'"+strings.ReplaceAll(sheet, "'", "''")+"'!") {
				t.Errorf("%q: %s refers to %q", title, n.Name, n.RefersTo)
			}
		}
	}
}

// Columns stand in their order, each once, and a sheet with folded ones says so.
func TestColumnsOfASheetAreInOrder(t *testing.T) {
	type sheetXML struct {
		Format struct {
			Levels int `xml:"outlineLevelCol,attr"`
		} `xml:"sheetFormatPr"`
		Columns []struct {
			Min    int  `xml:"min,attr"`
			Max    int  `xml:"max,attr"`
			Level  int  `xml:"outlineLevel,attr"`
			Hidden bool `xml:"hidden,attr"`
		} `xml:"cols>col"`
	}
	for name, text := range parts(t, sample()) {
		if !strings.HasPrefix(name, "xl/worksheets/") {
			continue
		}
		var sheet sheetXML
		if err := xml.NewDecoder(strings.NewReader(text)).Decode(&sheet); err != nil && err != io.EOF {
			t.Fatal(name, err)
		}
		last, folded := 0, 0
		for _, c := range sheet.Columns {
			if c.Min != last+1 || c.Max < c.Min {
				t.Errorf("%s: column %d to %d after %d", name, c.Min, c.Max, last)
			}
			last, folded = c.Max, max(folded, c.Level)
			if c.Hidden != (c.Level > 0) {
				t.Errorf("%s: column %d is hidden %v at level %d", name, c.Min, c.Hidden, c.Level)
			}
		}
		if sheet.Format.Levels != folded {
			t.Errorf("%s: says %d levels and has %d", name, sheet.Format.Levels, folded)
		}
	}
}

// A screen of 1920 by 1080 points shows, at 100 per cent, some 1,865 by 740 points of cells in Excel: the rest are ribbon, headings of rows and
// columns, tabs, bars. What an officer reads and fills in of a line fits its width, and twenty lines its height.
func TestALineFitsAScreen(t *testing.T) {
	wide, tall := 1865/screenZoom*100, 740/screenZoom*100
	const pixelsOfPoint, pixelsOfCharacter = 96.0 / 72, 7
	for name, columns := range map[string][]column[*Row]{cmeSheet: cmeColumns, atRiskSheet: riskColumns} {
		all := 0.0
		for _, c := range columns[:columnOf(columns, byTitle)] {
			all += c.width * pixelsOfCharacter
		}
		if all > wide {
			t.Errorf("%s: up to %q a line is %.0f points wide, want at most %.0f", name, byTitle, all, wide)
		}
	}
	if lines := (tall - (titleHeight+headRows*lineHeight+twoLines)*pixelsOfPoint) / (twoLines * pixelsOfPoint); lines < 20 {
		t.Errorf("%.1f lines fit a screen, want 20", lines)
	}
	file := opened(t, sample(), sheetRows)
	for row := 4; row <= 6; row++ { // the longest text of the sample among them
		if h, err := file.GetRowHeight(cmeSheet, row); err != nil || h != twoLines {
			t.Errorf("line %d is %v high (%v), want %v", row, h, err, twoLines)
		}
	}
	if shown, err := file.GetColVisible(cmeSheet, fmt.Sprint(columnName(cmeColumns, "Probability of being on no roll"))); err != nil || shown {
		t.Errorf("the probability is shown (%v)", err)
	}
}

func columnName[T any](columns []column[T], title string) string {
	name, _ := excelize.ColumnNumberToName(columnOf(columns, title))
	return name
}

// What fits a line takes one, and no more than its words one after another: a text of any length is held to its own words laid by hand.
func TestShortTextsTakeALine(t *testing.T) {
	for _, text := range []string{"", " ", "one", "one two", "Thistlewhite's", "three\nlines\nof it", strings.Repeat("ab ", 40)} {
		for width := 1.0; width < 160; width += .5 {
			got, lines := wrappedLines(text, width), 0
			for _, paragraph := range strings.Split(text, "\n") {
				room, used := max(int(width*charsOfWidth), 1), 0
				lines++
				for _, word := range strings.Fields(paragraph) {
					if used > 0 && used+1+len(word) > room {
						lines, used = lines+1, 0
					}
					if used > 0 {
						used++
					}
					for range word {
						if used == room {
							lines, used = lines+1, 0
						}
						used++
					}
				}
			}
			if got != lines {
				t.Errorf("%q at %v takes %d lines, want %d", text, width, got, lines)
			}
		}
	}
}
