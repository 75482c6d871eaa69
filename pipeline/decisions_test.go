package pipeline_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers"
	"rollcall/pipeline/settings"
)

// decide fills in lines of a run's lists and imports them on a day.
func decide(t *testing.T, s *settings.Settings, r *pipeline.Result, today calendar.Date, lines []candidates.Marked, pairs ...candidates.MarkedPair) (*officers.Imported, error) {
	t.Helper()
	return officers.RecordDecisions(t.Context(), s, journal.Options{}, candidates.Filled{RunID: string(r.ID), Lines: lines, Pairs: pairs}, today)
}

func marked(row candidates.Row, outcome, reason string) candidates.Marked {
	return candidates.Marked{List: row.List, ChildID: row.ChildID, Evidence: row.Evidence,
		Mark: candidates.Mark{Place: "row of " + row.ChildID, Outcome: outcome, Reason: reason, By: "AB"}}
}

func lineOf(rows []candidates.Row, child string) *candidates.Row {
	for i := range rows {
		if rows[i].ChildID == child {
			return &rows[i]
		}
	}
	return nil
}

func goneOf(rows []candidates.Gone, list candidates.List, child string) *candidates.Gone {
	for i := range rows {
		if rows[i].List == list && rows[i].ChildID == child {
			return &rows[i]
		}
	}
	return nil
}

// A closed case stays off the list for its term and comes back after it with what was decided; an open one stays on the list
// with its status, even when every extract is lost; and a line at risk that was looked at stays off for its own term.
func TestDecisionsAreRemembered(t *testing.T) {
	s, first := firstNight(t)
	cme, risk := candidates.PrintedRows(first.Lists.CME), candidates.PrintedRows(first.Lists.AtRisk)
	if len(cme) < 3 || len(risk) < 1 {
		t.Fatalf("%d candidates and %d at risk show nothing", len(cme), len(risk))
	}
	for _, row := range cme {
		if row.News != candidates.New {
			t.Errorf("a line of the first run is %q", row.News)
		}
	}
	closed, open, looked, other := cme[0].ChildID, cme[1].ChildID, risk[0].ChildID, cme[2].ChildID
	lines := []candidates.Marked{
		marked(cme[0], "Not CME", "on a roll and attending"), marked(cme[1], "Confirmed", "enquiries under way"), marked(risk[0], "Looked at", "the school is acting"),
	}
	lines[0].Until, lines[0].Date = "31/10/2026", "2026-10-15"
	done, err := decide(t, s, first, calendar.On(2026, 10, 15), lines)
	if err != nil || done.Decisions != 3 {
		t.Fatalf("import: %+v, %v", done, err)
	}
	again, err := decide(t, s, first, calendar.On(2026, 10, 16), lines)
	if err != nil || again.Decisions != 0 || again.Known != 3 {
		t.Errorf("the same file again: %+v, %v; want nothing new", again, err)
	}

	second := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	if row := lineOf(candidates.PrintedRows(second.Lists.CME), closed); row != nil {
		t.Errorf("a closed case is on the list: %s", row.Back)
	}
	if g := goneOf(candidates.PrintedRows(second.Lists.Gone), candidates.CME, closed); g == nil || g.Why != "decided" {
		t.Errorf("the closed case is gone as %+v, want decided", g)
	}
	if row := lineOf(candidates.PrintedRows(second.Lists.AtRisk), looked); row != nil {
		t.Error("a line that was looked at is on the list")
	}
	if row := lineOf(candidates.PrintedRows(second.Lists.CME), open); row == nil || row.Case != "confirmed" || !strings.Contains(row.Decided, "AB on 15 October 2026") {
		t.Errorf("the open case: %+v", row)
	}
	if row := lineOf(candidates.PrintedRows(second.Lists.CME), other); row == nil || row.News != candidates.Still || row.Decided != "" {
		t.Errorf("a line of nobody's: %+v", row)
	}

	third := run(t, s, journal.Options{AsOf: calendar.On(2026, 11, 2)})
	row := lineOf(candidates.PrintedRows(third.Lists.CME), closed)
	if row == nil || row.Back != "its term ended on 31 October 2026" || row.News != candidates.Back ||
		!strings.Contains(row.Decided, "not CME, on a roll and attending: AB on 15 October 2026, until 31 October 2026") {
		t.Errorf("after its term: %+v", row)
	}

	empty := *s
	empty.Sources = []settings.Source{{Kind: "schools", Path: s.Sources[len(s.Sources)-2].Path}}
	holdNothing(&empty)
	acceptGone(&empty, s)
	fourth := run(t, &empty, journal.Options{AsOf: calendar.On(2026, 11, 3)})
	row = lineOf(candidates.PrintedRows(fourth.Lists.CME), open)
	if len(fourth.Lists.CME) != 1 || row == nil || row.Case != "confirmed" || !strings.Contains(row.Reason, "No extract of this run names the child") {
		t.Errorf("without any extract the list has %d lines, and the open case is %+v", len(fourth.Lists.CME), row)
	}
	states := map[string]string{}
	for _, d := range candidates.PrintedRows(fourth.Lists.Decided) {
		states[d.ChildID] = d.State
	}
	if len(states) != 3 || states[open] != "open" || states[closed] != "ended" {
		t.Errorf("decisions.parquet has %v", states)
	}
	if _, err := officers.VerifyRegister(t.Context(), s, journal.Options{}); err != nil {
		t.Error(err)
	}
}

