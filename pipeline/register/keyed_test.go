package register

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// keyless makes a register as it was before its fingerprints were keyed, with what a run and a person recorded, and returns its
// path. Nothing of it knows of a key but its tables.
func keyless(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "register.db")
	r := open(t, path)
	run := Run{ID: "a", AsOf: on(1), Published: true, Identities: maps.All(map[Fingerprint]string{print(1): "C1", print(2): "C2"}),
		Shown: []Shown{{List: "cme", Child: "C1", Evidence: Evidence{Hash: "h", Prints: []Fingerprint{print(1)}}}},
		Pairs: []Pair{{RecordL: "l", RecordR: "r", ChildL: "C1", ChildR: "C2", PrintsL: []Fingerprint{print(1)}, PrintsR: []Fingerprint{print(2)}}}}
	record(t, r, run)
	d := Decision{Child: "C1", Run: "a", List: "cme", Mark: "m", Made: "2026-10-15", By: "AB", Outcome: "confirmed", Evidence: run.Shown[0].Evidence}
	j := Judgement{Run: "a", RecordL: "l", RecordR: "r", Pair: run.Pairs[0], Verdict: "same", By: "AB", Made: "2026-10-15", Mark: "n"}
	if err := r.RecordDecisions(t.Context(), []Decision{d}, []Judgement{j}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.db.Exec(`DELETE FROM keyed`); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// A register from before its fingerprints were keyed is keyed when it is opened, all at once: whom it knew it knows by the keyed
// fingerprint, and no longer by the other, whether in the table of identities or in what the ledger says. What is recorded from
// then on is keyed already and stays so. The chain holds.
func TestARegisterIsKeyedWhenItIsOpened(t *testing.T) {
	path := keyless(t)
	check := func(r *Register) {
		t.Helper()
		one, two := r.KeyPrint(print(1)), r.KeyPrint(print(2))
		known := identities(t, r)
		if len(known) != 2 || known[one] != "C1" || known[two] != "C2" || one == print(1) {
			t.Errorf("known are %v", known)
		}
		past, err := r.RunByID(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		lines, err1 := r.LinesOf(t.Context(), past)
		pairs, err2 := r.PairsOf(t.Context(), past)
		decisions, err3 := r.ReadDecisions(t.Context())
		judgements, err4 := r.ReadJudgements(t.Context())
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			t.Fatal(err)
		}
		for what, got := range map[string][]Fingerprint{"line": lines[0].Evidence.Prints, "pair": pairs[0].PrintsL, "decision": decisions[0].Evidence.Prints, "judgement": judgements[0].Pair.PrintsL} {
			if !slices.Equal(got, []Fingerprint{one}) {
				t.Errorf("%s: of %v, want %v", what, got, one)
			}
		}
		if !slices.Equal(pairs[0].PrintsR, []Fingerprint{two}) || !slices.Equal(judgements[0].Pair.PrintsR, []Fingerprint{two}) {
			t.Error("the other side of the pair is not keyed")
		}
		if _, err := r.VerifyLedger(t.Context()); err != nil {
			t.Error(err)
		}
	}
	r := open(t, path)
	check(r)
	record(t, r, Run{ID: "b", AsOf: on(2), Published: true, Shown: []Shown{{List: "cme", Child: "C1", Evidence: Evidence{Hash: "h", Prints: []Fingerprint{r.KeyPrint(print(1))}}}}})
	past, err := r.RunByID(t.Context(), "b")
	if err != nil {
		t.Fatal(err)
	}
	if lines, err := r.LinesOf(t.Context(), past); err != nil || lines[0].Evidence.Prints[0] != r.KeyPrint(print(1)) {
		t.Errorf("what was recorded keyed is keyed again: %v, %v", lines, err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	check(open(t, path))
}

// Without its key, or with another, a register is not opened: every child would get another id, and nobody would notice.
func TestARegisterWantsItsOwnKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	r := open(t, path)
	record(t, r, Run{ID: "a", AsOf: on(1), Identities: maps.All(map[Fingerprint]string{print(1): "C1"})})
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(path + KeyEnd)
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what, want string) {
		t.Helper()
		r, err := Open(path)
		if err == nil {
			r.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", what, err)
		}
	}
	write := func(text string, mode os.FileMode) {
		t.Helper()
		if err := errors.Join(os.WriteFile(path+KeyEnd, []byte(text), 0o600), os.Chmod(path+KeyEnd, mode)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(path + KeyEnd); err != nil {
		t.Fatal(err)
	}
	refused("no key", "the key of the register is missing")
	if _, err := os.Stat(path + KeyEnd); err == nil {
		t.Error("a key was made in place of the missing one")
	}
	write(strings.Repeat("ab", 32), 0o600)
	refused("another key", "the key is that of another register")
	write("abc", 0o600)
	refused("half a key", "not a key (want 64 hexadecimal digits)")
	write(string(key), 0o644)
	refused("a key that others may read", "others may read it")
	write(string(key), 0o600)
	open(t, path)
}

// A key can lie elsewhere, from the first day or from a later one; beside the register is then no key, and another key in its
// place is an error.
func TestAKeyLiesElsewhere(t *testing.T) {
	for _, later := range []bool{false, true} {
		path, file := filepath.Join(t.TempDir(), "register.db"), filepath.Join(t.TempDir(), "register.key")
		var before Fingerprint
		if later {
			r := open(t, path)
			before = r.KeyPrint(print(1))
			r.Close()
		}
		for range 2 {
			if err := PlaceKey(path, file); err != nil {
				t.Fatal(err)
			}
		}
		r := open(t, path)
		key, err := os.ReadFile(file)
		beside, err2 := os.ReadFile(path + KeyEnd)
		if err := errors.Join(err, err2); err != nil || len(key) != 65 || bytes.Contains(beside, key[:16]) {
			t.Errorf("beside lies %q, elsewhere %d bytes, %v", beside, len(key), err)
		}
		if later && r.KeyPrint(print(1)) != before {
			t.Error("a key that was moved is another one")
		}
		other := filepath.Join(t.TempDir(), "other.key")
		if err := PlaceKey(path, other); err != nil {
			t.Errorf("moved on: %v", err)
		}
		if err := os.WriteFile(other, []byte(strings.Repeat("ab", 32)), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := PlaceKey(path, file); !errors.Is(err, ErrOtherKey) {
			t.Errorf("another key: %v", err)
		}
		if err := PlaceKey(path, ""); err != nil {
			t.Errorf("without a place: %v", err)
		}
	}
}
