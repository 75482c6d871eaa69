package pipeline

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/register"
)

// run is one run under way: what it was asked, and what is known of it so far. After a failure its err is set and every
// later step is skipped, so that Run reads as a list of stages.
type run struct {
	ctx      context.Context
	settings *Settings
	options  Options
	id       RunID
	log      *slog.Logger
	calendar *calendar.Calendar
	manifest *Manifest
	save     *checkpoints
	history  History
	known    knownIdentities // before the run
	register *register.Register
	memory   *recollection
	gates    *gatekeeper
	judged   []GateReport // what the gates said, of a run that is explained
	err      error
}

// step runs one stage unless an earlier one failed: it times it, names it in its error, and writes its counts to the
// manifest and the log.
func step[In, Out any](r *run, name string, stage func(*run, In) (Out, error), in In) (out Out) {
	if r.err == nil {
		r.err = r.ctx.Err()
	}
	if r.err != nil {
		return out
	}
	r.options.Progress.Start(name)
	began := r.options.Clock()
	s := r.manifest.begin(name)
	out, err := stage(r, in)
	s.Seconds = r.options.Clock().Sub(began).Seconds()
	r.options.Progress.Done(name, *s)
	if err != nil {
		r.err = fmt.Errorf("%s: %w", name, err)
		return out
	}
	r.log.Info("stage done", "stage", name, "seconds", fmt.Sprintf("%.2f", s.Seconds), "counts", s.Counts.String())
	return out
}

// count adds a count to the stage under way. Counts are of things, never of values.
func (r *run) count(name string, n int) {
	s := &r.manifest.Stages[len(r.manifest.Stages)-1]
	s.Counts = append(s.Counts, Count{name, n})
	r.options.Progress.Count(s.Name, name, n)
}

// Progress is told what a run is doing, for a person who watches it.
type Progress interface {
	Start(stage string)
	Count(stage, what string, n int)
	Done(stage string, s StageReport)
}

// Quiet is a Progress that shows nothing.
type Quiet struct{}

// Start does nothing.
func (Quiet) Start(string) {}

// Count does nothing.
func (Quiet) Count(string, string, int) {}

// Done does nothing.
func (Quiet) Done(string, StageReport) {}

// Clock tells the time; only timings and the run's own name use it, never a stage.
type Clock func() time.Time
