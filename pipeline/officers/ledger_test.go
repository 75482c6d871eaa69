package officers

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// deskDay is the day on which officers work in these tests: a Thursday.
var deskDay = calendar.On(2026, time.October, 15)

// openDesk is an output folder with a run of some children on the list of candidates, and the office over it.
func openDesk(t *testing.T, children ...string) (deskFolder, *Ledger) {
	t.Helper()
	o := openOffice(t)
	o.showNight("n1", deskDay, children...)
	return o, o.openLedger()
}

// showNight records a run that shows some children and a pair of the first two.
func (o deskFolder) showNight(id string, on calendar.Date, children ...string) {
	o.Helper()
	var shown []register.Shown
	known := map[register.Fingerprint]string{}
	for _, child := range children {
		shown = append(shown, lineOf(candidates.CME, child, "left the roll of "+child))
		known[register.Fingerprint{child[0]}] = child
	}
	var pairs []register.Pair
	if len(children) > 1 {
		pairs = []register.Pair{{RecordL: "health:a#1", RecordR: "housing:b#2", ChildL: children[0], ChildR: children[1], PrintsL: shown[0].Evidence.Prints, PrintsR: shown[1].Evidence.Prints}}
	}
	o.show(id, on, shown, pairs, func(r *register.Run) { r.Identities = maps.All(known) })
}

func (o deskFolder) openLedger() *Ledger {
	o.Helper()
	at := deskDay.Midnight().Add(9 * time.Hour)
	l, err := OpenLedger(o.Context(), o.settings, journal.Options{AsOf: deskDay, Clock: func() time.Time { at = at.Add(time.Second); return at }})
	if err != nil {
		o.Fatal(err)
	}
	o.Cleanup(func() { _ = l.Close() })
	return l
}

var anna, ben = office.Who{By: "AB", Role: "officer", Account: "ab@council"}, office.Who{By: "CD", Role: "officer", Account: "cd@council"}

