package register

import (
	"bytes"
	"database/sql"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func isOpen(outcome string) bool { return outcome == "confirmed" || outcome == "untraced" }

// keepOn keeps cases for seven years and lines for eight months, on a day.
func keepOn(t *testing.T, asOf string) Keep {
	t.Helper()
	on, err := time.Parse(day, asOf)
	if err != nil {
		t.Fatal(err)
	}
	return Keep{AsOf: on, Cases: on.AddDate(-7, 0, 0), Lines: on.AddDate(0, -8, 0), Spans: on.AddDate(-1, 0, 0), Open: isOpen}
}

// aNight is the run of a day with a line for each child, who has one identity.
func aNight(t *testing.T, asOf string, children ...string) Run {
	t.Helper()
	on, err := time.Parse(day, asOf)
	if err != nil {
		t.Fatal(err)
	}
	named := map[Fingerprint]string{}
	run := Run{ID: asOf, AsOf: on, Folder: "runs/" + asOf, Published: true, Identities: maps.All(named), Standing: map[int64]string{}}
	for _, child := range children {
		named[printOf(child)] = child
		run.Shown = append(run.Shown, lineFor(child, "2030-06-28"))
	}
	return run
}

func printOf(child string) Fingerprint { return print(uint64(child[1])) }

func lineFor(child, ends string) Shown {
	return Shown{List: "cme_candidates", Child: child, Rules: []string{"C06"}, Severity: "P2", Since: "2016-09-05", Ends: ends,
		Evidence: Evidence{Hash: "of " + child, Facts: []byte(`[{"text":"fact of ` + child + `"}]`), Prints: []Fingerprint{printOf(child)}}}
}

func decisionOn(line Shown, outcome, made, until string) Decision {
	return Decision{Child: line.Child, Run: "r", List: line.List, Mark: line.Child + outcome + made, Made: made, Until: until, By: "AB", Note: "note on " + line.Child,
		Ground: "attending", Outcome: outcome, Evidence: line.Evidence, Line: line}
}

func decideOn(t *testing.T, r *Register, decisions ...Decision) {
	t.Helper()
	if err := r.RecordDecisions(t.Context(), decisions, nil); err != nil {
		t.Fatal(err)
	}
}

func verified(t *testing.T, r *Register, noted ...Head) Head {
	t.Helper()
	head, err := r.VerifyLedger(t.Context(), noted...)
	if err != nil {
		t.Fatal(err)
	}
	return head
}

func decidedChildren(t *testing.T, r *Register) []string {
	t.Helper()
	all, err := r.ReadDecisions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range all {
		out = append(out, d.Child)
	}
	return out
}

// aLongLedger has, of 2016: A, closed and over age by 2026; B, held open; C, closed and still of age; D, listed and never decided;
// E, of whom a decision is kept off for good; and a night of 2026.
func aLongLedger(t *testing.T, path string) *Register {
	t.Helper()
	r := open(t, path)
	record(t, r, aNight(t, "2016-10-03", "CA", "CB", "CC", "CD", "CE"))
	a, b, c, e := lineFor("CA", "2018-06-29"), lineFor("CB", "2018-06-29"), lineFor("CC", "2027-06-25"), lineFor("CE", "2018-06-29")
	decideOn(t, r, decisionOn(a, "confirmed", "2016-10-04", "2016-11-04"), decisionOn(b, "confirmed", "2016-10-04", "2016-11-04"),
		decisionOn(c, "not_cme", "2016-10-04", "2017-10-04"), decisionOn(e, "not_cme", "2016-10-04", "2099-12-31"))
	closing := decisionOn(a, "not_cme", "2017-01-10", "2018-01-10")
	closing.Supersedes = []int64{2}
	decideOn(t, r, closing)
	record(t, r, aNight(t, "2026-09-02", "CF"))
	return r
}

// What is past its time is gone from the file, byte by byte; nothing else is; the chain is whole; and pruning again does nothing.
func TestWhatIsPastItsTimeGoes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	r := aLongLedger(t, path)
	before := verified(t, r)
	keep := keepOn(t, "2026-10-15")
	due, err := r.CountDue(t.Context(), keep)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, verified(t, r)); diff != "" {
		t.Fatalf("to ask what is due changed the ledger:\n%s", diff)
	}
	went, err := r.PruneDue(t.Context(), keep, "records officer", nil)
	if err != nil {
		t.Fatal(err)
	}
	want := Pruned{Cases: 1, Decisions: 2, Lines: 2, Spans: 2, Identities: 2} // A and D
	want.Entry = before.Entries + 1
	if diff := cmp.Diff(want, went); diff != "" {
		t.Errorf("went (-want +got):\n%s", diff)
	}
	want.Entry = 0
	if diff := cmp.Diff(want, due); diff != "" {
		t.Errorf("due (-want +got):\n%s", diff)
	}
	verified(t, r, before)
	if diff := cmp.Diff([]string{"CB", "CC", "CE"}, decidedChildren(t, r)); diff != "" {
		t.Errorf("decisions left (-want +got):\n%s", diff)
	}
	if again, err := r.PruneDue(t.Context(), keep, "records officer", nil); err != nil || again != (Pruned{}) {
		t.Errorf("again: %+v, %v", again, err)
	}
	sealed := func(child string) string { return string(r.sealFacts([]byte(`[{"text":"fact of ` + child + `"}]`))) }
	r.Close()
	for _, file := range []string{path, path + "-wal"} {
		raw, err := os.ReadFile(file)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		for _, text := range []string{"note on CA", "fact of CA", "fact of CB", sealed("CA"), sealed("CD")} {
			if bytes.Contains(raw, []byte(text)) {
				t.Errorf("%s still holds %q", filepath.Base(file), text)
			}
		}
	}
	if raw, _ := os.ReadFile(path); !bytes.Contains(raw, []byte(sealed("CB"))) {
		t.Error("what is kept is not in the file as text: the test shows nothing")
	}
}

