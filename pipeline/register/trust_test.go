package register

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// aNightWithAll is a run of a day that remembers something in every table.
func aNightWithAll(t *testing.T, asOf string, children ...string) Run {
	run := aNight(t, asOf, children...)
	run.Authority = "885"
	run.Changes = []Change{{Child: "CZ" + asOf, Into: children[0], Kind: Merged}}
	run.Accepted = []Extract{{Kind: "housing", Rows: 9, Files: []File{{Name: "h.csv", SHA256: asOf}}}}
	run.Pairs = []Pair{{RecordL: "l", RecordR: "r" + asOf, ChildL: children[0], ChildR: children[1], PrintsL: []Fingerprint{printOf(children[0])}, PrintsR: []Fingerprint{printOf(children[1])}}}
	return run
}

// nightsWithAll is a register of some nights; decisions follow the first.
func nightsWithAll(t *testing.T, nights int) *Register {
	t.Helper()
	return open(t, fileOfNights(t, nights))
}

// fileOfNights is the file of such a register.
func fileOfNights(t *testing.T, nights int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "register.db")
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.db.Exec(`PRAGMA synchronous = OFF`); err != nil {
		t.Fatal(err)
	}
	for n := range nights {
		asOf := time.Date(2026, 9, 1+n, 0, 0, 0, 0, time.UTC).Format(day)
		record(t, r, aNightWithAll(t, asOf, "CA", "CB"))
		if n == 0 {
			decideOn(t, r, decisionOn(lineFor("CA", "2030-06-28"), "confirmed", asOf, ""))
		}
	}
	return path
}

