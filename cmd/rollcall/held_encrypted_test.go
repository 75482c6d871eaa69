package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"rollcall/pipeline/journal"
)

// Under encryption a run that is held shows no more than one that is published, is released as it is, and the register is restored from
// its encrypted copy with what was released in it.
func TestAHeldRunUnderEncryption(t *testing.T) {
	t.Parallel()
	n := beginNights(t, "600")
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(n.dir, "identity"), []byte(id.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	n.change("$", fmt.Sprintf("encrypt: {recipients: [%s], identity: identity}\n", id.Recipient()))
	n.night(exitHeld, "2026-10-15")
	n.cutIndependent()
	n.change("$", closed)
	n.night(exitUnlike, "2026-10-16")
	held := n.held()
	if raw := read(t, "", journal.RecordPath(n.out, held)); bytes.Contains(raw, []byte("cme_candidates")) {
		t.Error("what the register is to remember of the held run lies in the clear")
	}
	lookOf := func(dir string) string {
		t.Helper()
		var clear []string
		if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			encrypted := bytes.HasPrefix(read(t, "", path), []byte("age-encryption.org/"))
			if encrypted != (strings.HasSuffix(path, ".age") || strings.HasSuffix(path, ".sealed")) {
				t.Errorf("%s: encrypted %v", path, encrypted)
			}
			if !encrypted {
				clear = append(clear, strings.TrimPrefix(path, dir))
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return strings.Join(clear, " ")
	}
	if got, want := lookOf(journal.HeldPath(n.out, held)), lookOf(filepath.Join(n.out, "runs", n.latest())); got != want || strings.Contains(got, ".parquet") || strings.Contains(got, ".xlsx") {
		t.Errorf("in the clear are %q of the held run, and %q of a published one", got, want)
	}
	n.exits(exitDone, "release", string(held), "--by", "lead", "--reason", "the register is closed")
	if n.latest() != string(held) {
		t.Errorf("LATEST is %s, want the run that was released", n.latest())
	}
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(filepath.Join(n.out, "register.db"+end)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	n.exits(exitFailed, "run", "--as-of", "2026-10-17")
	n.says("rollcall register restore")
	n.exits(exitDone, "register", "restore", "--by", "lead")
	n.says("register restored from .*[.]age")
	n.exits(exitDone, "register", "verify")
	n.exits(exitDone, "audit")
	n.says("lead")
	n.night(exitHeld, "2026-10-17")
	if strings.Contains(n.printed, "lines are new") {
		t.Errorf("after the restoring the released night is forgotten:\n%s", n.printed)
	}
}
