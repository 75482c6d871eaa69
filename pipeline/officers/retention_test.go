package officers

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
)

// The schedule counts back from the day: years for cases, days for lines, and the school year before this one for what the
// reports need, unless lines are kept longer.
func TestWhatIsKeptUpToWhichDay(t *testing.T) {
	for _, c := range []struct {
		listDays            int
		on                  calendar.Date
		cases, lines, spans calendar.Date
	}{
		{0, calendar.On(2026, 10, 15), calendar.On(2019, 10, 15), calendar.On(2026, 2, 13), calendar.On(2025, 9, 1)},
		{0, calendar.On(2026, 8, 31), calendar.On(2019, 8, 31), calendar.On(2025, 12, 30), calendar.On(2024, 9, 1)},
		{100, calendar.On(2026, 10, 15), calendar.On(2019, 10, 15), calendar.On(2026, 7, 7), calendar.On(2025, 9, 1)},
		{1000, calendar.On(2026, 10, 15), calendar.On(2019, 10, 15), calendar.On(2024, 1, 19), calendar.On(2024, 1, 19)},
	} {
		s := &settings.Settings{}
		s.Register.Keep.ListDays = c.listDays
		k := keepUpTo(s, c.on)
		if k.AsOf != c.on.Midnight() || k.Cases != c.cases.Midnight() || k.Lines != c.lines.Midnight() || k.Spans != c.spans.Midnight() {
			t.Errorf("on %s: cases from %s, lines from %s, spans from %s; want %s, %s, %s", c.on, k.Cases, k.Lines, k.Spans, c.cases, c.lines, c.spans)
		}
		if !k.Open(string(rules.Confirmed)) || k.Open(string(rules.Resolved)) {
			t.Error("a case that is open is not told from one that is closed")
		}
	}
}

// What goes is told a line each, and what does not is not named.
func TestWhatGoesIsSaidInWords(t *testing.T) {
	p := &Pruned{register.Pruned{Cases: 1, Decisions: 2, Judgements: 3, Lines: 4000, Pairs: 5, Spans: 6, Identities: 7}, []string{"a", "b"}, ""}
	want := "  1 children's closed cases\n  2 decisions on them\n  3 judgements of possible matches\n  4,000 lines of lists\n  5 possible matches\n" +
		"  6 records that a child was on a list\n  7 fingerprints that no extract gives now\n  2 folders of published runs\n"
	if p.String() != want || !p.Any() {
		t.Errorf("it reads\n%s", p)
	}
	if none := (&Pruned{}); none.String() != "" || none.Any() {
		t.Errorf("nothing reads %q", none)
	}
	if folders := (&Pruned{Folders: []string{"a"}}); !folders.Any() || folders.String() != "  1 folders of published runs\n" {
		t.Errorf("a folder alone reads %q", folders)
	}
}

// A folder's name says the day of its run; what is named otherwise is no run's.
func TestWhichFoldersAreRuns(t *testing.T) {
	for name, want := range map[string]calendar.Date{
		"2026-10-15T20261016-021500": calendar.On(2026, 10, 15), "2026-10-15T20261016-021500-2": calendar.On(2026, 10, 15),
		"2026-10-15": 0, "2026-10-15Tshort": 0, "notesT20261016-021500": 0, ".partial-2026-10-15T20261016-021500": 0, "2026-10-15T20261016-0215xx": 0, "": 0,
	} {
		if got := runDay(name); got != want {
			t.Errorf("%q is of %v, want %v", name, got, want)
		}
	}
}

