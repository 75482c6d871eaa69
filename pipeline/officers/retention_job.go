package officers

import (
	"context"
	"fmt"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// Retained is what a night's retention took out of an output folder.
type Retained struct {
	Pruned
	Checkpoints int // of runs that died more than a day ago
}

// Any reports whether anything was.
func (r *Retained) Any() bool { return r.Pruned.Any() || r.Checkpoints > 0 }

// String says in words what it was, a line each.
func (r *Retained) String() string {
	var b strings.Builder
	b.WriteString(r.Pruned.String())
	if r.Checkpoints > 0 {
		fmt.Fprintf(&b, "  checkpoints of %s runs that died\n", journal.Grouped(r.Checkpoints))
	}
	return b.String()
}

// ApplyRetention is retention as a job of the schedule: it takes out of an output folder all whose time has ended, by the retention
// schedule of the settings, as PruneRegister does by order of a person. The ledger keeps by, the job's name. What died runs
// left is deleted first, so that a register that cannot be pruned (it is broken, or there is none) holds nothing of that up.
// The error is journal.ErrLocked while a run is under way: the job is to be tried again.
func ApplyRetention(ctx context.Context, s *settings.Settings, o journal.Options, by string, now time.Time) (*Retained, error) {
	o = o.WithDefaults(s.OutputDir())
	swept, err := SweepDead(o.Out, now)
	if err != nil {
		return nil, err
	}
	r := &Retained{Checkpoints: swept}
	y, m, d := now.Date()
	pruned, err := PruneRegister(ctx, s, o, by, calendar.On(y, m, d))
	if err != nil {
		return r, err
	}
	r.Pruned = *pruned
	return r, nil
}

// SweepDead deletes what runs that died left in an output folder, unpublished folders and checkpoints older than a day, and says
// how many runs the checkpoints were of. It is done when a schedule begins, too: the run that would sweep may be hours away.
func SweepDead(out string, now time.Time) (int, error) {
	release, err := journal.LockFolder(out)
	if err != nil {
		return 0, err
	}
	defer release()
	if err := journal.SweepUnpublished(out); err != nil {
		return 0, err
	}
	return journal.SweepCheckpoints(out, now)
}
