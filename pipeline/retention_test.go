package pipeline_test

import (
	"os"
	"path/filepath"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers"
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
	closed, open := first.Lists.CME[0], first.Lists.CME[1]
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
	if row := lineOf(third.Lists.CME, open.ChildID); row == nil || row.Case != "confirmed" || row.News == candidates.New {
		t.Errorf("the open case: %+v", row)
	}
	for _, d := range third.Lists.Decided {
		if d.ChildID == closed.ChildID {
			t.Errorf("a decision past its time: %+v", d)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
