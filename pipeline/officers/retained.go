package officers

import (
	"context"
	"fmt"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/kept"
	"rollcall/pipeline/safekeeping"
	"rollcall/pipeline/settings"
)

// Retained is what retention took out of an output folder.
type Retained struct {
	Pruned
	Checkpoints int // of runs that died more than a day ago
	Pieces      int // that runs kept for the next, and none has used for a week
	Held        int // runs that were held longer ago than the settings keep them (breaker)
	Copies      int // of the register, that the settings keep no longer (backup)
	Asides      int // registers that were set aside, from before any copy that is kept
}

// Any reports whether anything was.
func (r *Retained) Any() bool {
	return r.Pruned.Any() || r.Checkpoints+r.Pieces+r.Held+r.Copies+r.Asides > 0
}

// String says in words what it was, a line each.
func (r *Retained) String() string {
	var b strings.Builder
	b.WriteString(r.Pruned.String())
	for _, x := range []struct {
		n    int
		what string
	}{{r.Checkpoints, "checkpoints of %s runs that died"}, {r.Pieces, "%s pieces that no night has used for a week"}, {r.Held, "%s runs that were held before publication"}, {r.Copies, "%s copies of the register"},
		{r.Asides, "%s registers that were set aside when one was put back"}} {
		if x.n > 0 {
			fmt.Fprintf(&b, "  "+x.what+"\n", journal.Grouped(x.n))
		}
	}
	return b.String()
}

// ApplyRetention takes out of an output folder all whose time has ended on a day, by the retention schedule of the settings: of the
// register and the published runs as PruneRegister does, on whose order (by) the ledger keeps, and of what lies beside them. What
// died runs left is deleted first, so that a register that cannot be pruned (it is broken, or there is none) holds nothing of that up.
// The error is journal.ErrLocked while a run is under way: a job is to be tried again.
func ApplyRetention(ctx context.Context, s *settings.Settings, o journal.Options, by string, today calendar.Date, now time.Time) (*Retained, error) {
	o = o.WithDefaults(s.OutputDir())
	swept, err := SweepDead(o.Out, now)
	if err != nil {
		return nil, err
	}
	r := &Retained{Checkpoints: swept}
	if err := r.sweepKept(s, o, today, now); err != nil {
		return r, err
	}
	pruned, err := PruneRegister(ctx, s, o, by, today)
	if err != nil {
		return r, err
	}
	r.Pruned = *pruned
	return r, nil
}

// sweepKept takes out what lies beside the register and the published runs and is past its time.
func (r *Retained) sweepKept(s *settings.Settings, o journal.Options, today calendar.Date, now time.Time) error {
	release, err := journal.LockFolder(o.Out)
	if err != nil {
		return err
	}
	defer release()
	if r.Pieces, err = kept.SweepOld(o.Out, now); err != nil {
		return err
	}
	if r.Held, err = journal.SweepHeld(o.Out, today, s.HeldDays()); err != nil {
		return err
	}
	safe := safekeeping.AskedIn(s, o)
	safe.Clock = func() time.Time { return now }
	r.Copies, r.Asides, err = safekeeping.DropPast(safe)
	return err
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
