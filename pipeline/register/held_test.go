package register

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A held run is an entry of the ledger and nothing else; released, it is recorded with its release in one step, and the chain holds.
func TestAHeldRunIsRememberedByItsReleaseAlone(t *testing.T) {
	ctx := t.Context()
	reg, err := Open(filepath.Join(t.TempDir(), "register.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer reg.Close()
	on := func(d int) time.Time { return time.Date(2026, 10, d, 0, 0, 0, 0, time.UTC) }
	night := func(id string, d int, child, step string) Run {
		return Run{ID: id, AsOf: on(d), Folder: "runs/" + id, Published: true, Shown: []Shown{{List: "cme", Child: child}},
			Compared: &Compared{Step: []byte(step), Settings: []byte(`{"of":"` + id + `"}`)}}
	}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(reg.RecordRun(ctx, night("a", 15, "A", `1`)))
	check(reg.RecordHeld(ctx, Held{Run: "b", AsOf: "2026-10-16", Why: []string{"a flood"}, Trips: []byte(`[]`), Manifest: "m", Record: "r"}))
	held, err := reg.HeldRuns(ctx)
	check(err)
	if len(held) != 1 || held[0].Run != "b" || held[0].Entry != 2 || held[0].Manifest != "m" || held[0].Why[0] != "a flood" {
		t.Errorf("held is %+v", held)
	}
	last, err := reg.RunUpTo(ctx, on(16))
	check(err)
	lines, err := reg.LinesOf(ctx, last)
	check(err)
	if last.ID != "a" || len(lines) != 1 || lines[0].Child != "A" {
		t.Errorf("a held run is remembered: %+v, %v", last, lines)
	}
	for id, want := range map[string]bool{"a": true, "b": false} {
		if got, err := reg.IsRecorded(ctx, id); got != want || err != nil {
			t.Errorf("%s is recorded: %v, %v", id, got, err)
		}
	}
	check(reg.RecordHeld(ctx, Held{Run: "c", AsOf: "2026-10-17", Trips: []byte(`[]`)}))
	check(reg.DiscardHeld(ctx, Release{Run: "c", By: "lead", Reason: "wrong file", On: on(18)}))
	if kind, err := reg.MovedOn(ctx, held[0]); kind != "" || err != nil {
		t.Errorf("a later held run and its discarding move the register on: %q, %v", kind, err)
	}
	b := night("b", 16, "B", `2`)
	b.Release, b.Compared.Released = &Release{By: "lead", Reason: "right", On: on(19), Over: []string{"a flood"}}, true
	check(reg.RecordRun(ctx, b))
	if kind, err := reg.MovedOn(ctx, held[0]); kind != "" || err != nil {
		t.Errorf("its own release moves the register on: %q, %v", kind, err)
	}
	check(reg.RecordDecisions(ctx, []Decision{{Child: "A", Run: "a", Mark: "m", Made: "2026-10-19", By: "AB", Outcome: "confirmed"}}, nil))
	if kind, err := reg.MovedOn(ctx, held[0]); kind != "decision" || err != nil {
		t.Errorf("a decision does not move the register on: %q, %v", kind, err)
	}
	releases, err := reg.Releases(ctx)
	check(err)
	want := []Release{{Run: "c", By: "lead", Reason: "wrong file", On: on(18), Discard: true}, {Run: "b", By: "lead", Reason: "right", On: on(19), Over: []string{"a flood"}}}
	if d := cmp.Diff(want, releases); d != "" {
		t.Errorf("releases (-want +got):\n%s", d)
	}
	compared, err := reg.ComparedSince(ctx, on(15), on(16))
	check(err)
	if len(compared) != 2 || compared[0].Run != "a" || compared[0].AsOf != "2026-10-15" || compared[0].Released || string(compared[1].Step) != "2" || !compared[1].Released {
		t.Errorf("compared %+v", compared)
	}
	if all, err := reg.ComparedSince(ctx, on(16), on(30)); len(all) != 1 || err != nil {
		t.Errorf("since the 16th %+v, %v", all, err)
	}
	for day, want := range map[int]string{14: "", 15: `{"of":"a"}`, 20: `{"of":"b"}`} {
		got, known, err := reg.LastCompared(ctx, on(day))
		if err != nil || known != (want != "") || string(got.Settings) != want {
			t.Errorf("on the %dth it was compared with %+v, %v, %v", day, got, known, err)
		}
	}
	_, err = reg.VerifyLedger(ctx)
	check(err)
}

// Settings that stay as they were are noted once, by the run that was made by them first; whoever asks is told them all the same.
func TestSettingsThatStayAreNotedOnce(t *testing.T) {
	ctx := t.Context()
	reg := open(t, filepath.Join(t.TempDir(), "register.db"))
	defer reg.Close()
	first, other := `{"of":"`+strings.Repeat("a", 4000)+`"}`, `{"of":"b"}`
	for day, settings := range []string{first, first, first, other, other, first} {
		on := time.Date(2026, 10, 15+day, 0, 0, 0, 0, time.UTC)
		run := Run{ID: fmt.Sprint("run ", day), AsOf: on, Folder: "runs", Published: true, Compared: &Compared{Settings: json.RawMessage(settings)}}
		if err := reg.RecordRun(ctx, run); err != nil {
			t.Fatal(err)
		}
		got, known, err := reg.LastCompared(ctx, on)
		if want := []string{"", "run 0", "run 0", "", "run 3", ""}[day]; err != nil || !known || string(got.Settings) != settings || got.Same != want {
			t.Errorf("run %d: settings of %d bytes, the same as %q, want %q; %v, %v", day, len(got.Settings), got.Same, want, known, err)
		}
	}
	if _, err := reg.VerifyLedger(ctx); err != nil {
		t.Error(err)
	}
}
