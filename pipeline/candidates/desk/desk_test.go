package desk

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/custody"
)

// write writes the store of some lists to a folder and opens it.
func write(t testing.TB, dir string, l candidates.Lists) *Desk {
	t.Helper()
	if err := Write(filepath.Join(dir, candidates.DeskFile), l); err != nil {
		t.Fatal(err)
	}
	return reopen(t, dir)
}

// encode is the file of a store.
func encode(l candidates.Lists) ([]byte, error) {
	db, err := build(l, ":memory:")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = writePages(db, &b)
	return b.Bytes(), errors.Join(err, db.Close())
}

func reopen(t testing.TB, dir string) *Desk {
	t.Helper()
	d, err := Open(dir, tellPlainly)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// Everything that was written is read back as it was.
func TestWhatIsWrittenIsRead(t *testing.T) {
	const children = 203
	l := inventLists(children, nobody)
	d, ctx := write(t, t.TempDir(), l), context.Background()
	for n := range children {
		want := inventStory(n)
		got, err := d.Child(ctx, want.ChildID)
		if diff := cmp.Diff(&want, got); err != nil || diff != "" {
			t.Fatalf("child %d: %v %s", n, err, diff)
		}
	}
	for _, list := range [][]candidates.Line[candidates.Row]{l.CME, l.AtRisk} {
		rows := candidates.PrintedRows(list)
		lines, total, err := d.Lines(ctx, LineFilter{List: rows[0].List, From: 1, Most: 2})
		if err != nil || total != len(rows) || len(lines) != min(2, len(rows)-1) {
			t.Fatalf("%s: %d lines of %d, want of %d: %v", rows[0].List, len(lines), total, len(rows), err)
		}
		for i := range lines {
			if diff := cmp.Diff(&rows[i+1], lines[i].Row); diff != "" {
				t.Error(diff)
			}
		}
	}
	pairs, total, err := d.Pairs(ctx, PairFilter{})
	if err != nil || total != len(l.Possible) || len(pairs) != total {
		t.Fatalf("%d pairs of %d: %v", len(pairs), total, err)
	}
	for i, p := range pairs {
		row := candidates.PrintedRows(l.Possible)[i]
		if p.L.Record.RecordID != row.RecordL || p.R.Record.RecordID != row.RecordR || p.L.Person.Surname != row.PersonL.Surname || p.L.Status != "explained" {
			t.Errorf("pair %d: %+v", p.Number, p)
		}
		if s, err := d.Score(ctx, p.Number); err != nil || s != (Score{row.Weight, row.Probability, row.Gap, row.Agreement}) {
			t.Errorf("pair %d: %v, %v", p.Number, s, err)
		}
	}
	if diff := cmp.Diff(l.Summary, d.Run().Summary); diff != "" || d.Run().Counts["children"] != children {
		t.Error(diff, d.Run().Counts)
	}
	if tasks, err := d.Tasks(ctx, inventStory(40).ChildID); err != nil || len(tasks) != 1 {
		t.Errorf("%d tasks of a child with one: %v", len(tasks), err)
	}
}

// Filters leave what is asked for.
func TestLinesAreFiltered(t *testing.T) {
	d, ctx := write(t, t.TempDir(), inventLists(400, nobody)), context.Background()
	all, total, err := d.Lines(ctx, LineFilter{Most: -1})
	if err != nil || total != 10 || len(all) != total {
		t.Fatalf("%d of %d lines: %v", len(all), total, err)
	}
	first, due := all[0].ChildID, time.Date(2026, 10, 18, 0, 0, 0, 0, time.UTC)
	for name, of := range map[string]struct {
		LineFilter
		is func(l Line) bool
	}{
		"severity": {LineFilter{Severity: "P1"}, func(l Line) bool { return l.Row.Severity == "P1" }},
		"school":   {LineFilter{School: "8874001"}, func(l Line) bool { return l.Row.OnRollAt == "8874001" }},
		"rule":     {LineFilter{Rule: "C2"}, func(Line) bool { return false }},
		"due":      {LineFilter{DueBy: due}, func(l Line) bool { return !l.Row.Due.After(due) }},
		"without":  {LineFilter{Without: []string{first}}, func(l Line) bool { return l.ChildID != first }},
		"only":     {LineFilter{Only: []string{first}}, func(l Line) bool { return l.ChildID == first }},
		"nobody":   {LineFilter{Only: []string{}}, func(Line) bool { return false }},
	} {
		want := 0
		for _, l := range all {
			if of.is(l) {
				want++
			}
		}
		lines, n, err := d.Lines(ctx, of.LineFilter)
		if err != nil || n != want || len(lines) != want {
			t.Errorf("%s: %d lines, want %d: %v", name, n, want, err)
		}
		for _, l := range lines {
			if !of.is(l) {
				t.Errorf("%s: %+v", name, l.Row)
			}
		}
	}
}

// The same lists give the same bytes.
func TestTheSameListsGiveTheSameBytes(t *testing.T) {
	var before []byte
	for range 3 {
		content, err := encode(inventLists(300, nobody))
		if err != nil {
			t.Fatal(err)
		}
		if before != nil && !bytes.Equal(before, content) {
			t.Fatal("other bytes")
		}
		before = content
	}
}

// A store that is made in its file is the one that is made in memory, but for what the database counts of its own writing, and nothing lies
// beside it.
func TestAStoreIsMadeInItsFile(t *testing.T) {
	l, dir := inventLists(300, nobody), filepath.Join(t.TempDir(), "a night, 50 % of it?")
	want, err := encode(l)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, candidates.DeskFile)
	if err := errors.Join(os.Mkdir(dir, custody.FolderMode), Write(path, l)); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, counter := range [...]int{24, 92, 96} { // of changes, of those for which the next holds, of the library
		copy(got[counter:counter+4], want[counter:counter+4])
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%d bytes in a file are not the %d in memory", len(got), len(want))
	}
	beside, err := os.ReadDir(dir)
	if st, _ := os.Stat(path); err != nil || len(beside) != 1 || st.Mode().Perm() != custody.FileMode {
		t.Errorf("%v, mode %v, %v", beside, st.Mode(), err)
	}
	if err := Write(filepath.Join(dir, "nowhere", candidates.DeskFile), l); err == nil {
		t.Error("a store is written in a folder that is not there")
	}
}

