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

// Pairs are counted by true child, a wrong one with each of its two, and gathered by group.
func TestPairsByTrueChild(t *testing.T) {
	p := newPairCounter()
	for _, r := range [][2]string{{"a", "1"}, {"a", "1"}, {"a", "1"}, {"a", "2"}, {"b", "1"}, {"b", "1"}, {"c", "3"}} {
		p.addRecord("health", r[0], r[1])
	}
	want := map[string]Score{"a": {Right: 3, Wrong: 6, Missed: 3}, "b": {Right: 1, Wrong: 6}, "c": {}}
	if got := p.byChild(); !reflect.DeepEqual(got, want) {
		t.Errorf("by child %v, want %v", got, want)
	}
	e := &evaluation{truth: &Truth{Children: map[string]TrueChild{"a": {Groups: []string{"x", "z"}}, "b": {Groups: []string{"x"}}, "c": {Groups: []string{"y"}}}}, Quality: Quality{Groups: map[string]*Group{}}}
	e.scoreGroupPairs(p)
	for name, want := range map[string]Score{"x": {Right: 4, Wrong: 12, Missed: 3}, "y": {}, "z": {Right: 3, Wrong: 6, Missed: 3}} {
		if e.Groups[name] == nil || e.Groups[name].Pairs != want {
			t.Errorf("pairs of %s: %v, want %v", name, e.Groups[name], want)
		}
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
		if days, known := daysFrom(row, truth, truth.Since); !known || (days <= 1) != c.want {
			t.Errorf("%+v: %d days from it, known %v", c, days, known)
		}
	}
	if _, known := daysFrom(candidates.Row{Since: time.Now()}, TrueChild{}, ""); known {
		t.Error("no day is near one")
	}
}

// A line is held to both days that authorities count from: it may be near one of them alone.
func TestSinceByBothConventions(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 9, d, 0, 0, 0, 0, time.UTC) }
	e := &evaluation{}
	for _, said := range []int{1, 2, 7, 8} {
		e.scoreSince(candidates.Row{Since: day(said)}, TrueChild{Since: "2026-09-01", Educated: "2026-07-22"})
	}
	e.scoreSince(candidates.Row{Since: day(4)}, TrueChild{Since: "2026-09-07", Educated: "2026-09-04"})
	e.scoreSince(candidates.Row{Since: day(1)}, TrueChild{Since: "2026-09-01"}) // had none before
	e.scoreSince(candidates.Row{}, TrueChild{Since: "2026-09-01"})              // says no day
	if e.FromSchoolDay != (Nearness{Day: 3, Five: 4, Of: 6}) || e.FromEducation != (Nearness{Day: 1, Five: 1, Of: 5}) {
		t.Errorf("from the school day %+v, from the last of education %+v", e.FromSchoolDay, e.FromEducation)
	}
}

// A child who is missing and not listed is told by why, what the run thought, and whether its records went to another.
func TestWhyAMissingChildIsNotListed(t *testing.T) {
	e := &evaluation{truth: &Truth{}, of: map[string]string{"1": "a", "2": "z", "5": "e", "6": "z"}, found: map[string][]string{"a": {"1"}, "b": {"2"}, "c": {"3"}, "e": {"5", "6"}},
		status: map[string]string{"1": "grey U01", "2": "explained U01", "5": "elsewhere U13", "6": "undecided"}, Quality: Quality{Why: map[string]*Score{}, Groups: map[string]*Group{}, MissedBecause: map[string]int{}}}
	gone := TrueChild{Why: "left", Groups: []string{"x"}}
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		e.scoreMissing(id, gone, false)
	}
	e.scoreMissing("a", gone, true)
	want := map[string]int{"left: grey U01": 1, "left: explained U01, joined to another child": 1, "left: not of age, joined to another child": 1, "left: elsewhere U13": 1, "in no extract": 1}
	if !reflect.DeepEqual(e.MissedBecause, want) || *e.Why["left"] != (Score{Right: 1, Missed: 5}) || e.Groups["x"].Lines != (Score{Right: 1, Missed: 5}) {
		t.Errorf("missed %v, %v", e.MissedBecause, e.Why["left"])
	}
	if e.Hidden != 2 { // b and c; a is a person's to judge, part of e is not known, and d nobody has seen
		t.Errorf("hidden %d", e.Hidden)
	}
}

// Every count of several runs is added, those in maps too, and none of them is changed.
func TestTogether(t *testing.T) {
	one := &Quality{Children: 3, CME: Score{Right: 2}, Groups: map[string]*Group{"x": {Lines: Score{Wrong: 1}, Grey: Share{N: 1, Of: 2}}}, MissedBecause: map[string]int{"grey": 1}}
	two := &Quality{Children: 4, FromEducation: Nearness{Of: 5}, Groups: map[string]*Group{"x": {Lines: Score{Wrong: 2}}, "y": {}}, MissedBecause: map[string]int{"grey": 2, "none": 1}}
	want := &Quality{Children: 7, CME: Score{Right: 2}, FromEducation: Nearness{Of: 5}, MissedBecause: map[string]int{"grey": 3, "none": 1},
		Groups: map[string]*Group{"x": {Lines: Score{Wrong: 3}, Grey: Share{N: 1, Of: 2}}, "y": {}}}
	got := Together([]*Quality{one, two})
	for name, g := range want.Groups {
		if *got.Groups[name] != *g {
			t.Errorf("%s: %+v, want %+v", name, got.Groups[name], g)
		}
	}
	if got.Children != 7 || got.CME != want.CME || got.FromEducation != want.FromEducation || !reflect.DeepEqual(got.MissedBecause, want.MissedBecause) || one.MissedBecause["grey"] != 1 || one.Groups["x"].Lines.Wrong != 1 {
		t.Errorf("together %+v", got)
	}
}

// The group told as lowest has enough children to tell: one wrong line of two says nothing.
func TestLowestOfThoseWithEnough(t *testing.T) {
	q := &Quality{Groups: map[string]*Group{"few": {Lines: Score{Wrong: 19}}, "many": {Lines: Score{Right: 12, Wrong: 8}}, "more": {Lines: Score{Right: 30}}}}
	if name, value := q.lowest(linePrecision); name != "many" || value != .6 {
		t.Errorf("lowest is %s, %v", name, value)
	}
	if name, _ := (&Quality{}).lowest(lineRecall); name != "" {
		t.Errorf("of none it is %s", name)
	}
	if got := []string{intervalWords(12, 20), intervalWords(3, 19)}; got[0] != "0.600 (0.387 to 0.781)" || got[1] != "0.158" {
		t.Errorf("intervals %v", got)
	}
}
