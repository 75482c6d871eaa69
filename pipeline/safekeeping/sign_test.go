package safekeeping

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline/journal"
)

// bend changes a register behind its back.
func bend(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// A signature is of a run and of where the ledger ended; an earlier key's still counts when the settings trust it.
func TestSignaturesAreOfTheRun(t *testing.T) {
	a, _ := aRegister(t)
	dir := t.TempDir()
	first, second := filepath.Join(dir, "first"), filepath.Join(dir, "second")
	for _, path := range []string{first, second} {
		if _, err := MakeSigningKey(path); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := MakeSigningKey(first); err == nil {
		t.Error("a key was overwritten")
	}
	a.Settings.Sign.Key = first
	head := journal.RegisterHead{Entries: 3, Hash: "aa"}
	signature, err := SignHead(a, "r", head)
	if err != nil || signature == "" {
		t.Fatal(signature, err)
	}
	h := notedHead{"r", 3, "aa", signature}
	for what, x := range map[string]notedHead{"another run": {"s", 3, "aa", signature}, "another end": {"r", 3, "ab", signature}, "fewer entries": {"r", 2, "aa", signature}} {
		if _, err := a.checkSignatures(noted{runs: []notedHead{x}}); err == nil {
			t.Errorf("%s: the signature counts", what)
		}
	}
	if notices, err := a.checkSignatures(noted{runs: []notedHead{h, {"old", 2, "bb", ""}}}); err != nil || len(notices) > 0 {
		t.Errorf("as it was signed, after one that was not: %v, %v", notices, err)
	}
	if notices, err := a.checkSignatures(noted{runs: []notedHead{h}, beside: notedHead{Entries: 4, Hash: "cc"}}); err != nil || len(notices) != 1 || !notices[0].Grave {
		t.Errorf("a later one without a signature: %v, %v", notices, err)
	}
	a.Settings.Sign.Key = second
	if _, err := a.checkSignatures(noted{runs: []notedHead{h}}); err == nil {
		t.Error("the signature of a key that nobody trusts counts")
	}
	a.Settings.Sign.Trust = []string{first + publicEnd}
	if _, err := a.checkSignatures(noted{runs: []notedHead{h}}); err != nil {
		t.Errorf("a trusted key's: %v", err)
	}
	for name, text := range map[string]string{"nothing": "", "no key": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"} {
		bad := filepath.Join(dir, "bad")
		if err := os.WriteFile(bad, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		a.Settings.Sign.Key = bad
		if _, err := SignHead(a, "r", head); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A manifest or an end beside the register that cannot be read is said, and the others still count.
func TestWhatCannotBeReadVouchesForNothing(t *testing.T) {
	a, reg := aRegister(t)
	head, err := reg.LedgerEnd(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for run, text := range map[string]string{"a": `{"run":"a","register":{"entries":1,"sha256":"` + head.Hash + `"}}`, "b": "{", ".partial-c": "{"} {
		dir := filepath.Join(a.Out, journal.RunsFolder, run)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, journal.ManifestFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(headPath(a.Out), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	n, err := readNoted(a.Out)
	if err != nil || len(n.runs) != 2 || len(n.heads()) != 1 || n.heads()[0] != head || len(n.unreadable()) != 2 {
		t.Errorf("noted %+v, %v", n, err)
	}
}
