package past

import (
	"iter"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
)

// The lists that stand on a day are those of the newest published run up to it, of the day itself too.
func TestTheListsThatStand(t *testing.T) {
	reg := openIn(t, t.TempDir())
	none, err := recall(t, reg, today).LastLists(t.Context())
	if err != nil || none.Run.IsKnown() || len(none.Lines) > 0 {
		t.Errorf("of no run %+v, %v", none, err)
	}
	if l, err := (&Past{}).LastLists(t.Context()); err != nil || l.Run.IsKnown() {
		t.Errorf("of no register %+v, %v", l, err)
	}
	record(t, reg, register.Run{ID: "first", AsOf: (today - 1).Midnight(), Folder: "runs/first", Published: true, Shown: []register.Shown{shown("A", "1")}})
	record(t, reg, register.Run{ID: "second", AsOf: today.Midnight(), Folder: "runs/second", Published: true, Shown: []register.Shown{shown("A", "1"), shown("B", "1")}})
	record(t, reg, register.Run{ID: "third", AsOf: (today + 1).Midnight(), Folder: "runs/third", Shown: []register.Shown{shown("C", "1")}})
	for on, want := range map[string]string{"yesterday": "first", "today": "second", "in a week": "second"} {
		day := map[string]int{"yesterday": -1, "in a week": 7}[on]
		p := recall(t, reg, today.AddDays(day))
		l, err := p.LastLists(t.Context())
		if err != nil || l.Run.ID != want || l.Folder != filepath.Join("runs", want) {
			t.Errorf("%s: %+v, %v", on, l, err)
		}
		if _, b := l.Lines[Line{"cme_candidates", "B"}]; b != (want == "second") {
			t.Errorf("%s: lines %v", on, l.Lines)
		}
		if shared := reflect.ValueOf(l.Lines).Pointer() == reflect.ValueOf(p.Lines).Pointer(); shared != (on == "in a week") {
			t.Errorf("%s: the lines are those of the night before: %v", on, shared)
		}
	}
}

// Of a published run it is read how the children stood who are asked for, and how many each kind of extract explained.
func TestHowChildrenStood(t *testing.T) {
	dir := t.TempDir()
	l := candidates.Lists{Reconciled: openLines([]candidates.Reconciled{
		{ChildID: "A", Status: "explained", ExplainedBy: "U04", RecordID: "home_education:h.csv#2"},
		{ChildID: "B", Status: "explained", ExplainedBy: "U04", RecordID: "home_education:h.csv#3"},
		{ChildID: "C", Status: "candidate"}, {ChildID: "D", Status: "undecided", RecordID: "housing:a#1"}, {ChildID: "E", Status: "explained", ExplainedBy: "U01", RecordID: "school_census:c#9"},
	})}
	l.Placed, l.Links, l.Stale, l.Rejected = openLines([]candidates.Placed{}), openLines([]candidates.Link{}), openLines([]candidates.Reconciled{}), slices.Values([]candidates.Rejected{})
	if err := candidates.PublishLists(dir, l); err != nil {
		t.Fatal(err)
	}
	stood, explained, err := (&Past{}).ReadStood(dir, map[string]bool{"A": true, "C": true, "D": true, "Z": true})
	if err != nil || !reflect.DeepEqual(stood, map[string]Stood{"A": {"explained", "home_education"}, "C": {"candidate", ""}, "D": {"undecided", "housing"}}) ||
		!reflect.DeepEqual(explained, map[string]int{"home_education": 2, "school_census": 1}) {
		t.Errorf("stood %v, explained %v, %v", stood, explained, err)
	}
	if _, _, err := (&Past{}).ReadStood(t.TempDir(), nil); err == nil {
		t.Error("a run without a reconciliation is read")
	}
}

// openLines are lines of children of whom none is sealed.
func openLines[T candidates.Bareable[T]](rows []T) iter.Seq[candidates.Line[T]] {
	return func(yield func(candidates.Line[T]) bool) {
		for _, row := range rows {
			if !yield(candidates.NewLine(row, false)) {
				return
			}
		}
	}
}
