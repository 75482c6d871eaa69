package register

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// aLedger is a register with a run, a decision, a judgement and another run.
func aLedger(t *testing.T) *Register {
	t.Helper()
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	line := Shown{List: "cme_candidates", Child: "C1", Rules: []string{"C06"}, Rank: 1, Severity: "P2", Since: "2026-09-04",
		Evidence: Evidence{Hash: "h1", Facts: []byte(`[{"source":"roll_changes"}]`), Prints: []Fingerprint{print(1), print(2)}}}
	pair := Pair{RecordL: "health:a.csv#1", RecordR: "housing:b.csv#2", ChildL: "C1", ChildR: "C2",
		PrintsL: []Fingerprint{print(1)}, PrintsR: []Fingerprint{print(3)}}
	record(t, r, Run{ID: "a", AsOf: on(1), Published: true, Shown: []Shown{line}, Pairs: []Pair{pair}})
	err := r.RecordDecisions(t.Context(), []Decision{{Child: "C1", Run: "a", List: line.List, Mark: "m1", Made: "2026-10-01", Until: "2027-10-01",
		By: "AB", Ground: "attending", Outcome: "not_cme", Evidence: line.Evidence, Line: line}},
		[]Judgement{{Run: "a", RecordL: pair.RecordL, RecordR: pair.RecordR, Pair: pair, Verdict: "different", By: "AB", Made: "2026-10-01", Mark: "m2"}})
	if err != nil {
		t.Fatal(err)
	}
	record(t, r, Run{ID: "b", AsOf: on(2), Published: true, Shown: []Shown{line}, Standing: map[int64]string{2: "C1"}})
	return r
}

func TestTheLedgerGivesBackWhatWasWritten(t *testing.T) {
	r := aLedger(t)
	head, err := r.VerifyLedger(t.Context())
	if err != nil || head.Entries != 4 {
		t.Fatalf("verify: %+v, %v; want 4 entries", head, err)
	}
	decisions, err := r.ReadDecisions(t.Context())
	if err != nil || len(decisions) != 1 {
		t.Fatalf("decisions: %v, %v", decisions, err)
	}
	d := decisions[0]
	if d.Seq != 2 || d.Child != "C1" || d.By != "AB" || d.Evidence.Hash != "h1" || len(d.Evidence.Prints) != 2 || d.Line.Severity != "P2" {
		t.Errorf("decision %+v", d)
	}
	judgements, err := r.ReadJudgements(t.Context())
	if err != nil || len(judgements) != 1 || judgements[0].Verdict != "different" || judgements[0].Pair.PrintsR[0] != print(3) {
		t.Errorf("judgements: %+v, %v", judgements, err)
	}
	newest, err := r.NewestRun(t.Context())
	if err != nil || newest.ID != "b" {
		t.Fatalf("newest: %+v, %v", newest, err)
	}
	before, err := r.RunBefore(t.Context(), on(2))
	if err != nil || before.ID != "a" {
		t.Fatalf("before: %+v, %v", before, err)
	}
	lines, err := r.LinesOf(t.Context(), before)
	if err != nil || len(lines) != 1 || lines[0].Evidence.Prints[1] != print(2) || lines[0].Since != "2026-09-04" {
		t.Errorf("lines: %+v, %v", lines, err)
	}
	standing, err := r.StandingOf(t.Context(), newest)
	if diff := cmp.Diff(map[int64]string{2: "C1"}, standing); err != nil || diff != "" {
		t.Errorf("standing (%v):\n%s", err, diff)
	}
}

