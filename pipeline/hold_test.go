package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/breaker"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

var heldDay = calendar.On(2026, 10, 16)

func registerIn(t *testing.T, out string) *register.Register {
	t.Helper()
	reg, err := past.OpenRegister(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = reg.Close() })
	return reg
}

func asJSON(t *testing.T, v any) json.RawMessage {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func recordNight(t *testing.T, reg *register.Register, id string, on calendar.Date, c *register.Compared) {
	t.Helper()
	if err := reg.RecordRun(t.Context(), register.Run{ID: id, AsOf: on.Midnight(), Folder: "runs/" + id, Published: true, Compared: c}); err != nil {
		t.Fatal(err)
	}
}

// The nights that are counted together reach back a fortnight, and no further than the last that a person released.
func TestNightsCountedTogether(t *testing.T) {
	reg := registerIn(t, t.TempDir())
	night := func(id string, daysAgo, lost int, released bool) {
		step := asJSON(t, breaker.Step{Lost: map[string]int{"home_education": lost}})
		recordNight(t, reg, id, heldDay.AddDays(-daysAgo), &register.Compared{Step: step, Released: released})
	}
	lost := func() (all []int) {
		steps, err := stepsSinceRelease(t.Context(), reg, heldDay)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range steps {
			all = append(all, s.Lost["home_education"])
		}
		return all
	}
	night("a", 14, 1, false)
	night("b", 13, 2, false)
	night("c", 3, 4, false)
	recordNight(t, reg, "first", heldDay.AddDays(-3), &register.Compared{}) // a first night has no step
	if d := cmp.Diff([]int{2, 4}, lost()); d != "" {
		t.Error(d)
	}
	night("d", 2, 90, true)
	night("e", 1, 8, false)
	if d := cmp.Diff([]int{8}, lost()); d != "" {
		t.Error(d)
	}
}

// Nights that are held for one of the same reasons since the last lists are counted, whatever is said of them.
func TestHeldNightsAreCounted(t *testing.T) {
	out := t.TempDir()
	reg := registerIn(t, out)
	hold := func(id string, on calendar.Date, trips ...breaker.Trip) {
		if err := reg.RecordHeld(t.Context(), register.Held{Run: id, AsOf: on.String(), Trips: asJSON(t, trips)}); err != nil {
			t.Fatal(err)
		}
	}
	flood, other := breaker.Trip{About: breaker.OfRule, Which: "C01", N: 20}, breaker.Trip{About: breaker.OfRule, Which: "C06"}
	hold("before the last lists", heldDay-9, flood)
	recordNight(t, reg, "last", heldDay-8, &register.Compared{})
	hold("a", heldDay-4, flood, other)
	hold("b", heldDay-3, other)
	hold("c", heldDay-1, flood)
	last, err := reg.RunUpTo(t.Context(), heldDay.Midnight())
	if err != nil {
		t.Fatal(err)
	}
	e := &HeldError{Run: "now", Since: heldDay, Nights: 1, Folder: "held/now", Why: []string{"a flood"}}
	again := flood
	again.N = 30
	if err := e.countNights(t.Context(), reg, &compared{last: &past.LastLists{Run: last}, trips: []breaker.Trip{again}}); err != nil || e.Since != heldDay-4 || e.Nights != 3 {
		t.Errorf("held since %s, %d nights, %v", e.Since, e.Nights, err)
	}
	if !errors.Is(e, ErrHeld) || errors.Is(e, context.Canceled) || !strings.Contains(e.Error(), "since that of 12 October 2026, 3 of them\n  a flood\n") ||
		!strings.Contains(e.Error(), "rollcall release now --by ROLE") {
		t.Errorf("it says %v", e)
	}
}

// What was held goes when its days are over.
func TestHeldRunsAreSwept(t *testing.T) {
	out := t.TempDir()
	hold := func(ids ...journal.RunID) {
		for _, id := range ids {
			_, err := journal.HoldFolder(out, id, func(string) error { return nil }, func(path string) error { return os.WriteFile(path, nil, 0o600) })
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	hold("2026-10-02Ta", "2026-10-03Tb", "2026-10-16Tc")
	if _, err := journal.SweepHeld(out, heldDay+1, 14); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(out, "held", "*"))
	want := []string{"2026-10-03Tb", "2026-10-03Tb.record", "2026-10-16Tc", "2026-10-16Tc.record"}
	for i := range left {
		left[i] = filepath.Base(left[i])
	}
	if err != nil || !slices.Equal(left, want) {
		t.Errorf("left are %v, %v", left, err)
	}
}

// An entry that is gone holds its extract back only where a run relied on it; everything else is told, until a published run notes it.
func TestWhatTheSettingsNoLongerSay(t *testing.T) {
	reg := registerIn(t, t.TempDir())
	then := settings.Shape{Authority: "887", Sources: []settings.SourceShape{{Kind: "home_education", From: "he.csv"}, {Kind: "health", From: "h.csv", Columns: map[string]string{"dob": "Birth"}},
		{Kind: "deaths", From: "d.csv"}}, Numbers: map[string]string{}}
	path := filepath.Join(t.TempDir(), "rollcall.yaml")
	text := "authority: {code: \"887\"}\noutput: out\nsources: [{kind: health, path: h.csv, columns: {dob: Seen}, dates: 02/01/2006}]\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := settings.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	then.Numbers = s.Shape().Numbers
	accepted := func(kind string) register.Extract { return register.Extract{Kind: kind, Rows: 88} }
	compare := func() *settingsChanges {
		memory, err := past.Recall(t.Context(), reg, heldDay)
		if err != nil {
			t.Fatal(err)
		}
		c, err := compareSettings(t.Context(), s, reg, memory, heldDay)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if c := compare(); len(c.all)+len(c.reports) > 0 {
		t.Errorf("on a first night %+v", c)
	}
	run := register.Run{ID: "a", AsOf: (heldDay - 1).Midnight(), Folder: "runs/a", Published: true, Compared: &register.Compared{Settings: asJSON(t, then)},
		Accepted: []register.Extract{accepted("home_education"), accepted("health")}}
	if err := reg.RecordRun(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	c := compare()
	want := []journal.GateReport{
		{Gate: "settings", Kind: "health", Held: true, Why: "it is read otherwise: columns.dob was Birth and is Seen; dates was none and is 02/01/2006; the run for 15 October 2026 had 88 rows of it"},
		{Gate: "settings", Kind: "home_education", Held: true, Why: "the settings name it no longer; the run for 15 October 2026 had 88 rows of it"},
	}
	if d := cmp.Diff(want, c.reports); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	j := journal.New(t.Context(), journal.Options{})
	c.tell(j)
	if n := j.Manifest.Notices; len(n) != 1 || n[0].Grave || n[0].Text != "settings: deaths: the settings name it no longer, since the last published run" {
		t.Errorf("told is %+v", n)
	}
	if why := c.whyOf("home_education"); why != "the settings name it no longer" || c.whyOf("housing") != "" {
		t.Errorf("of home education %q", why)
	}
	// One of the two is accepted.
	want[0].Accepted = &journal.Accepted{By: "lead"}
	run.ID, run.AsOf, run.Compared = "b", heldDay.Midnight(), &register.Compared{Settings: c.noted(want)}
	if err := reg.RecordRun(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	if c := compare(); len(c.reports) != 1 || c.reports[0].Kind != "home_education" || len(c.all) != 1 {
		t.Errorf("on the next night %+v", c)
	}
}
