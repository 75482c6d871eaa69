package register

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// erasedAuthority is a register of three children in three runs: JJJ became KKK, of whom something was decided and judged; LLL is
// another child.
func erasedAuthority(t *testing.T) (*Register, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "register.db")
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	print := func(n byte) Fingerprint { return Fingerprint{0xab, n, 0xcd, n, n} }
	line := func(child string, n byte) Shown {
		return Shown{List: "cme", Child: child, Rules: []string{"R01"}, Evidence: Evidence{Hash: fmt.Sprint(n), Prints: []Fingerprint{print(n)}}}
	}
	for i, run := range []Run{
		{Shown: []Shown{line("JJJJJJ", 1), line("LLLLLL", 3)}, Identities: maps.All(map[Fingerprint]string{print(1): "JJJJJJ", print(2): "KKKKKK", print(3): "LLLLLL"})},
		{Shown: []Shown{line("KKKKKK", 1), line("LLLLLL", 3)}, Identities: maps.All(map[Fingerprint]string{print(1): "KKKKKK", print(2): "KKKKKK", print(3): "LLLLLL"}),
			Changes: []Change{{"JJJJJJ", "KKKKKK", Merged}},
			Pairs:   []Pair{{RecordL: "a#1", RecordR: "a#3", ChildL: "KKKKKK", ChildR: "LLLLLL", PrintsL: []Fingerprint{print(1)}, PrintsR: []Fingerprint{print(3)}}}},
		{Shown: []Shown{line("KKKKKK", 2), line("LLLLLL", 3)}},
	} {
		run.ID, run.AsOf, run.Folder, run.Published = fmt.Sprintf("run%d", i), time.Date(2026, 10, 15+i, 0, 0, 0, 0, time.UTC), fmt.Sprint(i), true
		if i == 2 {
			run.Standing = map[int64]string{2: "KKKKKK", 3: "LLLLLL"}
		}
		if err := r.RecordRun(t.Context(), run); err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			continue
		}
		decide := func(child, note string) Decision {
			return Decision{Child: child, Run: "run0", List: "cme", Mark: child, Made: "2026-10-15", By: "AB", Outcome: "confirmed", Note: note}
		}
		judged := Judgement{Verdict: "different", By: "AB", Made: "2026-10-15", Mark: "m", Note: "Quillhaven is no Brackenridge",
			Pair: Pair{ChildL: "JJJJJJ", ChildR: "LLLLLL", PrintsL: []Fingerprint{print(1)}, PrintsR: []Fingerprint{print(3)}}}
		if err := r.RecordDecisions(t.Context(), []Decision{decide("JJJJJJ", "Quillhaven"), decide("LLLLLL", "stays")}, []Judgement{judged}); err != nil {
			t.Fatal(err)
		}
	}
	for _, child := range []string{"JJJJJJ", "KKKKKK", "LLLLLL"} {
		act := Act{Act: ActExplained, At: "2026-10-18T10:00:00Z", By: "CD", Purpose: "Quillhaven rang"}
		if child == "LLLLLL" {
			act.Purpose = "stays too"
		}
		if err := r.RecordAct(t.Context(), act, child); err != nil {
			t.Fatal(err)
		}
	}
	return r, path
}

