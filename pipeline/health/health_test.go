package health

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var now = time.Date(2026, 10, 15, 9, 0, 0, 0, time.UTC)

// well is a report of a night without fault.
func well() *Report {
	return &Report{
		Written: now.Add(-10 * time.Minute), Rollcall: "v1", Authority: "887", Scheduled: true,
		Jobs: []Job{{Name: "nightly", Kind: "run", Began: now.Add(-7 * time.Hour), Ended: now.Add(-7*time.Hour + 90*time.Second), Ending: "done", Well: true,
			Attempts: 1, LastWell: now.Add(-7 * time.Hour), Due: now.Add(17 * time.Hour)}},
		Lists: Lists{Run: "r", AsOf: "2026-10-15", Published: now.Add(-7 * time.Hour), Counts: map[string]int{"cme_candidates": 43, "at_risk": 354}, Notices: 2},
	}
}

func TestFaultsSayWhoShouldLook(t *testing.T) {
	check := func(name string, spoil func(*Report), code int, text string) {
		t.Helper()
		r := well()
		spoil(r)
		f := r.Faults(now, 36*time.Hour)
		switch {
		case code == 0 && len(f) == 0:
		case code == 0 || len(f) == 0 || f[0].Code != code || !strings.Contains(f[0].Text, text):
			t.Errorf("%s: %+v, want first %d %q", name, f, code, text)
		}
	}
	job := func(set func(*Job)) func(*Report) { return func(r *Report) { set(&r.Jobs[0]) } }
	check("well", func(*Report) {}, 0, "")
	check("stale", func(r *Report) { r.Lists.Published = now.Add(-37 * time.Hour) }, CodeFailed, "37 hours old")
	check("not yet stale", func(r *Report) { r.Lists.Published = now.Add(-35 * time.Hour) }, 0, "")
	check("never", func(r *Report) { r.Lists = Lists{} }, CodeFailed, "no lists")
	check("failed", job(func(j *Job) { j.Well, j.Ending, j.Said = false, "failed", "disk full" }), CodeFailed, "disk full")
	check("running", job(func(j *Job) { j.Well, j.Ended = false, time.Time{} }), 0, "")
	check("held", job(func(j *Job) { j.Well, j.Waits, j.Ending = false, true, "held" }), CodeHeld, "waits for a person")
	check("missing", func(r *Report) { r.Lists.Missing = []string{"health: gone"} }, CodeMissing, "health: gone")
	check("missing and failed", func(r *Report) {
		r.Lists.Missing = []string{"health: gone"}
		r.Jobs[0].Well = false
	}, CodeFailed, "nightly")
	check("missing and held", func(r *Report) {
		r.Lists.Missing = []string{"health: gone"}
		r.Jobs[0].Waits = true
	}, CodeHeld, "nightly")
	check("dead", func(r *Report) { r.Written = now.Add(-7 * time.Hour) }, CodeFailed, "is it running")
	check("by hand", func(r *Report) { r.Written, r.Scheduled = now.Add(-7*time.Hour), false }, 0, "")
	check("overdue", job(func(j *Job) { j.Due = now.Add(-7 * time.Hour) }), CodeFailed, "not begun")
	check("clock", func(r *Report) { r.Doubt = "the clock went back" }, CodeFailed, "clock")
	check("state", func(r *Report) { r.Trouble = "the state" }, CodeFailed, "the state")
	check("untold", func(r *Report) { r.Untold, r.NotTold = 2, "mail: nobody there" }, CodeFailed, "2 notices")
}

// TestFaultsAreSaid holds the words, the order and the bounds.
func TestFaultsAreSaid(t *testing.T) {
	r := well()
	r.Lists.Missing, r.Untold, r.NotTold, r.Trouble = []string{"health: gone"}, 1, "mail: nobody there", "no state"
	r.Jobs[0].Well, r.Jobs[0].Waits, r.Jobs[0].Ending, r.Jobs[0].Said = false, true, "held", "too unlike"
	r.Jobs = append(r.Jobs, Job{Name: "copy", Ended: now, Ending: "failed", Said: "disk full", Attempts: 2, Failures: 3})
	want := []Fault{
		{1, "no state"},
		{1, "copy: failed at 2026-10-15T09:00:00Z (attempt 2, 3 in a row): disk full"},
		{1, "1 notices could not be told: mail: nobody there"},
		{5, "nightly: held since 2026-10-15T02:01:30Z; it waits for a person: too unlike"},
		{3, "health: gone"},
	}
	if diff := cmp.Diff(want, r.Faults(now, 36*time.Hour)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	r = well()
	r.Lists.Published, r.Written, r.Jobs[0].Due = now.Add(-36*time.Hour), now.Add(-silent), now.Add(-overdue)
	if f := r.Faults(now, 36*time.Hour); len(f) != 0 {
		t.Errorf("at the bounds: %v", f)
	}
}

// TestAReportThatCannotBeWritten leaves nothing half written behind.
func TestAReportThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "health.json")
	if err := os.MkdirAll(filepath.Join(path, "a folder in its place"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := well().Write(path); err == nil {
		t.Error("no error")
	}
	if err := well().Write(filepath.Join(path, "a folder in its place", "\x00")); err == nil {
		t.Error("no error")
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAReportIsReadAsItWasWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "health.json")
	want := well()
	if err := want.Write(path); err != nil {
		t.Fatal(err)
	}
	got, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if st, _ := os.Stat(path); st.Mode().Perm() != 0o600 {
		t.Errorf("mode %o", st.Mode().Perm())
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(path); err == nil {
		t.Error("a damaged file is read")
	}
	got.Put(Job{Name: "backup"})
	got.Put(Job{Name: "nightly", Exit: 4})
	if len(got.Jobs) != 2 || got.Jobs[0].Exit != 4 {
		t.Errorf("%+v", got.Jobs)
	}
}

func TestMetricsHoldCountsAndTimes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rollcall.prom")
	r := well()
	r.Jobs = append(r.Jobs, Job{Name: "backup", Kind: "backup", Began: now, Ended: now, Ending: "failed", Exit: 1, Failures: 3})
	if err := r.WriteMetrics(path); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/rollcall.prom")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(text)); diff != "" {
		t.Errorf("metrics (-want +got):\n%s", diff)
	}
	if err := r.WriteMetrics(filepath.Join(path, "below", "a file")); err == nil {
		t.Error("metrics that cannot be written are no error")
	}
}