// Of folders past their days go all but the newest few, the one that LATEST names, and the one whose extracts were the last of
// a kind to be accepted. What is due is told without being taken; a pruning takes just that, keeps the ledger whole, and says who
// asked for it.
func TestFoldersPastTheirDaysGo(t *testing.T) {
	o := openOffice(t)
	o.settings.Register.Keep.Runs, o.settings.Register.Keep.RunDays = 2, 30
	var folders []string
	for i, hour := range []int{1, 2, 3, 4, 5, 6} {
		folders = append(folders, runFolder(calendar.On(2026, 10, 1)+calendar.Date(i), hour))
	}
	o.publishEmpty(append(folders, filepath.Join(journal.RunsFolder, "notes"))...)
	o.show("first", calendar.On(2026, 10, 2), []register.Shown{lineOf(candidates.CME, "A")}, nil, func(r *register.Run) {
		r.Folder, r.Accepted = folders[1], []register.Extract{{Kind: "housing", Rows: 3}}
	})
	if err := os.WriteFile(filepath.Join(o.settings.Output, "LATEST"), []byte(filepath.Base(folders[2])+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	due := func(on calendar.Date) []string {
		t.Helper()
		p, err := DueRegister(t.Context(), o.settings, journal.Options{}, on)
		if err != nil {
			t.Fatal(err)
		}
		return p.Folders
	}
	base := func(all ...string) (names []string) {
		for _, f := range all {
			names = append(names, filepath.Base(f))
		}
		return names
	}
	for on, want := range map[calendar.Date][]string{
		calendar.On(2026, 10, 31): nil,
		calendar.On(2026, 11, 1):  base(folders[0]),
		calendar.On(2026, 11, 3):  base(folders[0]),
		calendar.On(2026, 11, 4):  base(folders[0], folders[3]),
		calendar.On(2028, 1, 1):   base(folders[0], folders[3]),
	} {
		if got := due(on); !reflect.DeepEqual(got, want) {
			t.Errorf("on %s: due are %v, want %v", on, got, want)
		}
	}
	o.settings.Register.Keep.Runs = 7
	if got := due(calendar.On(2028, 1, 1)); got != nil {
		t.Errorf("of fewer folders than are kept go %v", got)
	}
	o.settings.Register.Keep.Runs = 2
	o.show("second", calendar.On(2026, 10, 6), nil, nil)
	on := calendar.On(2028, 10, 1)
	p, err := DueRegister(t.Context(), o.settings, journal.Options{}, on)
	if err != nil || p.Lines != 1 || p.Spans != 1 {
		t.Fatalf("due: %+v, %v", p, err)
	}
	release, err := journal.LockFolder(o.settings.Output)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := PruneRegister(t.Context(), o.settings, journal.Options{}, "records officer", on); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("while a run is under way: %v", err)
	}
	release()
	went, err := PruneRegister(t.Context(), o.settings, journal.Options{}, "records officer", on)
	if err != nil || !reflect.DeepEqual(went.Folders, base(folders[0], folders[3])) || went.Lines != 1 || went.Entry == 0 {
		t.Fatalf("went: %+v, %v", went, err)
	}
	for i, f := range append(folders, filepath.Join(journal.RunsFolder, "notes")) {
		if there := journal.FileExists(filepath.Join(o.settings.Output, f)); there == (i == 0 || i == 3) {
			t.Errorf("%s is there: %v", f, there)
		}
	}
	if head, err := VerifyRegister(t.Context(), o.settings, journal.Options{}); err != nil || head.Entries != 3 {
		t.Errorf("the ledger has %d entries (%v), want two runs and the pruning", head.Entries, err)
	}
	if again, err := DueRegister(t.Context(), o.settings, journal.Options{}, on); err != nil || again.Any() {
		t.Errorf("due again: %s (%v)", again, err)
	}
}

// Where no run was made there is no register, and none is begun by asking.
func TestWithoutARegisterNothingIsDone(t *testing.T) {
	o := openOffice(t)
	for what, ask := range map[string]func() error{
		"due": func() error { _, err := DueRegister(t.Context(), o.settings, journal.Options{}, today); return err },
		"prune": func() error {
			_, err := PruneRegister(t.Context(), o.settings, journal.Options{}, "AB", today)
			return err
		},
		"verify": func() error { _, err := VerifyRegister(t.Context(), o.settings, journal.Options{}); return err },
		"backup": func() error {
			return BackupRegister(t.Context(), o.settings, journal.Options{}, filepath.Join(t.TempDir(), "copy"))
		},
		"export": func() error {
			_, err := ExportDecisions(t.Context(), o.settings, journal.Options{}, filepath.Join(t.TempDir(), "all"), today)
			return err
		},
	} {
		var wrong *settings.Error
		if err := ask(); !errors.As(err, &wrong) || !strings.Contains(err.Error(), "there is no register yet") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if files, err := os.ReadDir(o.settings.Output); err != nil || len(files) > 0 {
		t.Errorf("asking left %v (%v)", files, err)
	}
}

// A copy holds what the register held. A register that ends before what a manifest noted has been cut: it is neither verified nor pruned.
func TestACutRegisterIsNoticed(t *testing.T) {
	o := openOffice(t)
	line := lineOf(candidates.CME, "A")
	o.show("first", calendar.On(2026, 10, 15), []register.Shown{line}, nil)
	kept := filepath.Join(t.TempDir(), "copy.db")
	if err := BackupRegister(t.Context(), o.settings, journal.Options{}, kept); err != nil {
		t.Fatal(err)
	}
	if _, err := o.take("first", today, []candidates.Marked{markOn(line, candidates.Mark{Outcome: "Confirmed", Reason: "enquiries", By: "AB"})}); err != nil {
		t.Fatal(err)
	}
	head, err := VerifyRegister(t.Context(), o.settings, journal.Options{})
	if err != nil || head.Entries != 2 {
		t.Fatalf("head %+v, %v", head, err)
	}
	folder := runFolder(today, 2)
	o.publishEmpty(folder)
	m := &journal.Manifest{Register: journal.RegisterHead(head)}
	if err := os.WriteFile(filepath.Join(o.settings.Output, folder, journal.ManifestFile), m.JSON(), 0o600); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	for _, side := range []string{"-wal", "-shm"} {
		_ = os.Remove(past.RegisterPath(o.settings.Output) + side)
	}
	if err := os.WriteFile(past.RegisterPath(o.settings.Output), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if n := len(o.decided()); n != 0 {
		t.Fatalf("the copy holds %d decisions that came after it", n)
	}
	var broken *register.BrokenError
	if _, err := VerifyRegister(t.Context(), o.settings, journal.Options{}); !errors.As(err, &broken) {
		t.Errorf("a cut register is whole: %v", err)
	}
	if _, err := PruneRegister(t.Context(), o.settings, journal.Options{}, "AB", calendar.On(2050, 1, 1)); !errors.As(err, &broken) {
		t.Errorf("a cut register is pruned: %v", err)
	}
}

// The export has every decision as it stands on a day, with the child that it stood with in the newest run, and no note.
func TestEveryDecisionIsGivenOut(t *testing.T) {
	o := openOffice(t)
	a, b, c := lineOf(candidates.CME, "A", "one"), lineOf(candidates.CME, "B"), lineOf(candidates.AtRisk, "C")
	o.show("first", calendar.On(2026, 10, 14), []register.Shown{a, b, c}, nil)
	marks := []candidates.Marked{
		markOn(a, candidates.Mark{Outcome: "Confirmed", Reason: "enquiries", By: "AB", Note: "a note", Date: "14/10/2026"}),
		markOn(b, candidates.Mark{Outcome: "Not CME", Reason: "visitor", By: "CD", Until: "16/10/2026"}),
		markOn(c, candidates.Mark{Outcome: "Looked at", Reason: "back", By: "EF", Until: "17/10/2026"}),
	}
	if _, err := o.take("first", today, marks); err != nil {
		t.Fatal(err)
	}
	all := o.decided()
	o.show("second", calendar.On(2026, 10, 15), []register.Shown{lineOf(candidates.CME, "M", "one")}, nil, func(r *register.Run) {
		r.Standing = map[int64]string{all[0].Seq: "M"}
	})
	if _, err := o.take("second", today, []candidates.Marked{markOn(lineOf(candidates.CME, "M", "one"), candidates.Mark{Outcome: "Resolved", Reason: "attending", By: "AB"})}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "all.parquet")
	n, err := ExportDecisions(t.Context(), o.settings, journal.Options{}, path, calendar.On(2026, 10, 17))
	if err != nil || n != 4 {
		t.Fatalf("%d, %v", n, err)
	}
	var got []candidates.Decided
	for row, err := range candidates.ReadDecided(path) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, row)
	}
	for i, want := range []candidates.Decided{
		{ChildID: "M", MadeOn: "A", List: candidates.CME, Outcome: "confirmed", Ground: "enquiries", By: "AB", Made: calendar.On(2026, 10, 14).Midnight(),
			Until: calendar.On(2026, 11, 13).Midnight(), State: "superseded", Evidence: a.Evidence.Hash, Facts: "school census: one", Run: "first"},
		{ChildID: "B", MadeOn: "B", List: candidates.CME, Outcome: "not_cme", Ground: "visitor", By: "CD", Made: today.Midnight(),
			Until: today.Midnight(), State: "ended", Evidence: b.Evidence.Hash, Run: "first"},
		{ChildID: "C", MadeOn: "C", List: candidates.AtRisk, Outcome: "looked_at", Ground: "back", By: "EF", Made: today.Midnight(),
			Until: (today + 1).Midnight(), State: "holds", Evidence: c.Evidence.Hash, Run: "first"},
		{ChildID: "M", MadeOn: "M", List: candidates.CME, Outcome: "resolved", Ground: "attending", By: "AB", Made: today.Midnight(),
			Until: calendar.On(2027, 10, 16).Midnight(), State: "holds", Evidence: a.Evidence.Hash, Facts: "school census: one", Run: "second"},
	} {
		got[i].Decision = 0
		if !reflect.DeepEqual(got[i], want) {
			t.Errorf("decision %d is\n%+v\nwant\n%+v", i, got[i], want)
		}
	}
}