func TestAnErasedChildStandsInNoByte(t *testing.T) {
	r, path := erasedAuthority(t)
	order := Erasure{Child: "JJJJJJ", By: "records officer", Why: "request 3", At: time.Date(2026, 10, 19, 9, 0, 0, 0, time.UTC)}
	var gave *GaveWayError
	if _, err := r.EraseChild(t.Context(), order); !errors.As(err, &gave) || gave.Into != "KKKKKK" {
		t.Fatalf("under the id that gave way: %v", err)
	}
	order.Child = "KKKKKK"
	held, err := r.ReadHeldOn(t.Context(), "KKKKKK", false)
	if err != nil || len(held.Decisions) != 1 || len(held.Lines) != 3 || len(held.Spans) != 2 || held.Pairs != 1 || held.Prints != 2 {
		t.Errorf("held: %+v (%v)", held, err)
	}
	counted, err := r.CountErasure(t.Context(), order)
	if err != nil {
		t.Fatal(err)
	}
	before, err := r.LedgerEnd(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	went, err := r.EraseChild(t.Context(), order)
	if err != nil {
		t.Fatal(err)
	}
	want := Erased{IDs: []string{"KKKKKK", "JJJJJJ"}, Decisions: 1, Judgements: 1, Lines: 3, Pairs: 1, Spans: 2, Identities: 2, Acts: 2, Entry: before.Entries + 1}
	if fmt.Sprint(went) != fmt.Sprint(want) || fmt.Sprint(counted) != fmt.Sprint(want) {
		t.Errorf("went %v, counted %v, want %v", went, counted, want)
	}
	if _, err := r.VerifyLedger(t.Context(), before); err != nil {
		t.Errorf("the chain: %v", err)
	}
	if _, err := r.TrustLedger(t.Context(), Expected{AsOf: order.At, Noted: []Head{before}}); err != nil {
		t.Errorf("the next run: %v", err)
	}
	for _, end := range []string{"", "-wal"} {
		raw, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range []string{"JJJJJJ", "KKKKKK", "Quillhaven", "ab01cd0101", "\xab\x02\xcd\x02\x02"} {
			if strings.Contains(string(raw), x) {
				t.Errorf("%q stands in the register%s", x, end)
			}
		}
		if end == "" && (!strings.Contains(string(raw), "LLLLLL")) {
			t.Error("another child went too")
		}
	}
	acts, err := r.ReadActs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for i := range acts {
		if acts[i].IsOf(r.DigestChild("KKKKKK")) && acts[i].Act == ActExplained && acts[i].By == "CD" && acts[i].Purpose == wordErased {
			looked++
		}
		if acts[i].Act == ActExplained && acts[i].IsOf(r.DigestChild("LLLLLL")) && acts[i].Purpose != "stays too" {
			t.Errorf("a look at another child is %+v", acts[i])
		}
	}
	if looked != 1 {
		t.Errorf("%d looks at the child are known, want 1", looked)
	}
	if gone, err := r.ReadHeldOn(t.Context(), "KKKKKK", false); err != nil || len(gone.Decisions)+len(gone.Lines)+len(gone.Spans)+gone.Prints > 0 {
		t.Errorf("held after it: %+v (%v)", gone, err)
	}
}

// TestWhatCannotBeErasedStopsAll has an entry that nobody may empty name the child.
func TestWhatCannotBeErasedStopsAll(t *testing.T) {
	r, _ := erasedAuthority(t)
	if _, err := r.RecordResumption(t.Context(), Resumption{On: "2026-10-18", By: "AB", Why: "KKKKKK was lost"}); err != nil {
		t.Fatal(err)
	}
	_, err := r.EraseChild(t.Context(), Erasure{Child: "KKKKKK", By: "AB", Why: "request 3", At: time.Now()})
	if err == nil || !strings.Contains(err.Error(), "(restore)") {
		t.Fatalf("erased with an entry left: %v", err)
	}
	if held, err := r.ReadHeldOn(context.Background(), "KKKKKK", false); err != nil || len(held.Lines) != 3 {
		t.Errorf("half of it went: %+v (%v)", held, err)
	}
}

func TestActsArePrunedInTheirTime(t *testing.T) {
	r, _ := erasedAuthority(t)
	keep := Keep{AsOf: time.Date(2033, 1, 1, 0, 0, 0, 0, time.UTC), Acts: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Open: func(string) bool { return true }}
	due, err := r.CountDue(t.Context(), keep)
	if err != nil || due.Acts != 3 {
		t.Fatalf("%d acts are due (%v)", due.Acts, err)
	}
	if _, err := r.PruneDue(t.Context(), keep, "AB", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := r.VerifyLedger(t.Context()); err != nil {
		t.Errorf("the chain: %v", err)
	}
	acts, err := r.ReadActs(t.Context())
	for _, a := range acts {
		if a.Act == ActExplained {
			t.Errorf("kept: %+v", a)
		}
	}
	if err != nil {
		t.Error(err)
	}
}

func TestARegisterIsLookedAtWithoutWriting(t *testing.T) {
	r, path := erasedAuthority(t)
	if err := r.RecordAct(t.Context(), Act{Act: ActListed, At: "2026-10-18T10:00:00Z"}); err != nil {
		t.Fatal(err)
	}
	look, err := OpenToLook(path)
	if err != nil {
		t.Fatal(err)
	}
	defer look.Close()
	acts, err := look.ReadActs(t.Context())
	if err != nil || len(acts) == 0 || acts[len(acts)-1].Act != ActListed {
		t.Errorf("what was written last is not seen: %v (%v)", acts, err)
	}
	if err := look.RecordAct(t.Context(), Act{Act: ActListed, At: "2026-10-18T10:00:00Z"}); err == nil {
		t.Error("it could be written")
	}
}

// A register from before an erasure is held to it, under every id that became the child's; one that has it done is left alone.
func TestACopyIsHeldToAnErasure(t *testing.T) {
	r, _ := erasedAuthority(t)
	path := filepath.Join(t.TempDir(), "register.db")
	if err := r.BackupTo(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if _, err := r.EraseChild(t.Context(), Erasure{Child: "KKKKKK", By: "records officer", Why: "request 3", At: time.Date(2026, 10, 19, 9, 0, 0, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	remembered, err := r.ReadForgotten(t.Context())
	if err != nil || len(remembered) != 1 || len(remembered[0].Children) != 2 || len(remembered[0].In) != 1 || remembered[0].By != "records officer" {
		t.Fatalf("remembered %+v (%v)", remembered, err)
	}
	if n, left, err := r.EraseAgain(t.Context(), remembered); n+left > 0 || err != nil {
		t.Errorf("erased again where it is done: %d, left %d (%v)", n, left, err)
	}
	copied, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	if n, left, err := copied.EraseAgain(t.Context(), remembered); n != 2 || left > 0 || err != nil {
		t.Errorf("erased again under %d ids, left %d (%v)", n, left, err)
	}
	for _, child := range []string{"JJJJJJ", "KKKKKK"} {
		if held, err := copied.ReadHeldOn(t.Context(), child, true); err != nil || len(held.Decisions)+len(held.Lines)+len(held.Spans)+held.Prints > 0 {
			t.Errorf("held after it of %s: %+v (%v)", child, held, err)
		}
	}
	if again, err := copied.ReadForgotten(t.Context()); err != nil || len(again) != 1 || again[0].At != remembered[0].At {
		t.Errorf("the copy says %+v (%v)", again, err)
	}
}

// A child who goes by another id in a copy is not erased under that id, which may be another child's, but told of.
func TestAnErasureThatACopyCannotFollow(t *testing.T) {
	r, _ := erasedAuthority(t)
	n, left, err := r.EraseAgain(t.Context(), []Forgotten{{At: "2026-10-19T09:00:00Z", By: "AB", Children: []string{r.DigestChild("JJJJJJ")}, In: []Head{{Entries: 99, Hash: "none"}}}})
	if n != 0 || left != 1 || err != nil {
		t.Errorf("erased under %d ids, left %d (%v)", n, left, err)
	}
}