// copyOfRegister opens a copy of a register that is closed.
func copyOfRegister(t *testing.T, path string) *Register {
	t.Helper()
	to := filepath.Join(t.TempDir(), "register.db")
	for _, end := range []string{"", KeyEnd} {
		raw, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to+end, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return open(t, to)
}

// anotherRank is a ranking with another rank of its first line.
const anotherRank = `unhex(substr(hex(lines), 1, 14) || 'F7' || substr(hex(lines), 17))`

// bendRegister changes a register behind its back, with its guards gone, and puts these back afterwards.
func bendRegister(t *testing.T, r *Register, change string) {
	t.Helper()
	guards := rows(t, r, `SELECT sql FROM sqlite_schema WHERE type = 'trigger'`)
	for _, trigger := range rows(t, r, `SELECT name FROM sqlite_schema WHERE type = 'trigger'`) {
		change = `DROP TRIGGER ` + trigger + `;` + change
	}
	if _, err := r.db.Exec(`PRAGMA foreign_keys = 0;` + change + `;` + strings.Join(guards, `;`)); err != nil {
		t.Fatal(err)
	}
}

func onDay(t *testing.T, text string) time.Time {
	t.Helper()
	on, err := time.Parse(day, text)
	if err != nil {
		t.Fatal(err)
	}
	return on
}

// Whatever is changed of what a run goes by, the next run finds before it goes by it.
func TestTheNextRunFindsWhatWasBent(t *testing.T) {
	path := fileOfNights(t, 45)
	for name, c := range map[string]struct{ sql, what string }{
		"an old decision":            {`UPDATE entry SET body = json_set(body, '$.outcome', 'not_cme') WHERE seq = 2`, "entry 2: the decision it holds was changed"},
		"an old run":                 {`UPDATE entry SET body = json_set(body, '$.lines', 7) WHERE seq = 9`, "entry 9: the run"},
		"lines of the last run":      {`DELETE FROM ranking WHERE entry = 46`, "entry 46: the lines"},
		"a line of the last run":     {`UPDATE line SET body = json_set(body, '$.severity', 'P5') WHERE child = 'CA'`, ": the lines"},
		"a rank of the last run":     {`UPDATE ranking SET lines = ` + anotherRank + ` WHERE entry = 46`, "entry 46: the lines"},
		"a possible match":           {`DELETE FROM pair WHERE entry = 46`, "entry 46: the lines"},
		"evidence":                   {`UPDATE evidence SET body = '{}'`, "evidence"},
		"evidence is gone":           {`DELETE FROM evidence`, "evidence of one of its lines is missing"},
		"shown emptied":              {`DELETE FROM shown`, "entry 46: it tells of 2 lines ever shown, and there are 0"},
		"a first day":                {`UPDATE shown SET first_as_of = '2026-10-01' WHERE child = 'CA'`, "lines ever shown that it tells of were changed"},
		"how a line went":            {`UPDATE shown SET went = 'moved', answered = '2026-10-01' WHERE child = 'CA'`, "lines ever shown"},
		"extracts emptied":           {`DELETE FROM accepted_extract`, "accepted extracts"},
		"an extract":                 {`UPDATE accepted_extract SET measures = json_set(measures, '$.rows', 1) WHERE run = 45`, "accepted extracts that it tells of were changed"},
		"files emptied":              {`DELETE FROM accepted_file`, "files of accepted extracts"},
		"a file":                     {`UPDATE accepted_file SET content = 'x'`, "files of accepted extracts"},
		"identities emptied":         {`DELETE FROM identity`, "it tells of 2 identities of children, and there are 0"},
		"a child id":                 {`UPDATE identity SET child = 'CC' WHERE child = 'CA'`, "identities of children that it tells of were changed"},
		"when last seen":             {`UPDATE identity SET last_seen = '2016-01-01'`, "identities of children that it tells of were changed"},
		"changes of ids":             {`DELETE FROM child_change`, "changes of child ids"},
		"what an id became":          {`UPDATE child_change SET into_child = 'CB'`, "changes of child ids"},
		"a run never was":            {`DELETE FROM run WHERE seq = 44`, "45 runs, and there are 44"},
		"the folder of a run":        {`UPDATE run SET folder = 'runs/x' WHERE seq = 3`, "runs that it tells of were changed"},
		"a run did not appear":       {`UPDATE run SET published = 0 WHERE seq = 44`, "runs that it tells of were changed"},
		"a guard is gone":            {`CREATE TRIGGER x AFTER INSERT ON entry BEGIN SELECT 1; END`, "the trigger x is none of the program's"},
		"left open for deleting":     {`INSERT INTO pruning VALUES (0)`, "left open"},
		"an index":                   {`DROP INDEX entry_about`, "the index entry_about, which guards or holds"},
		"a memory taken out":         {`UPDATE entry SET body = json_remove(body, '$.memory') WHERE seq = 46`, "entry 46: the run it holds was changed"},
		"the last entry is cut away": {`DELETE FROM ranking WHERE entry = 46; DELETE FROM pair WHERE entry = 46; DELETE FROM entry WHERE seq = 46; UPDATE shown SET last_as_of = '2026-10-14'`, "tells of"},
	} {
		t.Run(name, func(t *testing.T) {
			r := copyOfRegister(t, path)
			asOf := onDay(t, "2026-10-16")
			if _, err := r.TrustLedger(t.Context(), Expected{Authority: "885", AsOf: asOf}); err != nil {
				t.Fatalf("before: %v", err)
			}
			bendRegister(t, r, c.sql)
			_, err := r.TrustLedger(t.Context(), Expected{Authority: "885", AsOf: asOf})
			if err == nil {
				_, err = KnownIdentities[string](t.Context(), r)
			}
			if !IsDamaged(err) || !strings.Contains(err.Error(), c.what) {
				t.Errorf("the next run says %v, want %q", err, c.what)
			}
			if _, err := r.VerifyLedger(t.Context()); !IsDamaged(err) {
				t.Errorf("verify says %v", err)
			}
		})
	}
}

// A guard that is gone is told although nothing else is.
func TestAGuardThatIsGoneIsTold(t *testing.T) {
	r := nightsWithAll(t, 1)
	if _, err := r.db.Exec(`DROP TRIGGER line_no_DELETE`); err != nil {
		t.Fatal(err)
	}
	_, err := r.TrustLedger(t.Context(), Expected{})
	if !IsDamaged(err) || !strings.Contains(err.Error(), "trigger line_no_DELETE, which guards") {
		t.Errorf("the next run says %v", err)
	}
}

// The lines of a run that no later run goes by are verified within so many nights.
func TestOldLinesAreVerifiedInTurn(t *testing.T) {
	const nights = 45
	r := nightsWithAll(t, nights)
	bendRegister(t, r, `UPDATE ranking SET lines = `+anotherRank+` WHERE entry = 8`)
	if _, err := r.db.Exec(`PRAGMA synchronous = OFF`); err != nil {
		t.Fatal(err)
	}
	for n := range rotation {
		asOf := time.Date(2026, 9, 1+nights+n, 0, 0, 0, 0, time.UTC)
		if _, err := r.TrustLedger(t.Context(), Expected{AsOf: asOf}); IsDamaged(err) {
			if !strings.Contains(err.Error(), "entry 8") {
				t.Errorf("night %d: %v", n, err)
			}
			return
		}
		record(t, r, aNightWithAll(t, asOf.Format(day), "CA", "CB"))
	}
	t.Errorf("not found within %d nights", rotation)
}

// A run made for an earlier day goes by the run before that day, and that one is verified.
func TestTheRunBeforeIsVerified(t *testing.T) {
	r := nightsWithAll(t, 45)
	bendRegister(t, r, `UPDATE ranking SET lines = `+anotherRank+` WHERE entry = 21`)
	if _, err := r.TrustLedger(t.Context(), Expected{AsOf: onDay(t, "2026-10-16")}); err != nil {
		t.Fatalf("a run that does not go by it: %v", err)
	}
	if _, err := r.TrustLedger(t.Context(), Expected{AsOf: onDay(t, "2026-09-21")}); !IsDamaged(err) {
		t.Errorf("the run that goes by it says %v", err)
	}
}

// A run of which nobody had said that it appeared may be said to later; pruning goes on over what is remembered.
func TestWhatTheProgramDoesIsNotTakenForBending(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	run := aNightWithAll(t, "2016-09-05", "CA", "CB")
	run.Published = false
	record(t, r, run)
	sound := func(when string) {
		t.Helper()
		if _, err := r.TrustLedger(t.Context(), Expected{Authority: "885", AsOf: onDay(t, "2026-10-16")}); err != nil {
			t.Errorf("%s: %v", when, err)
		}
		verified(t, r)
	}
	sound("recorded")
	if err := r.MarkPublished(t.Context(), run.ID); err != nil {
		t.Fatal(err)
	}
	sound("appeared")
	record(t, r, run)
	sound("recorded again")
	record(t, r, aNightWithAll(t, "2026-10-14", "CC", "CD"))
	sound("another run")
	if went, err := r.PruneDue(t.Context(), keepOn(t, "2026-10-15"), "AB", nil); err != nil || !went.TookAny() {
		t.Fatalf("%+v, %v", went, err)
	}
	sound("pruned")
	record(t, r, aNightWithAll(t, "2026-10-15", "CC", "CE"))
	sound("the run after")
}

// A key that is gone or another's is told, and none is made in its place.
func TestTheKeyIsKnownAgain(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "register.db"), filepath.Join(dir, "other.db")
	for _, p := range []string{path, other} {
		r := open(t, p)
		record(t, r, aNightWithAll(t, "2026-10-01", "CA", "CB"))
		r.Close()
	}
	var fault *KeyError
	if err := os.Rename(other+KeyEnd, path+KeyEnd); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.As(err, &fault) || fault.Missing {
		t.Errorf("with another's key: %v", err)
	}
	if _, err := Open(other); !errors.As(err, &fault) || !fault.Missing {
		t.Errorf("without its key: %v", err)
	}
	if _, err := os.Stat(other + KeyEnd); err == nil {
		t.Error("a key was made in its place")
	}
}