// Each condition by itself keeps a case: a day before its time, of age, held open, in force, on a list lately, joined with a
// child who has a case that is kept.
func TestWhatKeepsACase(t *testing.T) {
	check := func(name string, want int, keep Keep, change func(r *Register)) {
		t.Helper()
		r := aLongLedger(t, filepath.Join(t.TempDir(), "register.db"))
		change(r)
		due, err := r.CountDue(t.Context(), keep)
		if err != nil || due.Cases != want {
			t.Errorf("%s: %d cases due (%v), want %d", name, due.Cases, err, want)
		}
	}
	nothing := func(*Register) {}
	check("the last day on which it is kept", 0, keepOn(t, "2024-01-10"), nothing)
	check("its time has come", 1, keepOn(t, "2024-01-11"), nothing)
	check("C is of age for the last day", 1, keepOn(t, "2027-06-25"), nothing)
	check("and over age", 2, keepOn(t, "2027-06-26"), nothing)
	check("reopened", 0, keepOn(t, "2026-10-15"), func(r *Register) {
		decideOn(t, r, decisionOn(lineFor("CA", "2018-06-29"), "untraced", "2017-02-10", ""))
	})
	check("on a list lately", 0, keepOn(t, "2026-10-15"), func(r *Register) { record(t, r, aNight(t, "2026-09-03", "CA")) })
	check("joined with a child whose case is open", 0, keepOn(t, "2026-10-15"), func(r *Register) {
		run := aNight(t, "2017-09-03", "CG")
		run.Changes = []Change{{"CA", "CB", Merged}}
		record(t, r, run)
	})
}

