package register

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func pairOf(l, r string) *Pair {
	return &Pair{ChildL: l, ChildR: r, PrintsL: []Fingerprint{printOf(l)}, PrintsR: []Fingerprint{printOf(r)}}
}

// workOn is a piece of work of every kind on a child.
func workOn(child, made string) Work {
	return Work{
		Steps:     []Step{{Child: child, Run: "r", Kind: "wrote", To: "parent", Made: made, By: "AB", Due: made, Note: "to " + child, Mark: "s" + child + made}},
		Looks:     []SecondLook{{Child: child, Of: 1, Run: "r", Verdict: "not_cme", By: "EF", Made: made, Mark: "l" + child + made, Note: "of " + child}},
		Questions: []Question{{Child: child, Run: "r", Text: "who knows " + child, By: "AB", Made: made, Mark: "q" + child + made}},
	}
}

// Work of every kind is had back as it was given, its words sealed in the file; what was read is read on from where it ended, and a
// look moves nothing.
func TestWorkIsRecordedAndReadOn(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	w := workOn("CA-", "2026-10-12")
	w.Steps[0].Entered = Entered{At: "2026-10-12T09:30:00Z", Account: "ab@council"}
	w.Judgements = []Judgement{{Run: "r", RecordL: "l", RecordR: "r", Pair: *pairOf("CA-", "CB-"), Verdict: "same", By: "AB", Made: "2026-10-12", Mark: "j"}}
	w.Looks = append(w.Looks, SecondLook{Of: 1, Run: "r", Pair: pairOf("CA-", "CB-"), Verdict: "different", By: "EF", Made: "2026-10-12", Mark: "jl"})
	head, err := r.RecordWork(t.Context(), 0, w)
	if err != nil {
		t.Fatal(err)
	}
	got, end, anew, err := r.ReadWork(t.Context(), 0)
	if err != nil || end != head || anew {
		t.Fatalf("read %v to %v, %v; want %v", anew, end, err, head)
	}
	want := w
	want.Judgements[0].Seq, want.Steps[0].Seq, want.Looks[0].Seq, want.Looks[1].Seq, want.Questions[0].Seq = 1, 2, 3, 4, 5
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, text := range rows(t, r, `SELECT body FROM entry`) {
		for _, typed := range []string{"to CA-", "of CA-", "who knows CA-"} {
			if strings.Contains(text, typed) {
				t.Errorf("%q stands in the file as it was typed", typed)
			}
		}
	}
	if err := r.RecordAct(t.Context(), Act{Act: ActOpened, At: "2026-10-12T10:00:00Z", Account: "cd@council"}, "CA-"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.RecordWork(t.Context(), head.Entries, workOn("CB-", "2026-10-13")); err != nil {
		t.Errorf("after a look: %v", err)
	}
	if _, err := r.RecordWork(t.Context(), head.Entries, workOn("CC-", "2026-10-13")); !errors.Is(err, ErrMoved) {
		t.Errorf("after somebody's work: %v, want %v", err, ErrMoved)
	}
	more, _, anew, err := r.ReadWork(t.Context(), head.Entries)
	if err != nil || anew || more.Len() != 3 || more.Steps[0].Child != "CB-" {
		t.Errorf("read on: %+v, %v, %v", more, anew, err)
	}
	if err := r.RecordRun(t.Context(), Run{ID: "x", AsOf: on(1)}); err != nil {
		t.Fatal(err)
	}
	if _, _, anew, err = r.ReadWork(t.Context(), head.Entries); err != nil || !anew {
		t.Errorf("after a run: %v, %v", anew, err)
	}
	if _, err := r.VerifyLedger(t.Context(), head); err != nil {
		t.Error(err)
	}
}

// Every act of work is told by the audit, by whose account it was and of whom.
func TestWorkIsAudited(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	w := workOn("CA-", "2026-10-12")
	w.Steps[0].Entered = Entered{At: "2026-10-12T09:30:00Z", Account: "ab@council"}
	w.Questions = append(w.Questions, Question{Run: "r", Pair: pairOf("CA-", "CB-"), Text: "yes", Answers: 1, By: "EF", Made: "2026-10-12", Mark: "a"})
	if _, err := r.RecordWork(t.Context(), 0, w); err != nil {
		t.Fatal(err)
	}
	acts, err := r.ReadActs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	names, err := r.NameDigests(t.Context(), acts)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range acts {
		var of []string
		for _, d := range a.Of {
			of = append(of, names[d])
		}
		told = append(told, fmt.Sprintf("%s %s %s %s: %s %v", a.At, a.Act, a.By, a.Account, a.What, of))
	}
	want := []string{"2026-10-12T09:30:00Z took a step AB ab@council: wrote, parent [CA-]", "2026-10-12 looked a second time EF :  [CA-]",
		"2026-10-12 asked a colleague AB :  [CA-]", "2026-10-12 answered a colleague EF :  [CA- ]"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Erasing a child takes out what was done of it, of whatever kind and also of two records of which one is the child's, and nothing
// of another; the child is gathered with it before. The chain goes on over what is left.
func TestErasingTakesWorkOut(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	if err := r.RecordRun(t.Context(), Run{ID: "r", AsOf: on(1), Published: true, Identities: maps.All(map[Fingerprint]string{printOf("CA-"): "CA-", printOf("CB-"): "CB-"})}); err != nil {
		t.Fatal(err)
	}
	head, _ := r.LedgerEnd(t.Context())
	w := workOn("CA-", "2026-10-12")
	for _, other := range []Work{workOn("CB-", "2026-10-12"), {
		Judgements: []Judgement{{Run: "r", Pair: *pairOf("CB-", "CC-"), Verdict: "same", By: "AB", Made: "2026-10-12", Mark: "j"}},
		Looks:      []SecondLook{{Of: 9, Run: "r", Pair: pairOf("CA-", "CB-"), Verdict: "same", By: "EF", Made: "2026-10-12", Mark: "jl"}},
		Questions:  []Question{{Run: "r", Pair: pairOf("CB-", "CA-"), Text: "same?", By: "EF", Made: "2026-10-12", Mark: "jq"}},
	}} {
		w.Judgements, w.Steps = append(w.Judgements, other.Judgements...), append(w.Steps, other.Steps...)
		w.Looks, w.Questions = append(w.Looks, other.Looks...), append(w.Questions, other.Questions...)
	}
	if _, err := r.RecordWork(t.Context(), head.Entries, w); err != nil {
		t.Fatal(err)
	}
	held, err := r.ReadHeldOn(t.Context(), "CA-", false)
	if err != nil || len(held.Steps) != 1 || len(held.Looks) != 2 || len(held.Questions) != 2 || held.Steps[0].Note != "to CA-" {
		t.Errorf("held %+v, %v", held, err)
	}
	went, err := r.EraseChild(t.Context(), Erasure{Child: "CA-", By: "DPO", Why: "asked", At: on(2)})
	if err != nil || went.WorkCount != (WorkCount{Steps: 1, Looks: 2, Questions: 2}) {
		t.Fatalf("went %+v, %v", went, err)
	}
	left, _, anew, err := r.ReadWork(t.Context(), head.Entries)
	if err != nil || !anew || len(left.Steps) != 1 || len(left.Looks) != 1 || len(left.Questions) != 1 || len(left.Judgements) != 1 || left.Steps[0].Child != "CB-" {
		t.Errorf("left %+v, %v", left, err)
	}
	if _, err := r.VerifyLedger(t.Context(), head); err != nil {
		t.Error(err)
	}
}

// Steps are kept as a case is: while the child may be of age or anything of it is younger than that; with the case they go, and so they
// do of a child of whom nothing was decided.
func TestWorkIsPrunedWithTheCase(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	if err := r.RecordRun(t.Context(), Run{ID: "r", AsOf: on(1), Published: true}); err != nil {
		t.Fatal(err)
	}
	step := func(child, made, ends string) Step {
		return Step{Child: child, Run: "r", Kind: "rang", Made: made, By: "AB", Mark: child + made, Ends: ends}
	}
	w := Work{Steps: []Step{step("CA-", "2010-01-01", "2012-06-29"), step("CB-", "2010-01-01", ""), step("CC-", "2010-01-01", "2035-06-29"), step("CD-", "2010-01-01", "2012-06-29"),
		step("CD-", "2025-01-01", "2012-06-29")}, Decisions: []Decision{decisionOn(lineFor("CA-", "2012-06-29"), "not_cme", "2010-02-01", "")},
		Looks:     []SecondLook{{Child: "CA-", Of: 2, Run: "r", Verdict: "not_cme", By: "EF", Made: "2010-02-02", Mark: "l"}},
		Questions: []Question{{Run: "r", Pair: pairOf("CX-", "CY-"), Text: "same?", By: "AB", Made: "2010-02-02", Mark: "q"}}}
	head, _ := r.LedgerEnd(t.Context())
	if _, err := r.RecordWork(t.Context(), head.Entries, w); err != nil {
		t.Fatal(err)
	}
	asOf := time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC)
	keep := Keep{AsOf: asOf, Cases: asOf.AddDate(-7, 0, 0), Lines: asOf.AddDate(0, -8, 0), Spans: asOf.AddDate(-1, 0, 0), Open: isOpen}
	due, err := r.CountDue(t.Context(), keep)
	if err != nil {
		t.Fatal(err)
	}
	went, err := r.PruneDue(t.Context(), keep, "AB", nil)
	if err != nil || went.WorkCount != (WorkCount{Steps: 2, Looks: 1, Questions: 1}) || went.Decisions != 1 || due.WorkCount != went.WorkCount {
		t.Errorf("went %+v, due %+v, %v", went, due, err)
	}
	steps, err := r.ReadSteps(t.Context())
	var left []string
	for _, s := range steps {
		left = append(left, s.Child+s.Made)
	}
	if diff := cmp.Diff([]string{"CC-2010-01-01", "CD-2010-01-01", "CD-2025-01-01"}, left); diff != "" || err != nil {
		t.Errorf("left (-want +got):\n%s %v", diff, err)
	}
	if _, err := r.VerifyLedger(t.Context(), head); err != nil {
		t.Error(err)
	}
}

// A register of before there were steps is brought up to date, and goes on.
func TestAnOldRegisterTakesSteps(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	full := migrations
	migrations = slices.Clip(full[:slices.Index(full, workStubbed)])
	r := open(t, path)
	err := r.RecordRun(context.Background(), Run{ID: "r", AsOf: on(1), Published: true, Identities: maps.All(map[Fingerprint]string{printOf("CA-"): "CA-"})})
	migrations = full
	if err != nil {
		t.Fatal(err)
	}
	head, _ := r.LedgerEnd(t.Context())
	r.Close()
	r = open(t, path)
	if _, err := r.RecordWork(t.Context(), head.Entries, workOn("CA-", "2026-10-12")); err != nil {
		t.Fatal(err)
	}
	if went, err := r.EraseChild(t.Context(), Erasure{Child: "CA-", By: "DPO", Why: "asked", At: on(2)}); err != nil || went.Sum() != 3 {
		t.Errorf("went %+v, %v", went, err)
	}
	if _, err := r.VerifyLedger(t.Context(), head); err != nil {
		t.Error(err)
	}
}

// work records work of any kind on any child or two of them.
func (p *ledgerPlay) work() {
	child, made, ends := p.pick("child", "CA-", "CB-", "CC-", "CD-"), isoDay(p.on), p.pick("ends", "2022-06-24", "2035-06-29", "")
	mark := fmt.Sprint("w", p.runs, rapid.Uint32().Draw(p.t, "mark"))
	head, err := p.r.LedgerEnd(context.Background())
	p.must(err)
	w := Work{}
	switch p.pick("work", "step", "look", "pair look", "question", "pair question") {
	case "step":
		w.Steps = []Step{{Child: child, Run: "r", Kind: "rang", Made: made, By: "AB", Mark: mark, Ends: ends}}
	case "look":
		w.Looks = []SecondLook{{Child: child, Of: 1, Run: "r", Verdict: "not_cme", By: "EF", Made: made, Mark: mark}}
	case "pair look":
		w.Looks = []SecondLook{{Of: 1, Run: "r", Pair: pairOf("CA-", child), Verdict: "same", By: "EF", Made: made, Mark: mark}}
	case "question":
		w.Questions = []Question{{Child: child, Run: "r", Text: "?", By: "AB", Made: made, Mark: mark, Ends: ends}}
	case "pair question":
		w.Questions = []Question{{Run: "r", Pair: pairOf("CB-", child), Text: "?", By: "AB", Made: made, Mark: mark}}
	}
	_, err = p.r.RecordWork(context.Background(), head.Entries, w)
	p.must(err)
}

// erase erases a child, and nothing of it is left that was done of it.
func (p *ledgerPlay) erase() {
	child := p.pick("child", "CA-", "CB-", "CC-", "CD-")
	gave := (*GaveWayError)(nil)
	if _, err := p.r.EraseChild(context.Background(), Erasure{Child: child, By: "DPO", Why: "asked", At: p.on}); errors.As(err, &gave) {
		return
	} else {
		p.must(err)
	}
	h, err := p.r.ReadHeldOn(context.Background(), child, true)
	p.must(err)
	if n := len(h.Decisions) + len(h.Judgements) + len(h.Steps) + len(h.Looks) + len(h.Questions); n > 0 {
		p.t.Fatalf("of %s, erased, %d entries are left", child, n)
	}
	p.decisions = p.all()
}