func TestARegisterIsOfOneAuthority(t *testing.T) {
	r := nightsWithAll(t, 1)
	var other *OtherAuthorityError
	if _, err := r.TrustLedger(t.Context(), Expected{Authority: "886"}); !errors.As(err, &other) || other.Is != "885" {
		t.Errorf("another authority: %v", err)
	}
	if err := r.RecordAuthority(t.Context(), "886", "AB", "two became one"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.TrustLedger(t.Context(), Expected{Authority: "886"}); err != nil {
		t.Errorf("taken over: %v", err)
	}
	if _, err := r.TrustLedger(t.Context(), Expected{Authority: "885"}); !errors.As(err, &other) {
		t.Errorf("the one that it was: %v", err)
	}
	verified(t, r)
}

// Heads that a person gives up are no longer held against a ledger; others are.
func TestHeadsAreGivenUp(t *testing.T) {
	r := nightsWithAll(t, 2)
	noted := []Head{{9, "aa"}, {3, "bb"}}
	if _, err := r.TrustLedger(t.Context(), Expected{Noted: noted[:1]}); !IsDamaged(err) || !strings.Contains(err.Error(), "missing, and was noted") {
		t.Errorf("a later head: %v", err)
	}
	if _, err := r.TrustLedger(t.Context(), Expected{Noted: noted[1:]}); !IsDamaged(err) || !strings.Contains(err.Error(), "another one than was noted") {
		t.Errorf("another head: %v", err)
	}
	lacks, err := r.LacksHeads(t.Context(), append(noted, noted...))
	if err != nil || len(lacks) != 2 {
		t.Fatalf("lacks %v, %v", lacks, err)
	}
	head, err := r.RecordResumption(t.Context(), Resumption{On: "2026-10-02", By: "AB", Why: "fire", GivenUp: lacks})
	if err != nil || head.Entries != 4 {
		t.Fatalf("%v, %v", head, err)
	}
	if got, err := r.TrustLedger(t.Context(), Expected{Noted: append(noted, head)}); err != nil || got != head {
		t.Errorf("given up: %v, %v", got, err)
	}
	if lacks, err := r.LacksHeads(t.Context(), append(noted, Head{4, "cc"})); err != nil || len(lacks) != 1 {
		t.Errorf("lacks %v, %v; want the one that nobody gave up", lacks, err)
	}
	if all, err := r.Resumptions(t.Context()); err != nil || len(all) != 1 || all[0].By != "AB" || all[0].Seq != 4 || all[0].Anew {
		t.Errorf("%+v, %v", all, err)
	}
}
