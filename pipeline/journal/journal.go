package journal

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/custody"
)

// Options say how a run is made, apart from what the settings say.
type Options struct {
	AsOf    calendar.Date // the day on which the law is asked; never read from a clock in here
	Out     string        // output folder
	Workers int           // zero: one for each processor; it changes no result
	Version string        // of the program, for the manifest
	Build   string        // what tells this build of it from any other, for checkpoints
	// MoveLatest lets a run for an earlier day become the latest; AnyDay one be made for a day years from its extracts.
	MoveLatest, AnyDay bool
	Whole              bool // nothing that an earlier night kept is taken: all is made anew
	Log                *slog.Logger
	Progress           Progress
	Clock              Clock          // for timings and the run's name only
	Custody            custody.Policy // who may open what is written
}

// WithDefaults fills in what is left out; out is the output folder of the settings.
func (o Options) WithDefaults(out string) Options {
	if o.Out == "" {
		o.Out = out
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	if o.Progress == nil {
		o.Progress = Quiet{}
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	return o
}

// Clock tells the time; only timings and the run's own name use it, never a stage.
type Clock func() time.Time

// Journal is where a run under way notes what it does. After a failure every later step is skipped, so that a run reads as a
// list of stages.
type Journal struct {
	Options
	Manifest *Manifest
	ctx      context.Context
	kept     checkpoints // of an empty folder: none are kept
	aside    bool        // it does not become the latest
	failure  error
}

// New opens a journal whose manifest says no more than what is noted in it. The options have their defaults.
func New(ctx context.Context, o Options) *Journal {
	return &Journal{Options: o, ctx: ctx, Manifest: &Manifest{Results: map[string]int{}, Outputs: map[string]string{}}}
}

// Context ends when the run is to end.
func (j *Journal) Context() context.Context { return j.ctx }

// Failure is the error of the stage that failed, which names the stage; nil while none has.
func (j *Journal) Failure() error { return j.failure }

// Step runs one stage unless an earlier one failed: it times it, names it in its error, and writes its counts to the
// manifest and the log.
func Step[Out any](j *Journal, name string, stage func() (Out, error)) (out Out) {
	if j.failure == nil {
		j.failure = j.ctx.Err()
	}
	if j.failure != nil {
		return out
	}
	j.Progress.Start(name)
	began := j.Clock()
	j.Manifest.Stages = append(j.Manifest.Stages, StageReport{Name: name, Counts: Counts{}})
	out, err := stage()
	s := j.underWay()
	s.Seconds = j.Clock().Sub(began).Seconds()
	j.Progress.Done(name, *s)
	if err != nil {
		j.failure = fmt.Errorf("%s: %w", name, err)
		return out
	}
	j.Log.Info("stage done", "stage", name, "seconds", fmt.Sprintf("%.2f", s.Seconds), "counts", s.Counts.String())
	return out
}

func (j *Journal) underWay() *StageReport { return &j.Manifest.Stages[len(j.Manifest.Stages)-1] }

// Count adds a count to the stage under way. Counts are of things, never of values.
func (j *Journal) Count(name string, n int) {
	s := j.underWay()
	s.Counts = append(s.Counts, Count{name, n})
	j.Progress.Count(s.Name, name, n)
}

// Notice tells what an operator or an officer must know.
func (j *Journal) Notice(n ...Notice) { j.Manifest.Notices = append(j.Manifest.Notices, n...) }

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