// Whatever is changed behind the register's back, with the triggers gone, is named by its first wrong entry.
func TestTamperingIsFoundAndNamed(t *testing.T) {
	for name, c := range map[string]struct {
		sql   string
		entry int64
		what  string
	}{
		"another outcome":      {`UPDATE entry SET body = json_set(body, '$.outcome', 'confirmed') WHERE seq = 2`, 2, "the decision it holds was changed"},
		"another child":        {`UPDATE entry SET about = 'C9' WHERE seq = 2`, 2, "changed"},
		"a decision is gone":   {`DELETE FROM standing; DELETE FROM entry WHERE seq = 2`, 2, "it is missing"},
		"the first is gone":    {`DELETE FROM ranking WHERE entry = 1; DELETE FROM pair; DELETE FROM entry WHERE seq = 1`, 1, "it is missing"},
		"one put in its place": {`UPDATE entry SET hash = zeroblob(32) WHERE seq = 3`, 3, "changed"},
		"another chain":        {`UPDATE entry SET before = zeroblob(32) WHERE seq = 3`, 3, "does not follow"},
		"a line is gone":       {`DELETE FROM ranking WHERE entry = 4`, 4, "lines, pairs or decisions"},
		"a stored line is":     {`DELETE FROM line`, 1, "lines, pairs or decisions"},
		"another severity":     {`UPDATE line SET body = json_set(body, '$.severity', 'P5')`, 1, "lines, pairs or decisions"},
		"another rank":         {`UPDATE ranking SET lines = unhex(substr(hex(lines), 1, 14) || 'F7') WHERE entry = 1`, 1, "lines, pairs or decisions"},
		"another's line":       {`UPDATE line SET child = 'C9'`, 1, "lines, pairs or decisions"},
		"a pair is gone":       {`DELETE FROM pair`, 1, "lines, pairs or decisions"},
		"it stood elsewhere":   {`UPDATE standing SET child = 'C2'`, 4, "lines, pairs or decisions"},
		"other evidence":       {`UPDATE evidence SET body = '{}'`, 1, "evidence"},
	} {
		t.Run(name, func(t *testing.T) {
			r := aLedger(t)
			if _, err := r.db.Exec(`PRAGMA foreign_keys = 0`); err != nil {
				t.Fatal(err)
			}
			if _, err := r.db.Exec(c.sql); err == nil {
				t.Fatal("the database let it be changed")
			}
			for _, trigger := range rows(t, r, `SELECT name FROM sqlite_schema WHERE type = 'trigger'`) {
				if _, err := r.db.Exec(`DROP TRIGGER ` + trigger); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := r.db.Exec(c.sql); err != nil {
				t.Fatal(err)
			}
			_, err := r.VerifyLedger(t.Context())
			var broken *BrokenError
			if !errors.As(err, &broken) || broken.Entry != c.entry || !strings.Contains(broken.What, c.what) {
				t.Errorf("verify: %v, want entry %d: %s", err, c.entry, c.what)
			}
		})
	}
}

// A ledger of which the end was cut is whole in itself; a head noted elsewhere shows it.
func TestACutLedgerIsShownByANotedHead(t *testing.T) {
	r := aLedger(t)
	head, err := r.LedgerEnd(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.VerifyLedger(t.Context(), head); err != nil {
		t.Errorf("whole: %v", err)
	}
	// As it was after entry 3, with what stands beside the ledger.
	bendRegister(t, r, `DELETE FROM standing; DELETE FROM ranking WHERE entry = 4; DELETE FROM entry WHERE seq = 4;
		DELETE FROM run WHERE id = 'b'; UPDATE shown SET last_as_of = first_as_of`)
	if _, err := r.VerifyLedger(t.Context()); err != nil {
		t.Fatalf("the rest is not whole: %v", err)
	}
	_, err = r.VerifyLedger(t.Context(), head)
	var broken *BrokenError
	if !errors.As(err, &broken) || broken.Entry != 4 {
		t.Errorf("verify: %v, want entry 4 missing", err)
	}
}

// A run that was recorded and never appeared is not what the next one is compared with.
func TestARunThatNeverAppearedIsPassedOver(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	record(t, r, Run{ID: "a", AsOf: on(1), Folder: "runs/a"})
	record(t, r, Run{ID: "b", AsOf: on(2), Folder: "runs/b"})
	unsettled, err := r.UnsettledRuns(t.Context())
	if diff := cmp.Diff(map[string]string{"a": "runs/a", "b": "runs/b"}, unsettled); err != nil || diff != "" {
		t.Fatalf("unsettled (%v):\n%s", err, diff)
	}
	if err := r.MarkPublished(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if p, err := r.RunBefore(t.Context(), on(3)); err != nil || p.ID != "a" {
		t.Errorf("before: %+v, %v; want a", p, err)
	}
}
