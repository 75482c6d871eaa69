package reports

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rollcall/pipeline/candidates"
)

// A school year from before the first run is not one in which nobody was at risk.
func TestAYearWithoutARunSaysSo(t *testing.T) {
	f := facts(t, "2026-10-15")
	f.Shown = []Shown{{List: string(candidates.AtRisk), Child: "a", Rules: []string{"R05"}, First: on(t, "2026-09-10"), Last: on(t, "2026-10-15")}}
	rows := annualRisk(f).Rows
	if len(rows) == 0 || fmt.Sprint(rows[0]) != "[2025/26 Total no run then <nil> <nil>]" {
		t.Errorf("the year before has %v", rows)
	}
	if !slices.ContainsFunc(rows, func(r []any) bool { return fmt.Sprint(r) == "[2026/27 Total All 1 low]" }) {
		t.Errorf("this year is not counted: %v", rows)
	}
	f.Shown[0].First = on(t, "2026-08-31")
	if rows = annualRisk(f).Rows; fmt.Sprint(rows[0]) != "[2025/26 Total All 1 low]" {
		t.Errorf("a year with one run has %v", rows[0])
	}
}

// Lines that are only watched are counted under the list by school, and are no lines of it.
func TestWatchedLinesAreCountedOnly(t *testing.T) {
	f := facts(t, "2026-10-15")
	f.AtRisk = open(candidates.Row{ChildID: "a", Severity: "P4"}, candidates.Row{ChildID: "b", Severity: "P5"}, candidates.Row{ChildID: "c", Severity: "P5"})
	table := atRiskBySchool(f)
	if len(table.Rows) != 1 || len(table.Notes) != 1 || !strings.Contains(table.Notes[0], "2 lines") {
		t.Errorf("%d lines, notes %q", len(table.Rows), table.Notes)
	}
}

// What goes to another service or to the owner of an extract has names and lines that its reader finds again; Parquet has neither names nor words.
func TestReportsOfOtherServicesAreReadable(t *testing.T) {
	f := facts(t, "2026-10-15")
	p := person("Ada", "Quill")
	f.Apart = append(open(Apart{Rule: "R32", Child: "c1", Record: "agenda:a.csv#4", Place: "a.csv, line 5", Person: p, Status: "on_roll"}),
		candidates.NewLine(Apart{Rule: "R32", Child: "c2", Record: "agenda:a.csv#6", Place: "a.csv, line 7", Person: p}, true))
	f.Corrections = append(open(Correction{Source: "health", Record: "health:h.csv#3", Place: "h.csv, line 4", Person: p, Child: "c3"}),
		candidates.NewLine(Correction{Source: "health", Record: "health:h.csv#8", Place: "h.csv, line 9", Person: p, Child: "c4"}, true))
	for _, table := range []candidates.Table{agendaCheck(f), sourceCorrections(f)} {
		if len(table.Rows) != 1 {
			t.Fatalf("%s: %d lines, want that of the child who is not sealed", table.ID, len(table.Rows))
		}
		var sheet, parquet []string
		for i, c := range table.Columns {
			if !c.ParquetOnly {
				sheet = append(sheet, fmt.Sprint(table.Rows[0][i]))
			}
			if !c.SheetOnly {
				parquet = append(parquet, fmt.Sprint(table.Rows[0][i]))
			}
		}
		if text := strings.Join(sheet, "|"); !strings.Contains(text, "Quill, Ada Mary") || !strings.Contains(text, ".csv, line ") || strings.Contains(text, "#") {
			t.Errorf("%s: the sheet has %s", table.ID, text)
		}
		if text := strings.Join(parquet, "|"); strings.Contains(text, "Quill") || !strings.Contains(text, ".csv#") {
			t.Errorf("%s: Parquet has %s", table.ID, text)
		}
	}
}
