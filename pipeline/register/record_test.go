package register

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func open(t testing.TB, path string) *Register {
	t.Helper()
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func print(n uint64) (f Fingerprint) {
	binary.BigEndian.PutUint64(f[8:], n)
	return f
}

func on(d int) time.Time { return time.Date(2026, time.October, d, 0, 0, 0, 0, time.UTC) }

func identities(t *testing.T, r *Register) map[Fingerprint]string {
	t.Helper()
	known, err := KnownIdentities[string](t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return maps.Collect(known)
}

func record(t *testing.T, r *Register, run Run) {
	t.Helper()
	if err := r.RecordRun(t.Context(), run); err != nil {
		t.Fatal(err)
	}
}

func firstListed(t *testing.T, r *Register, list string) map[string]time.Time {
	t.Helper()
	lines, err := r.EverListed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	first := map[string]time.Time{}
	for _, line := range lines {
		if on, err := time.Parse(day, line.First); err != nil {
			t.Fatal(err)
		} else if line.List == list {
			first[line.Child] = on
		}
	}
	return first
}

// rows returns the rows of a query as text.
func rows(t *testing.T, r *Register, query string) []string {
	t.Helper()
	found, err := r.db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	var out []string
	for found.Next() {
		var s string
		if err := found.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

func TestIdentitiesLastAndChange(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	r := open(t, path)
	record(t, r, Run{ID: "a", AsOf: on(1), Identities: maps.All(map[Fingerprint]string{print(1): "C1", print(2): "C2"})})
	r.Close()
	r = open(t, path)
	if diff := cmp.Diff(map[Fingerprint]string{print(1): "C1", print(2): "C2"}, identities(t, r)); diff != "" {
		t.Errorf("after the first run (-want +got):\n%s", diff)
	}
	record(t, r, Run{
		ID: "b", AsOf: on(2), Identities: maps.All(map[Fingerprint]string{print(2): "C1", print(3): "C3"}),
		Changes: []Change{{"C2", "C1", Merged}},
	})
	if diff := cmp.Diff(map[Fingerprint]string{print(1): "C1", print(2): "C1", print(3): "C3"}, identities(t, r)); diff != "" {
		t.Errorf("after the second run (-want +got):\n%s", diff)
	}
	want := []string{"b: C2 merged C1"}
	if diff := cmp.Diff(want, rows(t, r, `SELECT id || ': ' || child || ' ' || kind || ' ' || into_child FROM child_change JOIN run ON seq = run`)); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	firsts := rows(t, r, `SELECT id FROM identity JOIN run ON seq = first_run ORDER BY fingerprint`)
	if diff := cmp.Diff([]string{"a", "a", "b"}, firsts); diff != "" {
		t.Errorf("first runs (-want +got):\n%s", diff)
	}
}

func TestManyIdentities(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	want := make(map[Fingerprint]string)
	for n := range uint64(3*together + 7) {
		want[print(n*n)] = fmt.Sprint("C", n)
	}
	record(t, r, Run{ID: "a", AsOf: on(1), Identities: maps.All(want)})
	if diff := cmp.Diff(want, identities(t, r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestKnownIdentitiesAreNotStoredAgain(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	held := map[Fingerprint]string{print(1): "C1", print(3): "C3", print(5): "C5"}
	record(t, r, Run{ID: "a", AsOf: on(1), Identities: maps.All(held)})
	tx, err := r.db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	w := identityWalk{on: "2026-10-02", weeksAgo: "2026-09-03", digest: newRowHasher(),
		all: []identity{{print(0), "C0"}, {print(1), "C1"}, {print(3), "C9"}, {print(4), "C4"}, {print(5), "C5"}, {print(6), "C6"}}}
	if err := eachIdentity(t.Context(), tx, w.meetRow); err != nil {
		t.Fatal(err)
	}
	w.endWalk()
	if diff := cmp.Diff([]int32{0, 2, 3, 5}, w.kept); diff != "" {
		t.Errorf("new or changed (-want +got):\n%s", diff)
	}
}

// Whatever a run knows of, new, changed or as before, the register then says what the run said and keeps the rest.
func TestIdentitiesAreAMap(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	r := open(t, path)
	want := make(map[Fingerprint]string)
	run := 0
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.MapOf(rapid.Custom(func(t *rapid.T) Fingerprint {
			return print(rapid.Uint64Range(0, 50).Draw(t, "print"))
		}), rapid.SampledFrom([]string{"C1", "C2", "C3"})).Draw(t, "said")
		run++
		if err := r.RecordRun(context.Background(), Run{ID: fmt.Sprint(run), AsOf: on(1), Identities: maps.All(said)}); err != nil {
			t.Fatal(err)
		}
		maps.Copy(want, said)
		got, err := KnownIdentities[string](context.Background(), r)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, maps.Collect(got)); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestRecordTwiceIsOnce(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	run := Run{
		ID: "a", AsOf: on(3), Folder: "2026-10-03Ta", Identities: maps.All(map[Fingerprint]string{print(1): "C1"}),
		Changes: []Change{{"C0", "C1", Split}}, Shown: []Shown{{List: "cme_candidates", Child: "C1", Rules: []string{"C06", "C07"}}},
	}
	dump := func() []string {
		return rows(t, r, `SELECT id || as_of || folder || published FROM run UNION ALL SELECT child || first_run FROM identity
			UNION ALL SELECT child || into_child || kind || run FROM child_change
			UNION ALL SELECT list || child || first_as_of || last_as_of || rules FROM shown`)
	}
	record(t, r, run)
	once := dump()
	if len(once) != 4 {
		t.Fatalf("%d rows, want 4: %q", len(once), once)
	}
	record(t, r, run)
	if diff := cmp.Diff(once, dump()); diff != "" {
		t.Errorf("recorded twice (-once +twice):\n%s", diff)
	}
	run.Published, run.Changes = true, nil
	record(t, r, run)
	if got := dump(); len(got) != 3 || got[0] != "a2026-10-032026-10-03Ta1" {
		t.Errorf("recorded again as published without changes: %q", got)
	}
}

func TestListLinesOnlyWiden(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	show := func(id string, d int, rules ...string) {
		t.Helper()
		record(t, r, Run{ID: id, AsOf: on(d), Shown: []Shown{{List: "cme_candidates", Child: "C1", Rules: rules}}})
	}
	check := func(first int, line string) {
		t.Helper()
		if got := firstListed(t, r, "cme_candidates")["C1"]; !got.Equal(on(first)) {
			t.Errorf("first listed %s, want October %d", got, first)
		}
		if got := rows(t, r, `SELECT last_as_of || ' ' || rules FROM shown`); len(got) != 1 || got[0] != line {
			t.Errorf("last %q, want %q", got, line)
		}
	}
	show("a", 10, "C06")
	check(10, "2026-10-10 C06")
	show("b", 12, "C06", "C07")
	check(10, "2026-10-12 C06 C07")
	show("c", 11, "C01") // an old day made again
	check(10, "2026-10-12 C06 C07")
	show("d", 4, "C02")
	check(4, "2026-10-12 C06 C07")
	show("b", 12, "C09") // the newest day made again
	check(4, "2026-10-12 C09")
	if got := firstListed(t, r, "at_risk"); len(got) != 0 {
		t.Errorf("another list holds %v", got)
	}
}

func TestSomebodyElseRecordedMeanwhile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	a, b := open(t, path), open(t, path)
	identities(t, a)
	identities(t, b)
	record(t, a, Run{ID: "a", AsOf: on(1), Identities: maps.All(map[Fingerprint]string{print(1): "C1"})})
	err := b.RecordRun(t.Context(), Run{ID: "b", AsOf: on(1), Identities: maps.All(map[Fingerprint]string{print(1): "C9"})})
	if !errors.Is(err, ErrChanged) {
		t.Fatalf("error %v, want ErrChanged", err)
	}
	if diff := cmp.Diff(map[Fingerprint]string{print(1): "C1"}, identities(t, b)); diff != "" {
		t.Errorf("identities (-want +got):\n%s", diff)
	}
	record(t, b, Run{ID: "b", AsOf: on(1), Identities: maps.All(map[Fingerprint]string{print(2): "C2"})}) // having looked again
	record(t, b, Run{ID: "c", AsOf: on(2)})
}

// Writers that did not look first wait for one another, and none is lost.
func TestWritersWait(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	var all sync.WaitGroup
	for w := range uint64(4) {
		all.Go(func() {
			for i := range uint64(5) {
				r, err := Open(path)
				if err != nil {
					t.Error(err)
					return
				}
				run := Run{ID: fmt.Sprint(w, ".", i), AsOf: on(1), Identities: maps.All(map[Fingerprint]string{print(100*w + i): "C"})}
				if err := r.RecordRun(context.Background(), run); err != nil {
					t.Error(err)
				}
				r.Close()
			}
		})
	}
	all.Wait()
	if got := len(identities(t, open(t, path))); got != 20 {
		t.Errorf("%d identities, want 20", got)
	}
}

// What a killed process leaves: the database and its log as they were while a transaction was open.
func TestUncommittedIsForgotten(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "register.db")
	r := open(t, path)
	record(t, r, Run{ID: "a", AsOf: on(1), Identities: maps.All(map[Fingerprint]string{print(1): "C1"})})
	tx, err := r.db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	// A small cache makes the transaction spill to the log before it commits.
	if _, err := tx.Exec(`PRAGMA cache_size = 10`); err != nil {
		t.Fatal(err)
	}
	many := make(map[Fingerprint]string)
	for n := range uint64(20_000) {
		many[print(1000+n)] = "C2"
	}
	b := r.PrepareRun(Run{ID: "b", AsOf: on(2), Identities: maps.All(many)})
	seq, err := recordRun(t.Context(), tx, &b.run)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.recordIdentities(t.Context(), tx, seq); err != nil {
		t.Fatal(err)
	}
	wal, err := os.Stat(path + "-wal")
	if err != nil || wal.Size() < 100_000 {
		t.Fatalf("the transaction did not reach the log: %v %v", wal, err)
	}
	left := t.TempDir()
	for _, end := range []string{"", "-wal", KeyEnd} {
		raw, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(left, "register.db"+end), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	again := open(t, filepath.Join(left, "register.db"))
	if diff := cmp.Diff(map[Fingerprint]string{print(1): "C1"}, identities(t, again)); diff != "" {
		t.Errorf("after the kill (-want +got):\n%s", diff)
	}
	record(t, again, Run{ID: "b", AsOf: on(2), Identities: maps.All(map[Fingerprint]string{print(2): "C2"})})
}

func TestBrokenRunsPanic(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	for name, run := range map[string]Run{
		"no id":     {AsOf: on(1)},
		"no day":    {ID: "a"},
		"no child":  {ID: "a", AsOf: on(1), Identities: maps.All(map[Fingerprint]string{print(1): ""})},
		"no kind":   {ID: "a", AsOf: on(1), Changes: []Change{{Child: "C1", Into: "C2"}}},
		"no list":   {ID: "a", AsOf: on(1), Shown: []Shown{{Child: "C1"}}},
		"no target": {ID: "a", AsOf: on(1), Changes: []Change{{Child: "C1", Kind: Merged}}},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			_ = r.RecordRun(t.Context(), run)
		})
	}
}

func BenchmarkRecordMillion(b *testing.B) {
	source := rand.New(rand.NewPCG(1, 2))
	many := make(map[Fingerprint]string)
	for n := range 1_000_000 {
		var f Fingerprint
		binary.BigEndian.PutUint64(f[:], source.Uint64())
		binary.BigEndian.PutUint64(f[8:], source.Uint64())
		many[f] = fmt.Sprintf("C%011d", n)
	}
	for b.Loop() {
		r := open(b, filepath.Join(b.TempDir(), "register.db"))
		for _, id := range []string{"new", "known"} {
			start := time.Now()
			if err := r.RecordRun(b.Context(), Run{ID: id, AsOf: on(1), Identities: maps.All(many)}); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(time.Since(start).Seconds(), "s/"+id)
		}
		start := time.Now()
		if known, err := KnownIdentities[string](b.Context(), r); err != nil || len(maps.Collect(known)) != len(many) {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/read")
	}
}

// TestIdentitiesOfManyStatementsComeBack stores more than one statement takes, under ids with every character that a list of them could trip over.
func TestIdentitiesOfManyStatementsComeBack(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	many := map[Fingerprint]string{}
	for n := range uint64(2*together + 1) {
		many[print(n)] = fmt.Sprintf("C%d \"\\'<é>,[]\u2028", n)
	}
	if err := r.RecordRun(t.Context(), Run{ID: "a", AsOf: on(1), Identities: maps.All(many)}); err != nil {
		t.Fatal(err)
	}
	known, err := KnownIdentities[string](t.Context(), r)
	if err != nil || !maps.Equal(maps.Collect(known), many) {
		t.Errorf("not the %d identities come back as they were (%v)", len(many), err)
	}
}

// Evidence is written as json.Marshal does, so that the same facts give the digest that they always gave.
func TestEvidenceIsWrittenAsJSON(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	for _, e := range []Evidence{
		{}, {Hash: "a<b>\"&"}, {Hash: "h", Facts: r.sealFacts([]byte(`[{"text":"<fact> & \u2028"}]`))}, {Hash: "h", Prints: []Fingerprint{print(1)}},
		{Hash: "h", Facts: r.sealFacts([]byte(`[]`)), Prints: []Fingerprint{print(1), print(2), print(0)}},
	} {
		want, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if got := e.appendJSON([]byte("before ")); string(got) != "before "+string(want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// A run that was prepared before somebody pruned or named children otherwise goes by what the register holds when it is recorded.
func TestPreparedBeforeTheIdentitiesChanged(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	record(t, r, Run{ID: "a", AsOf: on(1), Identities: maps.All(map[Fingerprint]string{print(1): "C1", print(2): "C2", print(4): "C4"})})
	if _, err := KnownIdentities[string](t.Context(), r); err != nil {
		t.Fatal(err)
	}
	p := r.PrepareRun(Run{ID: "b", AsOf: on(2), Identities: maps.All(map[Fingerprint]string{print(2): "C2", print(3): "C3"})})
	if _, err := r.EraseChild(t.Context(), Erasure{Child: "C2", By: "DPO", Why: "asked", At: on(2)}); err != nil {
		t.Fatal(err)
	}
	if err := r.RecordPrepared(t.Context(), p, ""); err != nil {
		t.Fatal(err)
	}
	want := map[Fingerprint]string{print(1): "C1", print(2): "C2", print(3): "C3", print(4): "C4"}
	if diff := cmp.Diff(want, identities(t, r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := r.VerifyLedger(t.Context()); err != nil {
		t.Error(err)
	}
}

// A run that was prepared and never recorded, as one that is killed while its lists are written, leaves the register as it was; made
// again it is recorded as it would have been, whatever the order of its lines.
func TestARunIsPreparedAndKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	r := open(t, path)
	run := Run{ID: "a", AsOf: on(1), Published: true, Identities: maps.All(map[Fingerprint]string{print(1): "C1"}), Shown: []Shown{
		{List: "cme_candidates", Child: "C2", Evidence: Evidence{Hash: "h", Facts: []byte(`[{"text":"of C2"}]`)}},
		{List: "at_risk", Child: "C1", Rules: []string{"R05"}, Evidence: Evidence{Hash: "g", Prints: []Fingerprint{print(1)}}},
	}}
	r.PrepareRun(run)
	if head, err := r.LedgerEnd(t.Context()); err != nil || head.Entries != 0 || len(identities(t, r)) > 0 {
		t.Fatalf("the ledger has %d entries, %v", head.Entries, err)
	}
	r.Close()
	r = open(t, path)
	if run.Shown[0].Child != "C2" || len(run.Shown[0].Evidence.Facts) == 0 {
		t.Fatalf("what was prepared was changed: %+v", run.Shown)
	}
	if err := r.RecordPrepared(t.Context(), r.PrepareRun(run), "now"); err != nil {
		t.Fatal(err)
	}
	p, err := r.NewestRun(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	lines, err := r.LinesOf(t.Context(), p)
	if diff := cmp.Diff([]Shown{run.Shown[1], run.Shown[0]}, lines); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if _, err := r.VerifyLedger(t.Context()); err != nil {
		t.Error(err)
	}
}
