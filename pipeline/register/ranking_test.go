package register

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A rank that is taken out of a body and put back leaves the body as it was, whatever the body is; without its rank it is still JSON.
func TestRanksComeBack(t *testing.T) {
	for body, want := range map[string]string{
		`{"rules":["R05"],"rank":12,"severity":"P5"}`: `{"rules":["R05"],"rank":0,"severity":"P5"}`,
		`{"rank":7}`:             `{"rank":0}`,
		`{"rank":4294967295}`:    `{"rank":0}`,
		`{"rank":4294967296}`:    `{"rank":4294967296}`, // no number of 32 bits
		`{"rank":0}`:             `{"rank":0}`,
		`{"rank": 5}`:            `{"rank": 5}`,
		`{"rank":`:               `{"rank":`,
		`{"severity":"P1"}`:      `{"severity":"P1"}`,
		`{"due":"\"rank\":3"}`:   `{"due":"\"rank\":3"}`,
		`{"case":"rank","rank"`:  `{"case":"rank","rank"`,
		`{"rules":[],"rank":10}`: `{"rules":[],"rank":0}`,
	} {
		cut, rank := cutRank(body)
		if back := string(appendRanked(nil, cut, rank)); cut != want || back != body {
			t.Errorf("%s: cut %s, back %s; want %s", body, cut, back, want)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		body := rapid.StringMatching(`([{}":,0-9a]|"rank":[0-9]{0,12}){0,12}`).Draw(rt, "body")
		cut, rank := cutRank(body)
		if back := string(appendRanked([]byte("x"), cut, rank)); back != "x"+body {
			rt.Fatalf("%q: cut %q of %d, back %q", body, cut, rank, back)
		}
	})
}

// ranker draws nights whose lines mostly stay, in another order each.
type ranker struct {
	*rapid.T
	lines map[[2]string]Shown
}

// night is the next night: lines come, go and change, and all are ranked anew.
func (k *ranker) night() []Shown {
	for range rapid.IntRange(0, 3).Draw(k.T, "changes") {
		key := [2]string{rapid.SampledFrom([]string{"at_risk", "cme"}).Draw(k.T, "list"), fmt.Sprint("C", rapid.IntRange(0, 6).Draw(k.T, "child"))}
		if rapid.IntRange(0, 3).Draw(k.T, "goes") == 0 {
			delete(k.lines, key)
			continue
		}
		s := lineFor(key[1], "2030-06-28")
		s.List, s.Severity = key[0], rapid.SampledFrom([]string{"P1", "P5"}).Draw(k.T, "severity")
		s.Evidence = Evidence{Hash: rapid.SampledFrom([]string{"a", "b"}).Draw(k.T, "evidence")}
		k.lines[key] = s
	}
	var shown []Shown
	for key := range k.lines {
		shown = append(shown, k.lines[key])
	}
	slices.SortFunc(shown, func(a, b Shown) int { return cmpText(a.List+a.Child, b.List+b.Child) })
	ranks := rapid.Permutation(shown).Draw(k.T, "order")
	for i := range shown {
		shown[i].Rank = slices.IndexFunc(ranks, func(s Shown) bool { return s.List == shown[i].List && s.Child == shown[i].Child })
	}
	return shown
}

func cmpText(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

// What a run showed is read as it was recorded, however many runs share its lines, whether they were recorded before lines were stored
// once or since; and what is asked of a child over all runs is what looking through them answers.
func TestLinesOfManyRunsAreEachRunsOwn(t *testing.T) {
	dir, n := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		path := filepath.Join(dir, fmt.Sprint(n, ".db"))
		defer os.Remove(path)
		must := func(err error) {
			if err != nil {
				rt.Fatal(err)
			}
		}
		k := &ranker{rt, map[[2]string]Shown{}}
		runs := []Run{}
		next := func() Run {
			asOf := time.Date(2026, 9, 1+len(runs), 0, 0, 0, 0, time.UTC)
			run := Run{ID: fmt.Sprint("r", len(runs)), AsOf: asOf, Folder: fmt.Sprint("runs/", len(runs)), Published: true, Shown: k.night()}
			runs = append(runs, run)
			return run
		}
		db, err := sql.Open("sqlite", databaseAddress(path))
		must(err)
		all := migrations
		migrations = slices.Clip(all[:slices.Index(all, linesRanked)])
		err = migrateSchema(context.Background(), db)
		migrations = all
		must(err)
		for range rapid.IntRange(0, 4).Draw(rt, "before") {
			must(recordWhole(db, next()))
		}
		must(db.Close())
		r, err := Open(path)
		must(err)
		defer r.Close()
		for range rapid.IntRange(1, 6).Draw(rt, "since") {
			must(r.RecordRun(context.Background(), next()))
		}
		_, err = r.VerifyLedger(context.Background())
		must(err)
		for _, run := range runs {
			p, err := r.RunByID(context.Background(), run.ID)
			must(err)
			got, err := r.LinesOf(context.Background(), p)
			must(err)
			if diff := cmp.Diff(withoutSaid(run.Shown), withoutSaid(got)); diff != "" {
				rt.Fatalf("%s (-recorded +read):\n%s", run.ID, diff)
			}
			by, whole, err := r.CountLines(context.Background(), p)
			must(err)
			if sum := by["at_risk"] + by["cme"]; !whole || sum != len(run.Shown) {
				rt.Fatalf("%s: counted %v (%v), want %d", run.ID, by, whole, len(run.Shown))
			}
		}
		child := fmt.Sprint("C", rapid.IntRange(0, 6).Draw(rt, "asked"))
		before := rapid.IntRange(0, len(runs)).Draw(rt, "before")
		var last *Shown
		var folders, held []string
		for i, run := range runs {
			for j, s := range run.Shown {
				if s.Child != child {
					continue
				}
				held = append(held, fmt.Sprintf("%s %s %d", run.ID, s.List, s.Rank))
				if !slices.Contains(folders, run.Folder) {
					folders = append(folders, run.Folder)
				}
				if s.List == "cme" && i < before {
					last = &run.Shown[j]
				}
			}
		}
		got, found, err := r.LastLine(context.Background(), "cme", child, time.Date(2026, 9, 1+before, 0, 0, 0, 0, time.UTC))
		must(err)
		if found != (last != nil) || found && cmp.Diff(withoutSaid([]Shown{*last}), withoutSaid([]Shown{got})) != "" {
			rt.Fatalf("the last line of %s before night %d: %+v, want %+v", child, before, got, last)
		}
		exposing, err := r.FoldersExposing(context.Background(), map[string]Exposed{child: {Before: Never}})
		must(err)
		slices.Sort(folders)
		if diff := cmp.Diff(folders, exposing); diff != "" {
			rt.Fatalf("folders:\n%s", diff)
		}
		h, err := r.ReadHeldOn(context.Background(), child, true)
		must(err)
		var lines []string
		for _, l := range h.Lines {
			lines = append(lines, fmt.Sprintf("%s %s %d", l.Run, l.Shown.List, l.Shown.Rank))
		}
		if diff := cmp.Diff(held, lines); diff != "" {
			rt.Fatalf("held on %s:\n%s", child, diff)
		}
	})
}

