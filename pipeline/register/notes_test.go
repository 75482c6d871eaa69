package register

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// What an officer typed is in no byte of the register, its log or a copy, and is had back by whoever holds the key; a note from
// before is as it was typed, and the chain holds.
func TestNotesAreSealed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	r := open(t, path)
	const note = "spoke to Wilhelmina Thistlewhite's aunt"
	d := Decision{Child: "C1", Run: "a", List: "cme", Mark: "m", Made: "2026-10-15", By: "AB", Outcome: "confirmed", Note: note}
	j := Judgement{Run: "a", RecordL: "l", RecordR: "r", Verdict: "same", By: "AB", Made: "2026-10-15", Mark: "n", Note: note,
		Pair: Pair{PrintsL: []Fingerprint{print(1)}, PrintsR: []Fingerprint{print(2)}}}
	if err := r.RecordDecisions(t.Context(), []Decision{d}, []Judgement{j}); err != nil {
		t.Fatal(err)
	}
	copied := path + ".copy"
	if err := r.BackupTo(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{path, path + "-wal", copied} {
		raw, err := os.ReadFile(file)
		if err != nil || bytes.Contains(raw, []byte("Thistlewhite")) {
			t.Errorf("%s: the note lies in the clear, or nothing does: %v", filepath.Base(file), err)
		}
	}
	decisions, err1 := r.ReadDecisions(t.Context())
	judgements, err2 := r.ReadJudgements(t.Context())
	_, err3 := r.VerifyLedger(t.Context())
	if err := errors.Join(err1, err2, err3); err != nil || decisions[0].Note != note || judgements[0].Note != note {
		t.Errorf("had back %q, %q, %v", decisions[0].Note, judgements[0].Note, err)
	}
	for _, early := range []string{"", "typed", "sealed:", "sealed:by me", "sealed:AAAA"} {
		if got := r.openNote(early); got != early {
			t.Errorf("a note from before, %q, is read as %q", early, got)
		}
	}
	once, again := r.sealNote(note), r.sealNote(note)
	if once == again || r.sealNote("") != "" {
		t.Error("two notes of one text can be told to be of one text, or nothing becomes something")
	}
	if r.SecretFor("notes") == r.SecretFor("other") {
		t.Error("two purposes have one secret")
	}
}
