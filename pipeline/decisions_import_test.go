package pipeline_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers"
	"rollcall/pipeline/settings"
)

// damageRegister changes the register of an output folder behind its back.
func damageRegister(t *testing.T, s *settings.Settings, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(s.OutputDir(), "register.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
}

// What the register cannot be read of is never taken for nothing: neither an import nor a run nor an export goes on as if
// nobody had decided anything, and nothing is recorded or published.
func TestDecisionsThatCannotBeReadAreNotTakenForNone(t *testing.T) {
	t.Parallel()
	for what, damage := range map[string]string{
		"decisions":      `DROP TRIGGER entry_no_UPDATE; UPDATE entry SET body = '[]' WHERE kind = 'decision'`,
		"judgements":     `DROP TRIGGER entry_no_UPDATE; UPDATE entry SET body = '[]' WHERE kind = 'judgement'`,
		"lines":          `ALTER TABLE line RENAME TO lost`,
		"runs":           `ALTER TABLE run RENAME TO lost`,
		"where it stood": `ALTER TABLE standing RENAME TO lost`,
		"successors":     `ALTER TABLE child_change RENAME TO lost`,
	} {
		s, first := firstNight(t)
		cme, pair := candidates.PrintedRows(first.Lists.CME), candidates.PrintedRows(first.Lists.Possible)[0]
		judged := candidates.MarkedPair{RecordL: pair.RecordL, RecordR: pair.RecordR, Mark: candidates.Mark{Place: "row", Outcome: "Unsure", By: "AB"}}
		if _, err := decide(t, s, first, calendar.On(2026, 10, 15), []candidates.Marked{marked(cme[0], "Not CME", "on a roll and attending")}, judged); err != nil {
			t.Fatal(err)
		}
		damageRegister(t, s, damage)
		_, err := decide(t, s, first, calendar.On(2026, 10, 15), []candidates.Marked{marked(cme[1], "Not CME", "on a roll and attending")})
		if faults := (*officers.ImportError)(nil); err == nil || errors.As(err, &faults) {
			t.Errorf("%s cannot be read, and an import says %v", what, err)
		}
		if r, err := pipeline.Run(t.Context(), s, journal.Options{AsOf: calendar.On(2026, 10, 16)}); err == nil {
			t.Errorf("%s cannot be read, and a run publishes %d candidates", what, len(r.Lists.CME))
		}
		if n, err := officers.ExportDecisions(t.Context(), s, journal.Options{}, filepath.Join(t.TempDir(), "all.parquet"), calendar.On(2026, 10, 16)); err == nil {
			t.Errorf("%s cannot be read, and an export holds %d decisions", what, n)
		}
	}
}

// What an officer leaves empty is filled in: the day, and until when the decision holds by its reason or by the settings; a
// reason that holds for good has no end.
func TestADecisionHoldsForTheTermOfItsReason(t *testing.T) {
	t.Parallel()
	s, first := firstNight(t)
	s.Decisions.Terms = map[string]int{"data_error": 10}
	cme, risk := candidates.PrintedRows(first.Lists.CME), candidates.PrintedRows(first.Lists.AtRisk)
	dated := marked(cme[3], "Not CME", "visitor")
	dated.Date = "1/10/2026"
	untilOnly := marked(cme[4], "Not CME", "died")
	untilOnly.Until = "2026-10-15"
	want := map[string]string{ // made, until, outcome, reason
		cme[0].ChildID: "2026-10-15 2027-10-15 not_cme attending", cme[1].ChildID: "2026-10-15  not_cme died", cme[2].ChildID: "2026-10-15 2026-10-25 not_cme data_error",
		cme[3].ChildID: "2026-10-01 2026-12-30 not_cme visitor", cme[4].ChildID: "2026-10-15 2026-10-15 not_cme died", risk[0].ChildID: "2026-10-15 2026-11-14 looked_at school_acts",
	}
	done, err := decide(t, s, first, calendar.On(2026, 10, 15), []candidates.Marked{marked(cme[0], "not cme", "on a roll and attending"),
		marked(cme[1], "Not CME", "died"), marked(cme[2], "Not CME", "an error in the data"), dated, untilOnly, marked(risk[0], "Looked at", "school_acts")})
	if err != nil || done.Decisions != 6 {
		t.Fatalf("import: %+v, %v", done, err)
	}
	out := filepath.Join(t.TempDir(), "all.parquet")
	if _, err := officers.ExportDecisions(t.Context(), s, journal.Options{}, out, calendar.On(2026, 10, 16)); err != nil {
		t.Fatal(err)
	}
	day := func(cell any) string { return strings.TrimSuffix(day(cell), "0001-01-01") }
	for x, err := range candidates.ReadDecided(out) {
		if err != nil {
			t.Fatal(err)
		}
		if got := day(x.Made) + " " + day(x.Until) + " " + x.Outcome + " " + x.Ground; got != want[x.ChildID] || x.By != "AB" {
			t.Errorf("%q by %s, want %q", got, x.By, want[x.ChildID])
		}
	}
}

// A possible match is judged with one of three words, by somebody, not on a day to come, and once for each workbook.
func TestAJudgementIsCheckedAsADecisionIs(t *testing.T) {
	t.Parallel()
	s, first := firstNight(t)
	pair := candidates.PrintedRows(first.Lists.Possible)[0]
	say := func(f func(*candidates.MarkedPair)) candidates.MarkedPair {
		m := candidates.MarkedPair{RecordL: pair.RecordL, RecordR: pair.RecordR, Mark: candidates.Mark{Place: "row 2", Outcome: "Different", By: "AB"}}
		f(&m)
		return m
	}
	for want, m := range map[string]candidates.MarkedPair{
		"records: the run of this workbook has no such possible match": say(func(m *candidates.MarkedPair) { m.RecordL = pair.RecordR }),
		"outcome: want Same, Different or Unsure":                      say(func(m *candidates.MarkedPair) { m.Outcome = "Perhaps" }),
		"decided by: empty":   say(func(m *candidates.MarkedPair) { m.By = "" }),
		"date: still to come": say(func(m *candidates.MarkedPair) { m.Date = "16/10/2026" }),
		"date: not a date":    say(func(m *candidates.MarkedPair) { m.Date = "soon" }),
	} {
		_, err := decide(t, s, first, calendar.On(2026, 10, 15), nil, m)
		var faults *officers.ImportError
		if !errors.As(err, &faults) || len(faults.Faults) != 1 || !strings.HasPrefix(err.Error(), "decisions: row 2: "+want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	good, empty := say(func(*candidates.MarkedPair) {}), say(func(m *candidates.MarkedPair) { m.Outcome = "" })
	for i, want := range []officers.Imported{{Judgements: 1, Left: 1}, {Known: 1, Left: 1}} {
		if done, err := decide(t, s, first, calendar.On(2026, 10, 15), nil, good, empty); err != nil || *done != want {
			t.Errorf("time %d: %+v, %v, want %+v", i+1, done, err, want)
		}
	}
	again := say(func(m *candidates.MarkedPair) { m.Outcome = "Same" })
	if _, err := decide(t, s, first, calendar.On(2026, 10, 16), nil, again); err == nil || !strings.Contains(err.Error(), "somebody has judged the pair since this workbook was made: 2026-10-15") {
		t.Errorf("judged again on the old workbook: %v", err)
	}
	second := run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 16)})
	for _, p := range candidates.PrintedRows(second.Lists.Possible) {
		if p.RecordL == pair.RecordL && p.RecordR == pair.RecordR {
			t.Error("judged different, and asked about again")
		}
	}
}