func (l *Ledger) stateFor(t *testing.T) *office.State {
	t.Helper()
	s, err := l.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// took has something recorded, and says of a fault what it was.
func took(t *testing.T, receipt *office.Receipt, err error) {
	t.Helper()
	if err != nil || len(receipt.Faults) > 0 || receipt.Recorded == 0 {
		t.Fatalf("recorded %+v, %v", receipt, err)
	}
}

// decide fills in a line as the page does.
func decide(run, child, outcome, reason string, seen int64, more ...string) candidates.Filled {
	m := candidates.Mark{Outcome: outcome, Reason: reason, Note: strings.Join(more, " ")}
	line := markOn(lineOf(candidates.CME, child, "left the roll of "+child), m)
	return candidates.Filled{RunID: run, Seen: seen, Lines: []candidates.Marked{line}}
}

// A decision of the page is the entry that the workbook would have made, but for when and by whose login; the workbook's import knows it.
func TestADecisionIsOneEntryWhereverItIsMade(t *testing.T) {
	o, l := openDesk(t, "A", "B")
	filled := decide("n1", "A", "Not CME", "on a roll and attending", l.stateFor(t).Head.Entries)
	took2, err := l.Record(t.Context(), anna, filled)
	took(t, took2, err)
	page := o.decided()[0]
	filled.Lines[0].By = "AB"
	done, err := o.take("n1", deskDay, filled.Lines)
	if err != nil || done.Known != 1 || done.Decisions != 0 {
		t.Errorf("the workbook: %+v, %v; want one that is known", done, err)
	}
	filled.Lines[0].ChildID, filled.Lines[0].Evidence = "B", lineOf(candidates.CME, "B", "left the roll of B").Evidence.Hash
	if _, err := o.take("n1", deskDay, filled.Lines); err != nil {
		t.Fatal(err)
	}
	book := o.decided()[1]
	if page.At != "2026-10-15T09:00:02Z" && page.At == "" || page.Account != "ab@council" {
		t.Errorf("entered at %q by %q", page.At, page.Account)
	}
	page.Entered, book.Entered = register.Entered{}, register.Entered{}
	page.Seq, page.Child, page.Mark, page.Line, page.Evidence = book.Seq, book.Child, book.Mark, book.Line, book.Evidence
	if fmt.Sprint(page) != fmt.Sprint(book) {
		t.Errorf("the page made\n%+v, the workbook\n%+v", page, book)
	}
	s := l.stateFor(t)
	if a := s.Of("A").Current(); a == nil || a.Outcome != "Not CME" || a.Reason != "on a roll and attending" || a.Open || !a.Until.Known() {
		t.Errorf("A stands as %+v", a)
	}
	if b := s.Of("B").Current(); b == nil || b.By != "AB" {
		t.Errorf("what the workbook brought is not seen: %+v", b)
	}
}

// Of two who decide one line the second is told who was first and when, and nothing is overwritten; who has seen the first decision may
// change it, and a form that comes twice is taken once.
func TestTheSecondOfTwoIsTold(t *testing.T) {
	o, l := openDesk(t, "A", "B")
	seen := l.stateFor(t).Head.Entries
	first := decide("n1", "A", "Confirmed", "enquiries under way", seen)
	receipt, err := l.Record(t.Context(), anna, first)
	took(t, receipt, err)
	receipt, err = l.Record(t.Context(), ben, decide("n1", "A", "Not CME", "on a roll and attending", seen))
	if err != nil || len(receipt.Faults) != 1 || receipt.Recorded != 0 {
		t.Fatalf("the second: %+v, %v", receipt, err)
	}
	if w := receipt.Faults[0].Meanwhile; w == nil || w.By != "AB" || w.What != "confirmed" || !strings.HasPrefix(w.On, "2026-10-15T09:00:") {
		t.Errorf("told %+v", receipt.Faults[0])
	}
	if receipt, err = l.Record(t.Context(), anna, first); err != nil || receipt.Known != 1 || receipt.Recorded != 0 {
		t.Errorf("the same form: %+v, %v", receipt, err)
	}
	if n := len(o.decided()); n != 1 {
		t.Fatalf("%d decisions stand", n)
	}
	now := l.stateFor(t)
	receipt, err = l.Record(t.Context(), ben, decide("n1", "A", "Not CME", "on a roll and attending", now.Head.Entries))
	took(t, receipt, err)
	now = l.stateFor(t)
	receipt, err = l.Record(t.Context(), anna, decide("n1", "A", "Confirmed", "enquiries under way", now.Head.Entries))
	took(t, receipt, err) // word for word what AB said before, and meant
	s := l.stateFor(t).Of("A")
	if len(s.Decisions) != 3 || s.Decisions[0].SupersededBy != s.Decisions[1].Entry || s.Current().Outcome != "Confirmed" {
		t.Errorf("A stands as %+v", s.Decisions)
	}
}

// Faults of a page come all at once, with their places, and nothing of it is recorded.
func TestFaultsComeAllAtOnce(t *testing.T) {
	o, l := openDesk(t, "A", "B")
	receipt, err := l.Record(t.Context(), office.Who{}, decide("n1", "A", "Confirmed", "x", 0))
	if err != nil || len(receipt.Faults) != 2 || receipt.Faults[0].Place != "row of A" {
		t.Errorf("%+v, %v", receipt, err)
	}
	if receipt, err = l.Record(t.Context(), anna, decide("n7", "A", "Confirmed", "enquiries under way", 0)); err != nil || len(receipt.Faults) != 1 {
		t.Errorf("of a run that nobody knows: %+v, %v", receipt, err)
	}
	receipt, err = l.RecordSteps(t.Context(), anna,
		office.NewStep{Place: "1", Child: "A", Kind: "sang"}, office.NewStep{Place: "2", Child: "A", Kind: "wrote", To: "Mrs Smith"}, office.NewStep{Place: "3", Child: "Q", Kind: "wrote", To: "parent"},
		office.NewStep{Place: "4", Child: "A", Kind: "rang", To: "parent", Result: "sang", Made: deskDay + 1}, office.NewStep{Place: "5", Child: "A", Kind: "wrote", To: "parent", Due: deskDay},
		office.NewStep{Place: "6", Child: "A", Kind: rules.ReplyCame, To: "parent"}, office.NewStep{Place: "7", Child: "A", Kind: rules.ReplyCame, To: "parent", Closes: 99},
		office.NewStep{Place: "8", Child: "A", Kind: "wrote", To: "parent", Due: deskDay + 9, NoWait: true}, office.NewStep{Place: "9", Child: "A", Kind: "another authority", To: "Kent"})
	var places []string
	for _, f := range receipt.Faults {
		places = append(places, f.Place)
		if strings.Contains(f.Text, "Smith") {
			t.Errorf("a fault says what was typed: %s", f.Text)
		}
	}
	if err != nil || strings.Join(places, "") != "1234456789" {
		t.Errorf("faults at %v, %v", places, err)
	}
	if n := len(o.decided()); n != 0 {
		t.Errorf("%d decisions stand", n)
	}
}

// What is written waits five working days, and the child is in hand until then; an answer, or somebody who notes it first, ends it. Who
// takes a child up has it until it is given back.
func TestAStepPutsAChildInHand(t *testing.T) {
	_, l := openDesk(t, "A", "B")
	wrote := office.NewStep{Run: "n1", Child: "A", Kind: "wrote", To: "parent", Note: "to Mrs A", Form: "f1"}
	receipt, err := l.RecordSteps(t.Context(), anna, wrote, office.NewStep{Run: "n1", Child: "A", Kind: rules.TookUp, Form: "f2"})
	took(t, receipt, err)
	if receipt, err = l.RecordSteps(t.Context(), anna, wrote); err != nil || receipt.Known != 1 {
		t.Errorf("the same form: %+v, %v", receipt, err)
	}
	a := l.stateFor(t).Of("A")
	if h := a.InHand; h == nil || h.Words != "in hand: wrote to the parent on 15 October 2026, reply due 22 October 2026" || !h.Sinks || h.Overdue || h.By != "AB" {
		t.Fatalf("in hand: %+v", h)
	}
	if a.Mine == nil || a.Mine.By != "AB" || len(a.Steps) != 2 || a.Steps[0].Note != "to Mrs A" || !a.Steps[0].Waits {
		t.Errorf("A stands as %+v", a)
	}
	if receipt, err = l.RecordSteps(t.Context(), ben, office.NewStep{Run: "n1", Child: "A", Kind: rules.TookUp}); err != nil || len(receipt.Faults) != 1 || receipt.Faults[0].Meanwhile.By != "AB" {
		t.Errorf("taken by another: %+v, %v", receipt, err)
	}
	l.options.AsOf += 7
	if h := l.stateFor(t).Of("A").InHand; h == nil || !h.Overdue || h.Sinks || !strings.HasPrefix(h.Words, "no reply since 15 October 2026") {
		t.Errorf("on its day: %+v", h)
	}
	answer := office.NewStep{Run: "n1", Child: "A", Kind: rules.ReplyCame, To: "parent", Closes: a.Steps[0].Entry}
	receipt, err = l.RecordSteps(t.Context(), ben, answer, office.NewStep{Run: "n1", Child: "A", Kind: rules.GaveBack})
	took(t, receipt, err)
	a = l.stateFor(t).Of("A")
	if a.InHand != nil || a.Mine != nil || a.Steps[0].ClosedBy == 0 {
		t.Errorf("answered: %+v", a)
	}
	answer.Form = "another"
	if receipt, err = l.RecordSteps(t.Context(), anna, answer); err != nil || len(receipt.Faults) != 1 || receipt.Faults[0].Meanwhile.By != "CD" {
		t.Errorf("answered twice: %+v, %v", receipt, err)
	}
}

// A decision with a day puts a child in hand too, until the facts change or its day has passed.
func TestADecisionPutsAChildInHandUntilTheFactsChange(t *testing.T) {
	o, l := openDesk(t, "A", "B")
	receipt, err := l.Record(t.Context(), anna, decide("n1", "A", "Suspected", "enquiries under way", 0))
	took(t, receipt, err)
	if h := l.stateFor(t).Of("A").InHand; h == nil || h.Due != deskDay+31 || !h.Sinks {
		t.Fatalf("in hand: %+v", h)
	}
	shown := []register.Shown{lineOf(candidates.CME, "A", "left the roll of A", "seen at a clinic")}
	o.show("n2", deskDay+1, shown, nil)
	s := l.stateFor(t)
	if s.Run != "n2" || s.Of("A").InHand != nil {
		t.Errorf("of run %s, and in hand %+v though the facts have changed", s.Run, s.Of("A").InHand)
	}
}

// A line of P1, and one of a child with whom social care works, stays where it is, however much is in hand.
func TestAGraveLineDoesNotSink(t *testing.T) {
	o := openOffice(t)
	grave, known := lineOf(candidates.CME, "A", "x"), lineOf(candidates.CME, "B", "x")
	grave.Severity, known.Severity, known.Care = "P1", "P3", true
	o.show("n1", deskDay, []register.Shown{grave, known}, nil)
	l := o.openLedger()
	for _, child := range []string{"A", "B"} {
		receipt, err := l.RecordSteps(t.Context(), anna, office.NewStep{Run: "n1", Child: child, Kind: "letter", To: "parent"})
		took(t, receipt, err)
		if h := l.stateFor(t).Of(child).InHand; h == nil || h.Sinks || h.Words == "" {
			t.Errorf("%s: %+v", child, h)
		}
	}
}

// A colleague is asked of a child or of a pair, and answers once.
func TestAColleagueIsAsked(t *testing.T) {
	_, l := openDesk(t, "A", "B")
	pair := office.Pair{L: "health:a#1", R: "housing:b#2"}
	for _, q := range []office.NewQuestion{{Run: "n1", Child: "A", Text: "do you know them?", To: "CD"}, {Run: "n1", Pair: pair, Text: "twins?"}} {
		receipt, err := l.Ask(t.Context(), anna, q)
		took(t, receipt, err)
	}
	s := l.stateFor(t)
	of, twins := s.Of("A").Questions, s.OfPair(pair.R, pair.L).Questions
	if len(of) != 1 || of[0].Text != "do you know them?" || of[0].To != "CD" || len(twins) != 1 || twins[0].From != "AB" {
		t.Fatalf("asked %+v and %+v", of, twins)
	}
	answer := office.NewQuestion{Run: "n1", Answers: twins[0].Entry, Text: "yes"}
	receipt, err := l.Ask(t.Context(), ben, answer)
	took(t, receipt, err)
	answer.Text = "no"
	if receipt, err = l.Ask(t.Context(), anna, answer); err != nil || len(receipt.Faults) != 1 || receipt.Faults[0].Meanwhile.By != "CD" {
		t.Errorf("answered twice: %+v, %v", receipt, err)
	}
	if q := l.stateFor(t).OfPair(pair.L, pair.R).Questions; len(q) != 1 || q[0].Answer != "yes" || q[0].By != "CD" {
		t.Errorf("answered %+v", q)
	}
}
