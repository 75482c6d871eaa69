package pipeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers"
	"rollcall/pipeline/settings"
)

// Many years later the closed case and the lines of nobody's case are gone, and the old folders with them; the open case, the
// newest run and what LATEST names are there; and the next run goes on from them.
func TestAPrunedRegisterGoesOn(t *testing.T) {
	s := invented(t, 400, 3)
	s.Register.Keep.Runs = 1
	out := s.OutputDir()
	first := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15)})
	if len(first.Lists.CME) < 3 {
		t.Fatalf("%d candidates show nothing", len(first.Lists.CME))
	}
	closed, open := candidates.PrintedRows(first.Lists.CME)[0], candidates.PrintedRows(first.Lists.CME)[1]
	if _, err := decide(t, s, first, calendar.On(2026, 10, 15), []candidates.Marked{
		marked(closed, "Not CME", "on a roll and attending"), marked(open, "Confirmed", "enquiries under way")}); err != nil {
		t.Fatal(err)
	}
	second := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	due := func(on calendar.Date) *officers.Pruned {
		t.Helper()
		p, err := officers.DueRegister(t.Context(), s, journal.Options{}, on)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if p := due(calendar.On(2027, 1, 4)); p.Any() {
		t.Errorf("due after a term: %s", p)
	}
	if p := due(calendar.On(2027, 9, 6)); p.Cases != 0 || p.Lines == 0 || len(p.Folders) != 1 {
		t.Errorf("due after a year, when no case is and the folder of the first run is: %s", p)
	}
	later := calendar.On(2050, 1, 3)
	p := due(later)
	went, err := officers.PruneRegister(t.Context(), s, journal.Options{}, "records officer", later)
	if err != nil || went.Cases != 1 || went.Decisions != 1 || went.Lines != p.Lines || went.Lines < len(first.Lists.AtRisk) {
		t.Fatalf("went: %+v, %v", went, err)
	}
	if exists(first.Folder) || !exists(second.Folder) || !exists(filepath.Join(out, "LATEST")) {
		t.Errorf("folders: went %v, the first is there: %v, the second: %v", went.Folders, exists(first.Folder), exists(second.Folder))
	}
	if _, err := officers.VerifyRegister(t.Context(), s, journal.Options{}); err != nil {
		t.Error(err)
	}
	third := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 19)})
	if row := lineOf(candidates.PrintedRows(third.Lists.CME), open.ChildID); row == nil || row.Case != "confirmed" || row.News == candidates.New {
		t.Errorf("the open case: %+v", row)
	}
	for _, d := range candidates.PrintedRows(third.Lists.Decided) {
		if d.ChildID == closed.ChildID {
			t.Errorf("a decision past its time: %+v", d)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// A closed case goes seven years after it was closed, to the day, and one that keeps the child off the list goes after that;
// where the authority keeps cases for a year, not before the child is over compulsory school age. An open case never goes.
func TestACaseIsKeptToTheDay(t *testing.T) {
	t.Parallel()
	s, first := firstNight(t)
	var endless, held, open, young *candidates.Row
	for i := range candidates.PrintedRows(first.Lists.CME) {
		switch row := &candidates.PrintedRows(first.Lists.CME)[i]; {
		case row.YearGroup == "1":
			young = row
		case row.YearGroup < "5" && len(row.YearGroup) == 1: // still of age in seven years
		case endless == nil:
			endless = row
		case held == nil:
			held = row
		default:
			open = row
		}
	}
	if open == nil || young == nil {
		t.Fatal("too few candidates to show anything")
	}
	heldMark := marked(*held, "Not CME", "on a roll and attending")
	heldMark.Until = "31/12/2040"
	if _, err := decide(t, s, first, calendar.On(2026, 10, 15), []candidates.Marked{
		marked(*endless, "Not CME", "died"), heldMark, marked(*open, "Confirmed", "enquiries under way"), marked(*young, "Not CME", "died")}); err != nil {
		t.Fatal(err)
	}
	run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	check := func(years int, on calendar.Date, want int) {
		t.Helper()
		s.Register.Keep.CaseYears = years
		p, err := officers.DueRegister(t.Context(), s, journal.Options{}, on)
		if err != nil || p.Cases != want || p.Decisions != want {
			t.Errorf("%s, kept for %d years: %d cases with %d decisions are due (%v), want %d", on, years, p.Cases, p.Decisions, err, want)
		}
	}
	check(0, calendar.On(2033, 10, 15), 0)
	check(0, calendar.On(2033, 10, 16), 1)
	check(10, calendar.On(2036, 10, 15), 0)
	check(0, calendar.On(2040, 12, 31), 2) // the younger is over age by now
	check(0, calendar.On(2041, 1, 1), 3)
	check(0, calendar.On(2075, 1, 1), 3)
}

// What runs showed goes after its days: lines and possible matches after two terms, and that a child was on a list when the
// school year after the next begins, for the reports of this year and the last need it.
func TestWhatRunsShowedIsKeptToTheDay(t *testing.T) {
	t.Parallel()
	s, first := firstNight(t)
	empty := *s
	empty.Sources = []settings.Source{{Kind: "schools", Path: s.Sources[len(s.Sources)-2].Path}}
	holdNothing(&empty)
	acceptGone(&empty, s)
	run(t, &empty, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	check := func(on calendar.Date, lines, spans bool) {
		t.Helper()
		p, err := officers.DueRegister(t.Context(), s, journal.Options{}, on)
		if err != nil {
			t.Fatal(err)
		}
		if lines != (p.Lines == len(first.Lists.CME)+len(first.Lists.AtRisk)) || lines != (p.Pairs == len(first.Lists.Possible)) || !lines && p.Lines+p.Pairs > 0 {
			t.Errorf("%s: %d lines and %d pairs are due, want all: %v", on, p.Lines, p.Pairs, lines)
		}
		if spans != (p.Spans > 0) || len(p.Folders) > 0 {
			t.Errorf("%s: due are %d spans, want some: %v, and the folders %v, of which one has the last extracts and one is LATEST", on, p.Spans, spans, p.Folders)
		}
		for what, is := range map[string]bool{"lines of lists": lines, "possible matches": lines, "records that a child was on a list": spans} {
			if is != strings.Contains(p.String(), " "+what+"\n") {
				t.Errorf("%s: it reads\n%s and %q is in it, want %v", on, p, what, is)
			}
		}
	}
	check(calendar.On(2027, 6, 16), false, false)
	check(calendar.On(2027, 6, 17), true, false)
	check(calendar.On(2028, 8, 31), true, false)
	check(calendar.On(2028, 9, 1), true, true)
	s.Register.Keep.ListDays = 1500 // that a child was on a list is kept for as long as the line
	check(calendar.On(2028, 9, 1), false, false)
	s.Register.Keep.ListDays = 100
	check(calendar.On(2027, 1, 23), false, false)
	check(calendar.On(2027, 1, 24), true, false)
}

// A published folder goes after its days, but for the newest ones and the one that LATEST names.
func TestFoldersAreKeptToTheDay(t *testing.T) {
	t.Parallel()
	s, _ := firstNight(t)
	run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	check := func(newest, days int, on calendar.Date, want int) {
		t.Helper()
		s.Register.Keep.Runs, s.Register.Keep.RunDays = newest, days
		p, err := officers.DueRegister(t.Context(), s, journal.Options{}, on)
		if err != nil || len(p.Folders) != want || want > 0 && !strings.HasPrefix(p.Folders[0], "2026-10-15T") {
			t.Errorf("%s: %v are due (%v), want %d", on, p.Folders, err, want)
		}
	}
	check(0, 0, calendar.On(2050, 1, 1), 0)
	check(1, 0, calendar.On(2027, 6, 16), 0)
	check(1, 0, calendar.On(2027, 6, 17), 1)
	check(1, 30, calendar.On(2026, 11, 14), 0)
	check(1, 30, calendar.On(2026, 11, 15), 1)
	check(2, 30, calendar.On(2026, 11, 15), 0)
}

// A register that is not as it was written is not pruned, and a folder that is no run's is not taken for one.
func TestABrokenRegisterIsNotPruned(t *testing.T) {
	t.Parallel()
	s, first := firstNight(t)
	s.Register.Keep.Runs = 1
	if _, err := decide(t, s, first, calendar.On(2026, 10, 15), []candidates.Marked{marked(candidates.PrintedRows(first.Lists.CME)[0], "Not CME", "died")}); err != nil {
		t.Fatal(err)
	}
	run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	for _, name := range []string{"2020-01-01Tshort", "2020-01-01", "notes"} {
		if err := os.Mkdir(filepath.Join(filepath.Dir(first.Folder), name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	p, err := officers.DueRegister(t.Context(), s, journal.Options{}, calendar.On(2050, 1, 1))
	if err != nil || len(p.Folders) != 1 || p.Folders[0] != filepath.Base(first.Folder) {
		t.Fatalf("due are the folders %v (%v), want that of the first run", p.Folders, err)
	}
	damageRegister(t, s, `DROP TRIGGER entry_no_UPDATE; UPDATE entry SET about = 'another' WHERE kind = 'decision'`)
	if went, err := officers.PruneRegister(t.Context(), s, journal.Options{}, "records officer", calendar.On(2050, 1, 1)); err == nil || !exists(first.Folder) {
		t.Errorf("a broken register is pruned: %v, the folder is there: %v", went, exists(first.Folder))
	}
	s.Output = t.TempDir()
	if _, err := officers.DueRegister(t.Context(), s, journal.Options{}, calendar.On(2050, 1, 1)); err == nil {
		t.Error("something is due where there is no register")
	}
}
