package officers

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
)

// Retention as a job takes out what is past its time and what died runs left, in the job's name; while a run is under way it is told
// to come again; and without a register what died runs left goes all the same.
func TestRetentionIsAJob(t *testing.T) {
	o := openOffice(t)
	o.show("a", calendar.On(2026, 10, 15), nil, nil)
	out := o.settings.Output
	now := time.Date(2026, 10, 20, 3, 0, 0, 0, time.UTC)
	left := func(name string, age time.Duration) string {
		t.Helper()
		dir := filepath.Join(out, name)
		if err := errors.Join(os.MkdirAll(dir, 0o700), os.Chtimes(dir, now.Add(-age), now.Add(-age))); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	old, young := left(".checkpoints/old", 25*time.Hour), left(".checkpoints/young", time.Hour)
	partial := left("runs/.partial-2026-10-15T1", time.Hour)
	went, err := ApplyRetention(o.Context(), o.settings, journal.Options{}, "retention job", now)
	if err != nil || went.Checkpoints != 1 || !went.Any() || !strings.Contains(went.String(), "checkpoints of 1 runs that died") {
		t.Errorf("%+v, %v", went, err)
	}
	if journal.FileExists(old) || !journal.FileExists(young) || journal.FileExists(partial) {
		t.Error("what is old or unpublished is there, or what is young is not")
	}
	release, err := journal.LockFolder(out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ApplyRetention(o.Context(), o.settings, journal.Options{}, "retention job", now); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("while a run is under way: %v", err)
	}
	release()
	o.settings.Output = t.TempDir()
	out = o.settings.Output
	old = left(".checkpoints/old", 25*time.Hour)
	if r, err := ApplyRetention(o.Context(), o.settings, journal.Options{}, "retention job", now); err == nil || r.Checkpoints != 1 || journal.FileExists(old) {
		t.Errorf("without a register: %+v, %v", r, err)
	}
}
