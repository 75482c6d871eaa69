package officers

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/register"
)

// Agreement beside prevalence, by hand. Of ten looks nine say different both times and one disagrees: agreed .9, by chance
// .95·.95+.05·.05 in the mean, and kappa about nothing, though nearly all agree; adjusted for two words (2·.9−1)/1 = .8.
func TestAgreementIsSetBesidePrevalence(t *testing.T) {
	looks := func(n int, first, second string) (all [][2]string) {
		for range n {
			all = append(all, [2]string{first, second})
		}
		return all
	}
	const d, s = "different", "same"
	for _, c := range []struct {
		name            string
		k               int
		looks           [][2]string
		agreed          int
		kappa, adjusted float64
		same            float64
	}{
		{"nobody looked", 2, nil, 0, math.NaN(), math.NaN(), 0},
		{"all alike", 2, looks(10, d, d), 10, math.NaN(), 1, 0},
		{"one rare word", 2, append(looks(9, d, d), [2]string{s, d}), 9, 0, 0.8, 0.05},
		// first: 5 and 5, second: 5 and 5, agreed 8: by chance .5, kappa (.8−.5)/.5 = .6, adjusted .6
		{"even words", 2, append(append(looks(4, d, d), looks(4, s, s)...), [2]string{d, s}, [2]string{s, d}), 8, 0.6, 0.6, 0.5},
		// adjusted of three words: (3·.8−1)/2 = .7
		{"three words", 3, append(append(looks(4, d, d), looks(4, s, s)...), [2]string{d, s}, [2]string{s, d}), 8, 0.6, 0.7, 0.5},
	} {
		a := agreementOf("x", c.k, c.looks)
		near := cmpopts.EquateApprox(0, 1e-9)
		if a.Agreed != c.agreed || !cmp.Equal([]float64{a.Kappa, a.Adjusted, a.Prevalence[s]}, []float64{c.kappa, c.adjusted, c.same}, near, cmpopts.EquateNaNs()) {
			t.Errorf("%s: %+v", c.name, a)
		}
	}
}

// Whatever two looks say, kappa and its like are at most one, they are one where all agree and both words were used, and which look
// came first changes nothing.
func TestAgreementHoldsOfAnyLooks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		word := rapid.SampledFrom([]string{"same", "different", "unsure"})
		var looks, turned [][2]string
		for range rapid.IntRange(1, 30).Draw(rt, "n") {
			x := [2]string{word.Draw(rt, "first"), word.Draw(rt, "second")}
			looks, turned = append(looks, x), append(turned, [2]string{x[1], x[0]})
		}
		a, b := agreementOf("x", 3, looks), agreementOf("x", 3, turned)
		if a.Kappa > 1+1e-9 || a.Adjusted > 1 || a.Low > a.High || !cmp.Equal(a, b, cmpopts.EquateApprox(0, 1e-9), cmpopts.EquateNaNs()) {
			rt.Fatalf("%+v and turned %+v", a, b)
		}
		if share := float64(a.Agreed) / float64(a.Pairs); share < a.Low-1e-9 || share > a.High+1e-9 {
			rt.Fatalf("%v is not in its interval %v to %v", share, a.Low, a.High)
		}
	})
}