// Nothing of the newest run goes, however old it is: the next one is compared with it.
func TestTheNewestRunStays(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	run := aNight(t, "2016-10-03", "CA", "CB")
	run.Pairs = []Pair{{RecordL: "l", RecordR: "r", ChildL: "CA", ChildR: "CB", PrintsL: []Fingerprint{printOf("CA")}, PrintsR: []Fingerprint{printOf("CB")}}}
	record(t, r, run)
	went, err := r.PruneDue(t.Context(), keepOn(t, "2026-10-15"), "AB", nil)
	if err != nil || went.TookAny() {
		t.Errorf("went %+v, %v", went, err)
	}
	newest, err := r.NewestRun(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if lines, err := r.LinesOf(t.Context(), newest); err != nil || len(lines) != 2 {
		t.Errorf("%d lines, %v", len(lines), err)
	}
	if n := len(identities(t, r)); n != 2 {
		t.Errorf("%d identities, want 2", n)
	}
}

// Where a run showed no line and only decisions stood, what is taken out of it is told as well.
func TestWhereDecisionsStoodGoes(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	record(t, r, aNight(t, "2016-10-03", "CA"))
	decideOn(t, r, decisionOn(lineFor("CA", "2030-06-28"), "confirmed", "2016-10-04", ""))
	old := aNight(t, "2016-10-05")
	old.Standing[2] = "CA"
	record(t, r, old)
	record(t, r, aNight(t, "2026-09-02", "CF"))
	if _, err := r.PruneDue(t.Context(), keepOn(t, "2026-10-15"), "AB", nil); err != nil {
		t.Fatal(err)
	}
	if n := len(rows(t, r, `SELECT child FROM standing`)); n != 0 {
		t.Fatalf("%d rows are left", n)
	}
	verified(t, r)
}

// A ledger that is not as it was written is not pruned, for pruning would hide it.
func TestABrokenLedgerIsNotPruned(t *testing.T) {
	r := aLongLedger(t, filepath.Join(t.TempDir(), "register.db"))
	letGo(t, r)
	if _, err := r.db.Exec(`UPDATE line SET body = json_set(body, '$.severity', 'P5') WHERE child = 'CD'`); err != nil {
		t.Fatal(err)
	}
	if _, err := r.PruneDue(t.Context(), keepOn(t, "2026-10-15"), "AB", nil); err == nil {
		t.Error("it was pruned")
	}
	if got := decidedChildren(t, r); !slices.Contains(got, "CA") {
		t.Errorf("decisions left: %v", got)
	}
}

// letGo drops what keeps the tables from being changed behind the register's back.
func letGo(t testing.TB, r *Register) {
	t.Helper()
	for _, name := range triggersOf(r) {
		if _, err := r.db.Exec(`DROP TRIGGER ` + name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.db.Exec(`PRAGMA foreign_keys = 0`); err != nil {
		t.Fatal(err)
	}
}

func triggersOf(r *Register) []string {
	found, err := r.db.Query(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`)
	if err != nil {
		panic(err)
	}
	defer found.Close()
	var names []string
	for found.Next() {
		var name string
		if err := found.Scan(&name); err != nil {
			panic(err)
		}
		names = append(names, name)
	}
	return names
}

// A register of the program before there were prunings opens, holds what it held, and can be pruned.
func TestARegisterFromBeforePrunings(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	db, err := sql.Open("sqlite", databaseAddress(path))
	if err != nil {
		t.Fatal(err)
	}
	all := migrations
	migrations = slices.Clip(all[:slices.Index(all, pruneSchema)])
	err = migrateSchema(t.Context(), db)
	migrations = all
	if err != nil {
		t.Fatal(err)
	}
	run := aNight(t, "2016-10-03", "CA", "CB")
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := recordRun(t.Context(), tx, &run); err != nil {
		t.Fatal(err)
	}
	enterEarlier(t, tx, run)
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	db.Close()
	r := open(t, path)
	if head := verified(t, r); head.Entries != 1 {
		t.Fatalf("%d entries, want 1", head.Entries)
	}
	record(t, r, aNight(t, "2026-09-02", "CF"))
	went, err := r.PruneDue(t.Context(), keepOn(t, "2026-10-15"), "AB", nil)
	if err != nil || went.Lines != 2 {
		t.Errorf("went %+v, %v", went, err)
	}
	verified(t, r)
}

// enterEarlier writes what a run showed as the ledger held it before evidence was numbered, its facts in the clear.
func enterEarlier(t *testing.T, tx *sql.Tx, run Run) {
	t.Helper()
	p := &Prepared{run: run}
	for i := range run.Shown {
		about := mustJSON(run.Shown[i].Evidence)
		p.lines = append(p.lines, preparedLine{list: run.Shown[i].List, child: run.Shown[i].Child, digest: digestOf(about), about: about, body: mustJSON(run.Shown[i])})
	}
	for _, x := range run.Pairs {
		p.pairBodies = append(p.pairBodies, mustJSON(x))
	}
	p.digestShown()
	seq, err := appendEntry(t.Context(), tx, runEntry, run.ID, runBody{AsOf: isoDay(run.AsOf), Lines: len(p.lines), Pairs: len(run.Pairs), Shown: p.shown})
	if err != nil {
		t.Fatal(err)
	}
	st := newStatements(t.Context(), tx)
	for i, l := range p.lines {
		st.run(`INSERT INTO evidence VALUES (?, ?) ON CONFLICT DO NOTHING`, l.digest.String(), l.about)
		st.run(`INSERT INTO line VALUES (?, ?, ?, ?, ?)`, seq, run.Shown[i].List, run.Shown[i].Child, l.digest.String(), l.body)
	}
	for i, x := range run.Pairs {
		st.run(`INSERT INTO pair VALUES (?, ?, ?, ?)`, seq, x.RecordL, x.RecordR, p.pairBodies[i])
	}
	if st.fault != nil {
		t.Fatal(st.fault)
	}
}
