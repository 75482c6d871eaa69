package safekeeping

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline/register"
)

// A child who was erased stays erased when a copy from before it is put back, whichever of the two files that remember it is left;
// one who was found anew since is not erased with a copy from after it.
func TestAnErasedChildIsNotPutBack(t *testing.T) {
	for lost, remembers := range map[string]bool{"nothing": true, "beside the register": true, "beside the copies": true, "both": false} {
		a, reg := aRegister(t)
		keep := func() {
			t.Helper()
			if grave := KeepSafe(t.Context(), a, reg); len(grave) > 0 {
				t.Fatal(grave)
			}
		}
		keep()
		copies, _ := a.copies()
		before := filepath.Join(t.TempDir(), "by-hand")
		if err := copyFile(copies[0], before); err != nil {
			t.Fatal(err)
		}
		if _, err := reg.EraseChild(t.Context(), register.Erasure{Child: "7H3XK2QPA9TD", By: "records officer", Why: "request 3", At: a.Clock()}); err != nil {
			t.Fatal(err)
		}
		keep()
		for i, path := range a.forgottenPaths() {
			raw, err := os.ReadFile(path)
			if err != nil || strings.Contains(string(raw), "7H3XK2QPA9TD") || strings.Contains(string(raw), "request") {
				t.Errorf("%s holds %s (%v)", path, raw, err)
			}
			if lost == "both" || lost == []string{"beside the register", "beside the copies"}[i] {
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
			}
		}
		restore := func(from string) *Resumed {
			t.Helper()
			if err := reg.Close(); err != nil {
				t.Fatal(err)
			}
			done, err := RestoreRegister(t.Context(), a, Resume{From: from, By: "AB", Why: "tried"})
			if err != nil || len(done.Grave) > 0 {
				t.Fatal(done, err)
			}
			if reg, _, err = OpenRegister(t.Context(), a); err != nil {
				t.Fatal(err)
			}
			return done
		}
		knows := func() bool {
			known, err := register.KnownIdentities[string](t.Context(), reg)
			if err != nil {
				t.Fatal(err)
			}
			return maps.Collect(known)[register.Fingerprint{1}] == "7H3XK2QPA9TD"
		}
		done := restore(before)
		if knows() == remembers || (done.Erased == 1) != remembers {
			t.Errorf("%s lost: after the copy from before it the child is known %v, erased again %d", lost, knows(), done.Erased)
		}
		if !remembers {
			continue
		}
		if err := reg.RecordRun(t.Context(), register.Run{ID: "b", AsOf: a.AsOf.AddDays(1).Midnight(), Authority: "885", Folder: "runs/b", Published: true,
			Identities: maps.All(map[register.Fingerprint]string{{1}: "7H3XK2QPA9TD"})}); err != nil {
			t.Fatal(err)
		}
		a.AsOf++
		keep()
		if done := restore(""); done.Erased > 0 || !knows() {
			t.Errorf("%s lost: a child who was found anew was erased again", lost)
		}
		if done := restore(before); done.Erased != 1 || knows() {
			t.Errorf("%s lost: put back a second time, the child is known", lost)
		}
		reg.Close()
	}
}
