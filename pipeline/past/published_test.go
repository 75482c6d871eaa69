package past

import (
	"encoding/gob"
	"errors"
	"io"
	"path/filepath"
	"reflect"
	"testing"

	"rollcall/pipeline/candidates"
	"rollcall/sources"
)

// What a run says of its children is noted while its lists are written, of a sealed child too, and had back. Lists that were not
// read to their end, or not written, are not remembered.
func TestARunIsRememberedAsItIsWritten(t *testing.T) {
	out, dir := t.TempDir(), t.TempDir()
	reg := openIn(t, out)
	l := candidates.Lists{
		CME: []candidates.Line[candidates.Row]{candidates.NewLine(candidates.Row{ChildID: "A"}, false)},
		Reconciled: openLines([]candidates.Reconciled{
			{ChildID: "A", Status: "candidate"}, {ChildID: "B", Status: "explained", RecordID: "home_education:h.csv#2"},
		}),
		Placed: func(yield func(candidates.Line[candidates.Placed]) bool) {
			_ = yield(candidates.NewLine(candidates.Placed{ChildID: "A", Source: "health"}, false)) &&
				yield(candidates.NewLine(candidates.Placed{ChildID: "C", Source: "housing"}, true)) &&
				yield(candidates.NewLine(candidates.Placed{ChildID: "A", Source: "health"}, false))
		},
	}
	var wrote []string
	if err := RememberPublished(dir, reg, l, func(l candidates.Lists) error {
		for line := range l.Placed {
			row, _ := line.Printed()
			wrote = append(wrote, row.ChildID)
		}
		for line := range l.Reconciled {
			row, _ := line.Printed()
			wrote = append(wrote, row.ChildID)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(wrote, []string{"A", "", "A", "A", "B"}) {
		t.Errorf("written are the rows of %q", wrote)
	}
	said, err := recall(t, reg, today).ReadPublished(dir)
	if want := (&Published{Candidates: map[string]bool{"A": true}, Explained: map[string]sources.Kind{"B": sources.HomeEducation},
		Records: map[string]map[sources.Kind]int{"A": {sources.Health: 2}, "C": {sources.Housing: 1}}, Sealed: map[string]bool{"C": true},
		Status: map[string]string{"A": "candidate", "B": "explained"}}); err != nil || !reflect.DeepEqual(said, want) {
		t.Errorf("remembered is %+v, %v; want %+v", said, err, want)
	}
	if err := RememberPublished(t.TempDir(), reg, l, func(l candidates.Lists) error {
		for range l.Placed {
			break
		}
		for range l.Reconciled {
		}
		return nil
	}); err == nil {
		t.Error("lists are remembered that nobody read to their end")
	}
	full := errors.New("no space left")
	if err := RememberPublished(t.TempDir(), reg, l, func(candidates.Lists) error { return full }); !errors.Is(err, full) {
		t.Errorf("lists that could not be written: %v, want %v", err, full)
	}
}

// What an earlier build kept of its children's records, a map for each, is had back too.
func TestARunOfAnEarlierBuildIsRemembered(t *testing.T) {
	out, dir := t.TempDir(), t.TempDir()
	reg := openIn(t, out)
	want := &Published{Candidates: map[string]bool{"A": true}, Explained: map[string]sources.Kind{"B": sources.Health}, Sealed: map[string]bool{"C": true},
		Records: map[string]map[sources.Kind]int{"A": {sources.Health: 2, sources.Housing: 1}}, Status: map[string]string{"A": "candidate"}}
	without := *want
	without.Status = nil
	for what, build := range map[string]struct {
		kept any
		want *Published
	}{
		"maps":                  {want, want},
		"maps without statuses": {without, &without},
		"words in full": {struct {
			Candidates, Sealed map[string]bool
			Explained          map[string]sources.Kind
			Status             map[string]string
			Children, Kinds    []string
			Ends, Rows         []int
		}{want.Candidates, want.Sealed, want.Explained, want.Status, []string{"A"}, []string{"health", "housing"}, []int{2}, []int{2, 1}}, want},
	} {
		if err := reg.SecretFor(rememberedSecret).WriteFile(filepath.Join(dir, rememberedFile), func(w io.Writer) error { return gob.NewEncoder(w).Encode(build.kept) }); err != nil {
			t.Fatal(err)
		}
		if said, err := recall(t, reg, today).ReadPublished(dir); err != nil || !reflect.DeepEqual(said, build.want) {
			t.Errorf("%s: remembered is %+v, %v; want %+v", what, said, err, build.want)
		}
	}
}