func withoutSaid(lines []Shown) []Shown {
	lines = append([]Shown{}, lines...)
	for i := range lines {
		lines[i].Said, lines[i].Evidence.Facts = "", nil
	}
	return lines
}

// recordWhole records a run as it was before lines were stored once: each whole, with its rank.
func recordWhole(db *sql.DB, run Run) error {
	ctx := context.Background()
	return inTransaction(ctx, db, nil, func(tx *sql.Tx) error {
		number, err := recordRun(ctx, tx, &run)
		if err != nil {
			return err
		}
		st := newStatements(ctx, tx)
		st.recordShown(&run)
		st.recordChanges(number, nil)
		h := newTextHasher()
		var seq int64
		if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) + 1 FROM entry`).Scan(&seq); err != nil {
			return err
		}
		type row struct {
			list, child, body string
			digest            evidenceDigest
			about             string
		}
		var rows []row
		for _, s := range run.Shown {
			s.Evidence.Facts = nil
			about := mustJSON(s.Evidence)
			x := row{s.List, s.Child, mustJSON(s), digestOf(about), about}
			h.addString(x.list)
			h.addString(x.child)
			h.addHex(x.digest[:])
			h.addString(x.body)
			rows = append(rows, x)
		}
		if _, err := appendEntry(ctx, tx, runEntry, run.ID, runBody{AsOf: isoDay(run.AsOf), Lines: len(rows), Shown: h.sum()}); err != nil {
			return err
		}
		for _, x := range rows {
			st.run(`INSERT INTO evidence (digest, body) VALUES (?, ?) ON CONFLICT DO NOTHING`, x.digest[:], x.about)
			st.run(`INSERT INTO line SELECT ?, ?, ?, number, ? FROM evidence WHERE digest = ?`, seq, x.list, x.child, x.body, x.digest[:])
		}
		return st.fault
	})
}

// A night on which only the order of its lines is new stores no line.
func TestANightStoresTheLinesThatAreNew(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	first := []Shown{lineFor("CA", "2030-06-28"), lineFor("CB", "2030-06-28"), lineFor("CC", "2030-06-28")}
	for i := range first {
		first[i].Rank = i + 1
	}
	second := slices.Clone(first)
	for i := range second {
		second[i].Rank = 3 - i
	}
	third := slices.Clone(second)
	third[1].Severity = "P1"
	for n, shown := range [][]Shown{first, second, third} {
		record(t, r, Run{ID: fmt.Sprint(n), AsOf: on(n + 1), Folder: fmt.Sprint("runs/", n), Published: true, Shown: shown})
		if got, want := len(rows(t, r, `SELECT child FROM line`)), []int{3, 3, 4}[n]; got != want {
			t.Errorf("night %d: %d lines are stored, want %d", n, got, want)
		}
	}
	verified(t, r)
}

// A list with two lines of a child is a fault of the caller, and nothing of the run is recorded.
func TestTwoLinesOfAChildAreRefused(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	run := Run{ID: "a", AsOf: on(1), Folder: "runs/a", Published: true, Shown: []Shown{lineFor("CA", "2030-06-28"), lineFor("CA", "2030-06-28")}}
	if err := r.RecordRun(t.Context(), run); err == nil {
		t.Error("it was recorded")
	}
	if n := len(rows(t, r, `SELECT id FROM run`)); n != 0 {
		t.Errorf("%d runs are there", n)
	}
}
