package evaluate

import (
	"reflect"
	"testing"
	"time"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// Nothing said is no mistake, and nothing true is nothing missed.
func TestSharesOfNothing(t *testing.T) {
	if s := (Score{}); s.Precision() != 1 || s.Recall() != 1 || s.F1() != 1 {
		t.Errorf("of nothing: %v, %v, %v", s.Precision(), s.Recall(), s.F1())
	}
	if s := (Score{Right: 2, Wrong: 2, Missed: 6}); s.Precision() != .5 || s.Recall() != .25 || s.F1() != 4./12 {
		t.Errorf("of ten: %v, %v, %v", s.Precision(), s.Recall(), s.F1())
	}
}

// A child of the run stands for the true child of most of its records, the first of several; of twins it is said when the two with most are both.
func TestWhoAChildOfTheRunIs(t *testing.T) {
	for _, c := range []struct {
		records      string // the true child of each
		of           string
		mixed, twins int
	}{{"aab", "a", 1, 0}, {"abb", "b", 1, 0}, {"tu", "t", 1, 1}, {"ta", "a", 1, 0}, {"at", "a", 1, 0}, {"ttuua", "t", 1, 1}, {"ttau", "t", 1, 0}, {"tt", "t", 0, 0}, {"xx", "", 0, 0}, {"xa", "a", 0, 0}} {
		e := &evaluation{truth: &Truth{ChildOf: map[string]string{}, Children: map[string]TrueChild{"t": {Twin: true}, "u": {Twin: true}}}, of: map[string]string{}, kinds: map[string][]string{}, found: map[string][]string{}}
		var rows []candidates.Placed
		for i, child := range c.records {
			id := string(rune('0' + i))
			if child != 'x' {
				e.truth.ChildOf[id] = string(child)
			}
			rows = append(rows, candidates.Placed{ChildID: "c", RecordID: id, Source: "health"})
		}
		e.countCluster(rows, newPairCounter())
		if e.of["c"] != c.of || e.Mixed != c.mixed || e.TwinsMerged != c.twins {
			t.Errorf("%s: it is %s, mixed %d, twins %d", c.records, e.of["c"], e.Mixed, e.TwinsMerged)
		}
		if c.of != "" && (!reflect.DeepEqual(e.found[c.of], []string{"c"}) || !reflect.DeepEqual(e.kinds["c"], []string{"health"})) {
			t.Errorf("%s: found %v in %v", c.records, e.found, e.kinds)
		}
	}
}

// Pairs are counted by true child, a wrong one with each of its two, and gathered by naming tradition.
func TestPairsByTrueChild(t *testing.T) {
	p := newPairCounter()
	for _, r := range [][2]string{{"a", "1"}, {"a", "1"}, {"a", "1"}, {"a", "2"}, {"b", "1"}, {"b", "1"}, {"c", "3"}} {
		p.addRecord("health", r[0], r[1])
	}
	want := map[string]Score{"a": {Right: 3, Wrong: 6, Missed: 3}, "b": {Right: 1, Wrong: 6}, "c": {}}
	if got := p.byChild(); !reflect.DeepEqual(got, want) {
		t.Errorf("by child %v, want %v", got, want)
	}
	e := &evaluation{truth: &Truth{Children: map[string]TrueChild{"a": {Tradition: "x"}, "b": {Tradition: "x"}, "c": {Tradition: "y"}}}, Quality: Quality{PairsByTradition: map[string]*Score{}}}
	if err := e.scoreTraditions(p); err != nil || !reflect.DeepEqual(e.PairsByTradition, map[string]*Score{"x": {Right: 4, Wrong: 12, Missed: 3}, "y": {}}) {
		t.Errorf("by tradition %v, %v", e.PairsByTradition["x"], err)
	}
}

// The day of a line is right within one day of the truth; one that says no more than since when a child is known, on any day up to the first on
// which anybody had met the child.
func TestWhenADayIsRight(t *testing.T) {
	day := func(d int) string { return time.Date(2026, 9, d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }
	for _, c := range []struct {
		said       int
		first      bool
		true, seen int
		want       bool
	}{
		{10, false, 10, 0, true}, {11, false, 10, 0, true}, {9, false, 10, 0, true}, {12, false, 10, 0, false}, {8, false, 10, 0, false}, {12, false, 10, 20, false}, {20, false, 10, 20, false},
		{12, true, 10, 20, true}, {20, true, 10, 20, true}, {21, true, 10, 20, true}, {22, true, 10, 20, false}, {9, true, 10, 20, true}, {8, true, 10, 20, false}, {12, true, 10, 0, false},
	} {
		row, truth := candidates.Row{Since: time.Date(2026, 9, c.said, 0, 0, 0, 0, time.UTC)}, TrueChild{Since: day(c.true)}
		if c.first {
			row.SinceIs = string(rules.FirstSeen)
		}
		if c.seen > 0 {
			truth.Seen = day(c.seen)
		}
		if got := sinceRight(row, truth); got != c.want {
			t.Errorf("%+v: right %v", c, got)
		}
	}
	if withinADay("", day(1)) || withinADay(day(1), "") {
		t.Error("no day is near one")
	}
}

// A child who is missing and not listed is told by why, what the run thought, and whether its records went to another.
func TestWhyAMissingChildIsNotListed(t *testing.T) {
	e := &evaluation{truth: &Truth{}, of: map[string]string{"1": "a", "2": "z"}, found: map[string][]string{"a": {"1"}, "b": {"2"}, "c": {"3"}}, status: map[string]string{"1": "grey", "2": "explained U01"},
		Quality: Quality{Why: map[string]*Score{}, Traditions: map[string]*Score{}, MissedBecause: map[string]int{}}}
	for _, id := range []string{"a", "b", "c", "d"} {
		e.scoreMissing(id, TrueChild{Why: "left", Tradition: "x"}, false)
	}
	e.scoreMissing("a", TrueChild{Why: "left", Tradition: "x"}, true)
	want := map[string]int{"left: grey": 1, "left: explained U01, joined to another child": 1, "left: not of age, joined to another child": 1, "in no extract": 1}
	if !reflect.DeepEqual(e.MissedBecause, want) || *e.Why["left"] != (Score{Right: 1, Missed: 4}) || *e.Traditions["x"] != (Score{Right: 1, Missed: 4}) {
		t.Errorf("missed %v, %v", e.MissedBecause, e.Why["left"])
	}
}
