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
	pieceLong, pieceNow := left(".kept/old", 9*24*time.Hour), left(".kept/young", time.Hour)
	partial := left("runs/.partial-2026-10-15T1", time.Hour)
	heldLong, heldNow := left("held/2026-10-01Tx", time.Hour), left("held/2026-10-19Tx", time.Hour)
	asideLong, asideNow := left("register-set-aside-20260701-030000", time.Hour), left("register-set-aside-20261001-030000-2", time.Hour)
	var copies []string
	for _, day := range []string{"20260101", "20260102", "20261011", "20261012", "20261013", "20261014", "20261015", "20261016", "20261017", "20261018"} {
		copies = append(copies, left("backups/x", 0)+"/../register-"+day+"-030000-000000.tar.zst")
		if err := os.WriteFile(copies[len(copies)-1], nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	went, err := ApplyRetention(o.Context(), o.settings, journal.Options{}, "retention job", calendar.On(2026, 10, 20), now)
	if err != nil || went.Checkpoints != 1 || !went.Any() || !strings.Contains(went.String(), "checkpoints of 1 runs that died") {
		t.Errorf("%+v, %v", went, err)
	}
	if journal.FileExists(old) || !journal.FileExists(young) || journal.FileExists(partial) {
		t.Error("what is old or unpublished is there, or what is young is not")
	}
	if journal.FileExists(pieceLong) || !journal.FileExists(pieceNow) || went.Pieces != 1 || !strings.Contains(went.String(), "1 pieces that no night has used") {
		t.Errorf("of two pieces %d went, want the one of nine days ago: %s", went.Pieces, went)
	}
	if journal.FileExists(heldLong) || !journal.FileExists(heldNow) || went.Held != 1 {
		t.Errorf("of two held runs %d went, want the one of more than 14 days ago", went.Held)
	}
	if journal.FileExists(asideLong) || !journal.FileExists(asideNow) || went.Asides != 1 {
		t.Errorf("of two registers that were set aside %d went, want the one of before the copies", went.Asides)
	}
	if journal.FileExists(copies[0]) || !journal.FileExists(copies[1]) || !journal.FileExists(copies[9]) || went.Copies == 0 || !strings.Contains(went.String(), "copies of the register") {
		t.Errorf("%d copies went, want those that the settings keep no longer: %s", went.Copies, went)
	}
	release, err := journal.LockFolder(out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ApplyRetention(o.Context(), o.settings, journal.Options{}, "retention job", calendar.On(2026, 10, 20), now); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("while a run is under way: %v", err)
	}
	release()
	o.settings.Output = t.TempDir()
	out = o.settings.Output
	old = left(".checkpoints/old", 25*time.Hour)
	if r, err := ApplyRetention(o.Context(), o.settings, journal.Options{}, "retention job", calendar.On(2026, 10, 20), now); err == nil || r.Checkpoints != 1 || journal.FileExists(old) {
		t.Errorf("without a register: %+v, %v", r, err)
	}
}