// A child takes from being opened to being decided by the same person, who opened no other between; what took over an hour tells nothing.
func TestMinutesAChild(t *testing.T) {
	act := func(at, by, what string, of ...string) register.Act {
		return register.Act{At: "2026-10-15T" + at + "Z", By: by, Act: what, Of: of}
	}
	acts := []register.Act{
		act("09:00:00", "AB", register.ActOpened, "1"), act("09:01:00", "CD", register.ActOpened, "2"), act("09:02:00", "AB", register.ActOpened, "1"),
		act("09:04:00", "AB", register.ActDecided, "1"), // four minutes, though it was opened twice
		act("09:05:00", "AB", register.ActDecided, "1"), // decided anew without being opened
		act("09:06:00", "CD", register.ActOpened, "3"), act("09:07:00", "CD", register.ActOpened, "2"),
		act("09:09:00", "CD", register.ActDecided, "2"), // two, since it was opened again
		act("09:10:00", "EF", register.ActOpened, "4", "5"), act("09:10:20", "EF", register.ActJudged, "5", "4"),
		act("09:11:00", "EF", register.ActOpened, "6"), act("11:30:00", "EF", register.ActDecided, "6"),
		{At: "2026-10-15", By: "AB", Act: register.ActDecided, Of: []string{"1"}}, // of a workbook
	}
	m := minutesOf(acts)
	want := office.Minutes{Children: 2, Lower: 2.5, Median: 3, Upper: 3.5, PairsJudged: 1, PairLower: 1. / 3, PairMid: 1. / 3, PairHigh: 1. / 3}
	if d := cmp.Diff(want, m, cmpopts.EquateApprox(0, 1e-9)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// Of the lines that officers have settled it is counted how many were right, by rule and group, by the newest decision of each child
// that tells; and it is said how old what waits is.
func TestQualityComesFromOutcomes(t *testing.T) {
	ids := pupils(4)
	_, l := openDesk(t, ids...)
	for i, outcome := range [][2]string{{"Confirmed", "enquiries under way"}, {"Not CME", "on a roll and attending"}, {"Suspected", "enquiries under way"}} {
		receipt, err := l.Record(t.Context(), anna, decide("n1", ids[i], outcome[0], outcome[1], l.stateFor(t).Head.Entries))
		took(t, receipt, err)
	}
	receipt, err := l.RecordSteps(t.Context(), anna, office.NewStep{Run: "n1", Child: ids[2], Kind: "letter", To: "parent", Made: deskDay - 10, Due: deskDay - 3})
	took(t, receipt, err)
	q, err := l.Quality(t.Context(), func(child string) []office.Group {
		l.stateFor(t) // as the page does, which shows nobody who was sealed since
		return []office.Group{{By: "sex", Value: child[:1]}}
	})
	if err != nil {
		t.Fatal(err)
	}
	var rates []string
	for _, r := range q.Precision {
		rates = append(rates, fmt.Sprintf("%s %s %d/%d %.3f-%.3f", r.By, r.Value, r.Yes, r.Of, r.Low, r.High))
	}
	// Wilson's interval of 1 of 2: .095 to .905; of 1 of 1: .207 to 1.
	if d := cmp.Diff([]string{"all  1/2 0.095-0.905", "rule C07 1/2 0.095-0.905", "sex A 1/1 0.207-1.000", "sex B 0/1 0.000-0.793"}, rates); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	var queues []string
	for _, x := range q.Queues {
		queues = append(queues, fmt.Sprintf("%s: %d, %d days", x.Title, x.N, x.Days))
	}
	want := []string{"candidates whom nobody has taken up: 1, 0 days", "answers that are overdue: 1, 3 days", "in hand: 1, 0 days", "open cases, since they were last decided: 2, 0 days",
		"questions to colleagues: 0, 0 days", "possible matches of the newest run, not judged: 1, 0 days", "second looks: 0, 0 days"}
	if d := cmp.Diff(want, queues, cmpopts.IgnoreSliceElements(func(s string) bool { return strings.HasPrefix(s, "second looks") })); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// One judgement in twenty is looked at again, and which it is nobody chooses: the register's key does, of the same always the same.
func TestOneInTwentyIsDrawn(t *testing.T) {
	o, l := openDesk(t, "A", "B")
	const n = 8000
	drawn := map[string]bool{}
	for i := range n {
		if mark := fmt.Sprint(i); isDrawn(l.look, mark) {
			drawn[mark] = true
		}
	}
	if k := len(drawn); k < n/oneIn-80 || k > n/oneIn+80 { // four standard deviations of √(8000·.05·.95) = 19.5
		t.Errorf("%d of %d are drawn", k, n)
	}
	again := o.openLedger()
	for mark := range drawn {
		if !isDrawn(again.look, mark) {
			t.Fatalf("%s is drawn the one time and not the other", mark)
		}
	}
	_, other := openDesk(t, "A", "B")
	both := 0
	for mark := range drawn {
		if isDrawn(other.look, mark) {
			both++
		}
	}
	if both > len(drawn)/5 {
		t.Errorf("with another key %d of %d are drawn again", both, len(drawn))
	}
}

// A "same" that takes a candidate off the list is looked at again by somebody else, who is not told what was said first; whoever judged
// first is never asked, nor taken; and one look is enough.
func TestASecondLookIsBlindAndByAnother(t *testing.T) {
	_, l := openDesk(t, "A", "B")
	judged := candidates.Filled{RunID: "n1", Pairs: []candidates.MarkedPair{{RecordL: "health:a#1", RecordR: "housing:b#2", Mark: candidates.Mark{Outcome: "Same"}}}}
	receipt, err := l.Record(t.Context(), anna, judged)
	took(t, receipt, err)
	for _, who := range []office.Who{anna, {By: " ab "}, {By: "somebody", Account: anna.Account}} {
		if tasks, err := l.SecondLooks(t.Context(), who); err != nil || len(tasks) != 0 {
			t.Errorf("%+v, who judged, is asked again: %+v, %v", who, tasks, err)
		}
	}
	tasks, err := l.SecondLooks(t.Context(), ben)
	if err != nil || len(tasks) != 1 || tasks[0].Why != whyOffAList || tasks[0].Pair != (office.Pair{L: "health:a#1", R: "housing:b#2"}) {
		t.Fatalf("asked %+v, %v", tasks, err)
	}
	look := office.NewLook{Of: tasks[0].Of, Verdict: "Different"}
	if receipt, err = l.RecordSecondLook(t.Context(), anna, look); err != nil || len(receipt.Faults) != 1 {
		t.Errorf("who judged first looks again: %+v, %v", receipt, err)
	}
	if receipt, err = l.RecordSecondLook(t.Context(), ben, office.NewLook{Of: tasks[0].Of, Verdict: "perhaps"}); err != nil || len(receipt.Faults) != 1 {
		t.Errorf("a word that is none: %+v, %v", receipt, err)
	}
	receipt, err = l.RecordSecondLook(t.Context(), ben, look)
	took(t, receipt, err)
	if receipt, err = l.RecordSecondLook(t.Context(), office.Who{By: "EF"}, look); err != nil || len(receipt.Faults) != 1 || receipt.Faults[0].Meanwhile.By != "CD" {
		t.Errorf("looked at a third time: %+v, %v", receipt, err)
	}
	q, err := l.Quality(t.Context(), nil)
	if a := q.Agreement[0]; err != nil || a.Pairs != 1 || a.Agreed != 0 || a.Prevalence["same"] != 0.5 {
		t.Errorf("agreement %+v, %v", q.Agreement, err)
	}
	if s := l.stateFor(t).OfPair("health:a#1", "housing:b#2"); len(s.Judgements) != 1 || s.Judgements[0].Verdict != "same" {
		t.Errorf("the second look changed what stands: %+v", s)
	}
}

// The audit tells what was done on the page, by whose account, and what for.
func TestThePageIsAudited(t *testing.T) {
	_, l := openDesk(t, "A", "B")
	if err := l.Note(t.Context(), ben, "a parent rang", register.ActOpened, "A"); err != nil {
		t.Fatal(err)
	}
	receipt, err := l.RecordSteps(t.Context(), anna, office.NewStep{Run: "n1", Child: "A", Kind: "rang", To: "parent", Result: "spoke"})
	took(t, receipt, err)
	a, err := l.Audit(t.Context(), office.Wanted{Child: "A"})
	if err != nil || len(a.Acts) != 2 {
		t.Fatalf("%+v, %v", a, err)
	}
	look, step := a.Acts[0], a.Acts[1]
	if look.What != "opened" || look.Account != "cd@council" || look.Purpose != "a parent rang" || look.Details != "officer" || look.Children[0] != "A" {
		t.Errorf("the look: %+v", look)
	}
	if _, err := time.Parse(time.RFC3339, step.At); err != nil || step.Account != "ab@council" || step.Details != "rang, parent, spoke" {
		t.Errorf("the step: %+v", step)
	}
	if a, err = l.Audit(t.Context(), office.Wanted{By: "AB", Most: 1, Act: "opened"}); err != nil || len(a.Acts) != 0 {
		t.Errorf("of AB: %+v, %v", a, err)
	}
}

// What officers did besides deciding is exported in the order in which it came in, by the ids that children have now; of a sealed child
// that something was done, and no more.
func TestStepsAreExported(t *testing.T) {
	o, l := openDesk(t, "A", "B", "C")
	receipt, err := l.RecordSteps(t.Context(), anna, office.NewStep{Run: "n1", Child: "A", Kind: "wrote", To: "parent", Note: "to Mrs A"}, office.NewStep{Run: "n1", Child: "C", Kind: "rang", To: "last school", Result: "spoke"})
	took(t, receipt, err)
	receipt, err = l.Ask(t.Context(), ben, office.NewQuestion{Run: "n1", Pair: office.Pair{L: "health:a#1", R: "housing:b#2"}, Text: "twins?"})
	took(t, receipt, err)
	o.show("n2", deskDay+1, nil, nil, func(r *register.Run) { r.Changes = []register.Change{{Child: "B", Into: "A", Kind: register.Merged}} })
	export := func() (rows []candidates.Stepped) {
		path := filepath.Join(t.TempDir(), "steps.parquet")
		if n, err := ExportSteps(t.Context(), o.settings, journal.Options{}, path, deskDay); err != nil || n != 3 {
			t.Fatal(n, err)
		}
		for row, err := range candidates.ReadStepped(path) {
			if err != nil {
				t.Fatal(err)
			}
			row.Entry = 0
			rows = append(rows, row)
		}
		return rows
	}
	day := deskDay.Midnight()
	want := []candidates.Stepped{
		{ChildID: "A", What: "step", Kind: "wrote", To: "parent", By: "AB", Made: day, Due: (deskDay + 7).Midnight(), Run: "n1"},
		{ChildID: "C", What: "step", Kind: "rang", To: "last school", Result: "spoke", By: "AB", Made: day, Run: "n1"},
		{ChildID: "A", Other: "A", What: "asked", By: "CD", Made: day, Run: "n1"},
	}
	if d := cmp.Diff(want, export()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	bare, sealed := want[1].Bare()
	if !sealed || bare.To != "" || bare.Result != "" || bare.Kind != "" || bare.Other != "" {
		t.Errorf("of a sealed child it says %+v", bare)
	}
}

// A child at risk whom nobody has taken up is no candidate who waits.
func TestOnlyCandidatesWaitToBeTakenUp(t *testing.T) {
	ids := pupils(3)
	o := openOffice(t)
	o.show("n1", deskDay, []register.Shown{lineOf(candidates.CME, ids[0], "left"), lineOf(candidates.AtRisk, ids[1], "absent"), lineOf(candidates.AtRisk, ids[2], "absent")}, nil,
		func(*register.Run) {})
	q, err := o.openLedger().Quality(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if first := q.Queues[0]; first.Title != "candidates whom nobody has taken up" || first.N != 1 {
		t.Errorf("%q: %d, want the one candidate", first.Title, first.N)
	}
}
