package candidates

import (
	"encoding/xml"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"
)

// From each line of whom a story may be told a link leads to it, and from nobody else's.
func TestALineLeadsToItsStory(t *testing.T) {
	file := opened(t, sample(), sheetRows)
	check := func(sheet, cell, name string) {
		t.Helper()
		formula, err := file.GetCellFormula(sheet, cell)
		if err != nil {
			t.Fatal(err)
		}
		var row int
		if name == "" {
			if formula != "" {
				t.Errorf("%s %s: %s, want no link", sheet, cell, formula)
			}
			return
		}
		if n, err := fmt.Sscanf(formula, `HYPERLINK("#'Evidence'!A%d"`, &row); n != 1 || err != nil {
			t.Fatalf("%s %s: the formula is %q", sheet, cell, formula)
		}
		if title, _ := file.GetCellValue(evidenceSheet, fmt.Sprint("A", row)); !strings.HasPrefix(title, name) {
			t.Errorf("%s %s leads to %q, want %q", sheet, cell, title, name)
		}
	}
	check(cmeSheet, cell(cmeColumns, "Story", 4), "O'Hollow-Ńowhere, Zofia")
	check(cmeSheet, cell(cmeColumns, "Story", 5), "") // sealed
	check(cmeSheet, cell(cmeColumns, "Story", 6), "") // without a story
	check(atRiskSheet, cell(riskColumns, "Story", 4), "Madeup, Ifan")
}

// A story says what an officer rings, asks and compares by, and nothing of a sealed child or of one who is on no list.
func TestStoriesOnTheirSheet(t *testing.T) {
	file := opened(t, sample(), sheetRows)
	rows, err := file.GetRows(evidenceSheet)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, row := range rows {
		all = append(all, strings.Join(row, "|"))
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{"Candidate CME, line 1, P1", "=1 Invented Row, ZZ99 3VZ|||housing|01/10/2026", "Child protection plan, since 3 August 2026, Team 4.", "Held as a case: confirmed, since 20 September 2026.",
		"Sibling|Mia O'Hollow, born 01/05/2019, Year 2|||Hazel Road Primary, 01632 960001", "School|Hazel Road Primary, 01632 960001||05/09/2022|04/09/2026", "Named in: housing list 01/10/2026.",
		"Searched, and not named in: school census 01/10/2026.", "Where|chis_2026-10.csv, line 18|lettings.xml, record 4", "Surname|O'HOLLOW|O'Hollow", "Forename|Zofia|≠ Sofia", "Own number|H1|T2"} {
		if !strings.Contains(text, want) {
			t.Errorf("the sheet lacks %q", want)
		}
	}
	for _, never := range []string{"Hidden", "Ottoline", "Onno"} {
		if strings.Contains(text, never) {
			t.Errorf("the sheet holds %q", never)
		}
	}
}

// A child's story is a page of A4: what happened, of which there may be much, takes the room that is left.
func TestAStoryIsAPage(t *testing.T) {
	lists := sample()
	file := opened(t, lists, sheetRows)
	var breaks struct {
		Rows []struct {
			ID int `xml:"id,attr"`
		} `xml:"rowBreaks>brk"`
	}
	number, _ := file.GetSheetIndex(evidenceSheet)
	if err := xml.Unmarshal([]byte(parts(t, lists)[fmt.Sprintf("xl/worksheets/sheet%d.xml", number+1)]), &breaks); err != nil {
		t.Fatal(err)
	}
	if len(breaks.Rows) != 1 { // two stories
		t.Fatalf("%d breaks, want 1", len(breaks.Rows))
	}
	tall := 0.0
	for row := 1; row <= breaks.Rows[0].ID; row++ {
		h, err := file.GetRowHeight(evidenceSheet, row)
		if err != nil {
			t.Fatal(err)
		}
		tall += h
	}
	// A4 is 842 points tall; the margins take 94.
	if room := (842 - 94) * 100.0 / evidenceScale; tall > room || tall < room/2 {
		t.Errorf("the story is %.0f points tall, and a page has %.0f", tall, room)
	}
	if layout, err := file.GetPageLayout(evidenceSheet); err != nil || *layout.Orientation != "portrait" || *layout.AdjustTo != evidenceScale || *layout.Size != a4 {
		t.Errorf("the page is %+v (%v)", layout, err)
	}
	wide := 0.0
	for _, w := range evidenceWidths {
		wide += w * 7.87 * 72 / 96 // points, in a program that rounds the width of a character up
	}
	if room := (595 - 2*72*sideMargin) * 100.0 / evidenceScale; wide > room {
		t.Errorf("the story is %.0f points wide, and a page has %.0f", wide, room)
	}
	if fit, err := file.GetSheetProps(evidenceSheet); err != nil || fit.FitToPage != nil && *fit.FitToPage {
		t.Errorf("the sheet is fitted to pages, which takes no heed of breaks (%v)", err)
	}
}

// Stories are told a few at a time, however many there are: the sheet has them in the order of the lists, and each line leads to its own.
func TestStoriesAreToldAFewAtATime(t *testing.T) {
	lists := sample()
	lists.CME, lists.AtRisk, lists.Possible = nil, nil, nil
	const lines = 2*toldAtOnce + 10
	name := func(i int) string { return fmt.Sprintf("c-%06d", 7*i%lines) }
	for i := range lines {
		lists.CME = append(lists.CME, NewLine(Row{ChildID: name(i), List: CME, Rank: i + 1, Severity: "P2"}, false))
	}
	lists.Possible = []Line[Possible]{NewLine(Possible{RecordL: "a:x#1", RecordR: "b:y#2", ChildL: name(lines - 1), ChildR: "c-other"}, false)}
	lists.Matched = nil
	for i, child := range []string{name(lines - 1), "c-other"} {
		lists.Matched = append(lists.Matched, NewLine(Story{ChildID: child, Records: []RecordSaid{{RecordID: []string{"a:x#1", "b:y#2"}[i], Source: []string{"first", "second"}[i]}}}, false))
	}
	asked := map[string]int{}
	lists.StoriesOf = func(children map[string]bool) iter.Seq[Line[Story]] {
		if len(children) > toldAtOnce {
			t.Errorf("%d stories are told at once", len(children))
		}
		return func(yield func(Line[Story]) bool) {
			for _, id := range slices.Sorted(maps.Keys(children)) {
				asked[id]++
				if children[id] && !yield(NewLine(Story{ChildID: id, Person: Person{Surname: id}}, false)) {
					return
				}
			}
		}
	}
	file := opened(t, lists, sheetRows)
	at := 0
	for i := range lines {
		formula, err := file.GetCellFormula(cmeSheet, cell(cmeColumns, "Story", 4+i))
		row := 0
		if n, _ := fmt.Sscanf(formula, `HYPERLINK("#'Evidence'!A%d"`, &row); n != 1 || err != nil || row <= at {
			t.Fatalf("line %d leads by %q behind row %d (%v)", i+1, formula, at, err)
		}
		at = row
		if title, _ := file.GetCellValue(evidenceSheet, fmt.Sprint("A", row)); !strings.HasPrefix(title, name(i)) {
			t.Fatalf("line %d leads to %q, want %s", i+1, title, name(i))
		}
	}
	for id, times := range asked {
		if times != 1 {
			t.Errorf("the story of %s is told %d times", id, times)
		}
	}
	if both, _ := file.GetCellValue(possibleSheet, cell(matchColumns, "Extract", 4)); len(asked) != lines || both != "first\nsecond" {
		t.Errorf("%d stories are told, and the match is of %q", len(asked), both)
	}
}