// What is filled in is taken whole or not at all, and every fault is named by its place.
func TestAnImportIsAllOrNothing(t *testing.T) {
	s, first := firstNight(t)
	cme, day := candidates.PrintedRows(first.Lists.CME), calendar.On(2026, 10, 15)
	good := marked(cme[0], "Not CME", "on a roll and attending")
	change := func(f func(*candidates.Marked)) candidates.Marked {
		m := marked(cme[1], "Confirmed", "enquiries under way")
		f(&m)
		return m
	}
	for want, m := range map[string]candidates.Marked{
		"outcome: not one of the words":                      change(func(m *candidates.Marked) { m.Outcome = "Perhaps" }),
		"reason: want one that goes with":                    change(func(m *candidates.Marked) { m.Reason = "on a roll and attending" }),
		"reason for the return: not one of the department's": change(func(m *candidates.Marked) { m.Return = "lost" }),
		"decided by: empty":                                  change(func(m *candidates.Marked) { m.By = "" }),
		"date: not a date":                                   change(func(m *candidates.Marked) { m.Date = "soon" }),
		"date: still to come":                                change(func(m *candidates.Marked) { m.Date = "17/10/2026" }),
		"until: before the day":                              change(func(m *candidates.Marked) { m.Until = "1/10/2026" }),
		"child id: the run of this workbook":                 change(func(m *candidates.Marked) { m.ChildID = "XXXXXXXXXXXX" }),
		"evidence: not what the run wrote":                   change(func(m *candidates.Marked) { m.Evidence = "00" }),
		"the child is decided on row of " + cme[0].ChildID:   marked(cme[0], "Confirmed", "enquiries under way"),
	} {
		_, err := decide(t, s, first, day, []candidates.Marked{good, m})
		var faults *officers.ImportError
		if !errors.As(err, &faults) || len(faults.Faults) != 1 || !strings.Contains(err.Error(), m.Place+": "+want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := officers.RecordDecisions(t.Context(), s, journal.Options{}, candidates.Filled{RunID: "another"}, day); err == nil {
		t.Error("a workbook of a run that nobody made was taken")
	}
	note := candidates.Marked{List: candidates.CME, ChildID: cme[2].ChildID, Mark: candidates.Mark{Note: "ask the school"}}
	done, err := decide(t, s, first, day, []candidates.Marked{good, note})
	if err != nil || done.Decisions != 1 || done.Left != 1 {
		t.Fatalf("after nine refusals: %+v, %v; want one decision and one line left", done, err)
	}
	_, err = decide(t, s, first, day, []candidates.Marked{marked(cme[0], "Confirmed", "enquiries under way")})
	if err == nil || !strings.Contains(err.Error(), "somebody has decided the child since this workbook was made") {
		t.Errorf("decided meanwhile: %v", err)
	}
	second := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	if n := len(second.Lists.Decided); n != 1 {
		t.Errorf("%d decisions, want 1", n)
	}
}

// A workbook of an older run is refused where the facts have changed since.
func TestAnOldWorkbookIsRefusedWhereTheFactsChanged(t *testing.T) {
	s, first := firstNight(t)
	child := candidates.PrintedRows(first.Lists.CME)[0]
	var upn string
	for _, row := range candidates.PrintedRows(first.Lists.CME) {
		if row.Person.UPN != "" {
			child, upn = row, row.Person.UPN
			break
		}
	}
	if upn == "" {
		t.Skip("no candidate has a UPN")
	}
	file := filepath.Join(s.Root(), "inbox", "exclusions.csv")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	header := strings.Split(strings.TrimSpace(strings.SplitN(string(raw), "\n", 2)[0]), ",")
	cells := map[string]string{"upn": upn, "surname": child.Person.Surname, "forename": child.Person.Forename,
		"dob": child.Person.DOB.Format("2006-01-02"), "category": "suspension", "start_date": "2026-06-01", "school_laestab": "8874001"}
	var line []string
	for _, h := range header {
		line = append(line, cells[h])
	}
	if err := os.WriteFile(file, append(raw, strings.Join(line, ",")+"\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	second := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	now := lineOf(candidates.PrintedRows(second.Lists.CME), child.ChildID)
	if now == nil || now.Evidence == child.Evidence {
		t.Fatalf("the suspension is no new fact of the child: %+v", now)
	}
	_, err = decide(t, s, first, calendar.On(2026, 10, 16), []candidates.Marked{marked(child, "Confirmed", "enquiries under way")})
	if err == nil || !strings.Contains(err.Error(), "the facts have changed since this workbook was made") {
		t.Errorf("on the old workbook: %v", err)
	}
	if _, err = decide(t, s, second, calendar.On(2026, 10, 16), []candidates.Marked{marked(*now, "Confirmed", "enquiries under way")}); err != nil {
		t.Errorf("on the new workbook: %v", err)
	}
}

// What a person says of a possible match binds the next run: the same are one child, the different are two and not asked
// about again, and the unsure are asked about again.
func TestJudgementsBindTheMatcher(t *testing.T) {
	s := invented(t, 1500, 4)
	first := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15)})
	if len(first.Lists.Possible) < 3 {
		t.Fatalf("%d possible matches show nothing", len(first.Lists.Possible))
	}
	p := candidates.PrintedRows(first.Lists.Possible)
	say := func(k int, word string) candidates.MarkedPair {
		return candidates.MarkedPair{RecordL: p[k].RecordL, RecordR: p[k].RecordR, Mark: candidates.Mark{Place: "row", Outcome: word, By: "AB"}}
	}
	done, err := decide(t, s, first, calendar.On(2026, 10, 15), nil, say(0, "Same"), say(1, "Different"), say(2, "Unsure"))
	if err != nil || done.Judgements != 3 {
		t.Fatalf("import: %+v, %v", done, err)
	}
	second := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	of := map[string]string{}
	for line := range second.Lists.Placed {
		placed, _ := line.Printed()
		of[placed.RecordID] = placed.ChildID
	}
	if of[p[0].RecordL] != of[p[0].RecordR] {
		t.Error("two records judged the same are two children")
	}
	if of[p[1].RecordL] == of[p[1].RecordR] {
		t.Error("two records judged different are one child")
	}
	asked := map[[2]string]bool{}
	for _, q := range candidates.PrintedRows(second.Lists.Possible) {
		asked[[2]string{q.ChildL, q.ChildR}], asked[[2]string{q.ChildR, q.ChildL}] = true, true
	}
	if asked[[2]string{of[p[1].RecordL], of[p[1].RecordR]}] {
		t.Error("two children judged different are asked about again")
	}
	if l, r := of[p[2].RecordL], of[p[2].RecordR]; l != r && !asked[[2]string{l, r}] {
		t.Error("a pair that nobody was sure of is not asked about again")
	}
}

// A workbook that was filled in in a spreadsheet program is imported, and the sheets say what was decided the next night.
func TestAFilledWorkbookIsImported(t *testing.T) {
	s := invented(t, 300, 7)
	first := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15)})
	path := filepath.Join(t.TempDir(), "filled in.xlsx")
	book, err := excelize.OpenFile(filepath.Join(first.Folder, candidates.WorkbookFile))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	row := candidates.PrintedRows(first.Lists.CME)[0]
	found, err := book.SearchSheet("Candidate CME", row.ChildID)
	if err != nil || len(found) != 1 {
		t.Fatalf("the child is in %v (%v)", found, err)
	}
	_, at, _ := excelize.CellNameToCoordinates(found[0])
	for title, value := range map[string]any{"Outcome": "Untraced", "Reason": "not found after joint enquiries", "Note": "nobody in", "Decided by": "lead",
		"Date": time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC)} {
		heading, err := book.SearchSheet("Candidate CME", title)
		if err != nil || len(heading) != 1 {
			t.Fatalf("the title %q is in %v (%v)", title, heading, err)
		}
		col, _, _ := excelize.CellNameToCoordinates(heading[0])
		cell, _ := excelize.CoordinatesToCellName(col, at)
		if err := book.SetCellValue("Candidate CME", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	done, err := officers.ImportDecisions(t.Context(), s, journal.Options{}, path, calendar.On(2026, 10, 16))
	if err != nil || done.Decisions != 1 {
		t.Fatalf("import: %+v, %v", done, err)
	}
	second := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	got := lineOf(candidates.PrintedRows(second.Lists.CME), row.ChildID)
	if got == nil || got.Case != "untraced" || got.Decided != "untraced, not found after joint enquiries: lead on 15 October 2026, until 14 January 2027" {
		t.Errorf("the line is %+v", got)
	}
	x, err := pipeline.OpenRun(t.Context(), second.Folder, journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := x.ExplainChild(got.ChildID); err != nil || !strings.Contains(text, "untraced, not_found, by lead on 15 October 2026, until 14 January 2027: open") {
		t.Errorf("explained (%v):\n%s", err, text)
	}
	out := filepath.Join(t.TempDir(), "all.parquet")
	if n, err := officers.ExportDecisions(t.Context(), s, journal.Options{}, out, calendar.On(2026, 10, 16)); err != nil || n != 1 {
		t.Errorf("export: %d, %v", n, err)
	}
	raw, err := os.ReadFile(out)
	if err != nil || strings.Contains(string(raw), "nobody in") {
		t.Error("the export holds the officer's note")
	}
}

// An extract that does not come for a night takes nobody off a list: the lines stay, say why they cannot be told anew, and go on
// the night after as if nothing had been.
func TestAMissingExtractTakesNobodyOffAList(t *testing.T) {
	s, first := firstNight(t)
	for _, away := range []string{"inbox/roll_changes.csv", "inbox/attendance", "inbox/census/2026-autumn"} {
		path := filepath.Join(s.Root(), filepath.FromSlash(away))
		if err := os.Rename(path, path+".late"); err != nil {
			t.Fatal(err)
		}
	}
	second := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	kept := 0
	for _, g := range candidates.PrintedRows(second.Lists.Gone) {
		if g.Why != "on the other list" {
			t.Errorf("%s: a line is gone: %s %s", g.List, g.Why, g.Reason)
		}
	}
	for _, rows := range [][]candidates.Row{candidates.PrintedRows(second.Lists.CME), candidates.PrintedRows(second.Lists.AtRisk)} {
		for _, row := range rows {
			if row.Label == "kept from the last run" {
				kept++
				if row.News != candidates.Still || row.Evidence == "" || len(row.Rules) == 0 || row.Severity == "" {
					t.Errorf("a kept line: %s %q, evidence %q, rules %v", row.News, row.Changed, row.Evidence, row.Rules)
				}
			}
		}
	}
	if kept < 4 {
		t.Fatalf("%d lines were kept: the test shows nothing", kept)
	}
	for _, away := range []string{"inbox/roll_changes.csv", "inbox/attendance", "inbox/census/2026-autumn"} {
		path := filepath.Join(s.Root(), filepath.FromSlash(away))
		if err := os.Rename(path+".late", path); err != nil {
			t.Fatal(err)
		}
	}
	third := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16), Out: ""})
	for _, row := range candidates.PrintedRows(third.Lists.CME) {
		was := lineOf(candidates.PrintedRows(first.Lists.CME), row.ChildID)
		if was != nil && row.News == candidates.Back {
			t.Errorf("a line that never left is back: %+v", row.Memory)
		}
	}
	if len(first.Lists.CME) == 0 || len(third.Lists.CME) < len(first.Lists.CME)*4/5 {
		t.Errorf("%d candidates, before the night %d", len(third.Lists.CME), len(first.Lists.CME))
	}
}