// Of a sealed child there is a bare line: no story, no pair, no key, and no byte of a name.
func TestASealedChildHasABareLineAlone(t *testing.T) {
	sealed := func(n int) bool { return n%40 == 0 && n < 200 }
	dir, ctx := t.TempDir(), context.Background()
	l := inventLists(400, sealed)
	d := write(t, dir, l)
	for n := 0; n < 200; n += 40 {
		s := inventStory(n)
		if _, err := d.Child(ctx, s.ChildID); !errors.Is(err, ErrSealed) {
			t.Errorf("child %d: %v", n, err)
		}
		lines, _, err := d.Lines(ctx, LineFilter{Child: s.ChildID})
		if err != nil || len(lines) != 1 || !lines[0].Sealed || lines[0].Row.Person != (candidates.Person{}) || lines[0].Row.Who == "Admissions officer" {
			t.Errorf("child %d: %+v, %v", n, lines, err)
		}
		if pairs, n, err := d.Pairs(ctx, PairFilter{Child: s.ChildID}); err != nil || n > 0 {
			t.Errorf("pairs %v, %v", pairs, err)
		}
		for _, text := range []string{s.Person.UPN, s.Numbers[2].Text, s.Person.Phone, s.ChildID} {
			found, err := d.Find(ctx, text, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range found.Hits {
				if h.ChildID == s.ChildID || h.UPN == s.Person.UPN {
					t.Errorf("%q finds a sealed child", text)
				}
			}
			for key := range allKeys(t, d) {
				if strings.Contains(key, squeeze(text)) {
					t.Errorf("the key %q leads to a sealed child", key)
				}
			}
		}
	}
}

func allKeys(t *testing.T, d *Desk) map[string]bool {
	t.Helper()
	keys := map[string]bool{}
	if err := d.eachBlock(context.Background(), 0, math.MaxInt32, func(_ string, packed []byte) error {
		return readPacked(packed, func(key string, _ children) bool { keys[key] = true; return true })
	}); err != nil {
		t.Fatal(err)
	}
	return keys
}

// A store is encrypted where the folder names recipients, is then on the disk in no other form, and is read by who holds an identity.
func TestAnEncryptedStoreIsReadThroughTheDoor(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir, key := t.TempDir(), filepath.Join(t.TempDir(), "identity")
	if err := os.WriteFile(key, []byte(id.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (custody.Policy{Recipients: []string{id.Recipient().String()}}).MarkFolder(dir); err != nil {
		t.Fatal(err)
	}
	if err := Write(filepath.Join(dir, candidates.DeskFile), inventLists(100, nobody)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, tellPlainly); !errors.Is(err, custody.ErrSealed) {
		t.Errorf("without an identity: %v", err)
	}
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		if raw, _ := os.ReadFile(filepath.Join(dir, f.Name())); bytes.Contains(raw, []byte("SQLite format")) {
			t.Errorf("%s is in the clear", f.Name())
		}
	}
	if err := custody.TakeIdentity(key); err != nil {
		t.Fatal(err)
	}
	d := reopen(t, dir)
	if got, err := d.Child(context.Background(), inventStory(99).ChildID); err != nil || got.Person != inventStory(99).Person {
		t.Errorf("%v, %v", got, err)
	}
}

// What is not a store, is cut short, or was changed is told; nothing of it is taken for an answer, and nothing panics.
func TestADamagedStoreIsTold(t *testing.T) {
	dir, ctx := t.TempDir(), context.Background()
	if _, err := Open(dir, tellPlainly); !errors.Is(err, ErrNone) {
		t.Errorf("none: %v", err)
	}
	const children = 60
	content, err := encode(inventLists(children, nobody))
	if err != nil {
		t.Fatal(err)
	}
	path, told := filepath.Join(dir, candidates.DeskFile), 0
	for at := 0; at < len(content); at += len(content)/60 + 1 {
		for name, bad := range map[string][]byte{"cut": content[:at], "changed": append(append(bytes.Clone(content[:at]), content[at]^0x55), content[at+1:]...)} {
			if err := os.WriteFile(path, bad, 0o600); err != nil {
				t.Fatal(err)
			}
			d, err := Open(dir, tellPlainly)
			if err == nil {
				_, err = readAll(ctx, d, children)
				err = errors.Join(err, d.Close())
			}
			switch {
			case err != nil && !errors.Is(err, errDamaged) && !errors.Is(err, ErrUnknown) && !errors.Is(err, ErrOther):
				t.Errorf("%s at %d: %v", name, at, err)
			case err != nil:
				told++
			case name == "cut":
				t.Errorf("cut at %d of %d and not told", at, len(content))
			}
		}
	}
	if told < 60 {
		t.Errorf("only %d faults of 120 were told", told)
	}
}

// readAll reads every child of a store, and looks for one.
func readAll(ctx context.Context, d *Desk, children int) (n int, err error) {
	for n := range children {
		want := inventStory(n)
		s, err := d.Child(ctx, want.ChildID)
		if err != nil {
			return n, err
		}
		if !cmp.Equal(&want, s) {
			return n, errors.New("another answer")
		}
	}
	_, _, err = d.Lines(ctx, LineFilter{Most: -1})
	_, _, errPairs := d.Pairs(ctx, PairFilter{Most: -1})
	_, errFind := d.Find(ctx, inventStory(0).Person.Surname, 0)
	return children, errors.Join(err, errPairs, errFind)
}
