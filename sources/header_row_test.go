package sources

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"rollcall/pipeline/calendar"
)

// TestHeaderBelowATitle reads a report as systems print it: a title, a day and an empty line above the header, totals and a
// last word below the rows. Rows are counted from the one below the header.
func TestHeaderBelowATitle(t *testing.T) {
	check := func(name, text string, notes []string, want ...string) {
		t.Helper()
		got, reports := readAll(t, inFile(t, Deaths, "d.csv", text))
		if d := cmp.Diff(want, reasons(got)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if d := cmp.Diff(notes, reports[0].Notes); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		r := reports[0]
		if len(got.records) != 2 || got.records[1].Row != 2 || got.records[0].Who.Forename != "Bryony" || r.Rows != r.Records+r.Rejects {
			t.Errorf("%s: %d records, report %+v", name, len(got.records), r)
		}
	}
	rows := deathsHeader + "Alderwick,Bryony,2015-01-31,2026-02-05\nTotalson,Count,2014-12-01,\n"
	note := func(n string) []string {
		return []string{"the header is row " + n + "; the rows above it are not read"}
	}
	check("a title", "Deaths of children; printed by the registrar, 30 September 2026\n\nPage,1\n"+rows, note("3"))
	check("a title and other delimiters", "Deaths of children, by day, by district\nPrinted\n"+strings.ReplaceAll(rows, ",", ";"), note("3"))
	check("a total", rows+"Total,,,2\n", nil, "row 3 : a total, not a row of the extract")
	check("a short total", rows+"Total: 2\n", nil, "row 3 : a total, not a row of the extract")
	check("a count in a cell", rows+",,Total records,2\n", nil, "row 3 : a total, not a row of the extract")
	check("an end", rows+"*** End of report ***\n", nil, "row 3 : a total, not a row of the extract")
	check("an open line", rows+"\"Total\n", nil, "row 3 : a quotation mark inside a cell (want the cell in quotation marks and the mark doubled)")
}

// TestWorkbookBelowATitle finds the header of a sheet below its title as well.
func TestWorkbookBelowATitle(t *testing.T) {
	x := workbook(t, Deaths, [][]any{{"Deaths of children"}, {}, {"surname", "forename", "dob"}, {"Alderwick", "Bryony", "2015-01-31"}, {"Total", nil, 1}},
		func(*excelize.File, string) {})
	got, reports := readAll(t, x)
	if len(got.records) != 1 || got.records[0].Who.DOB != calendar.On(2015, 1, 31) || reports[0].Rows != 2 {
		t.Errorf("%d records, %v, %v", len(got.records), reasons(got), reports[0].Notes)
	}
}
