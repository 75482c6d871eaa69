package pipeline

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"runtime"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/rules"
)

// Options say how a run is made, apart from what the settings say.
type Options struct {
	AsOf     calendar.Date // the day on which the law is asked; never read from a clock in here
	Out      string        // output folder; empty: the settings' own
	Workers  int           // zero: one for each processor; it changes no result
	Version  string        // of the program, for the manifest
	Log      *slog.Logger
	Progress Progress
	Clock    Clock // for timings and the run's name only
}

// Result is a published run.
type Result struct {
	ID       RunID
	Folder   string
	Manifest *Manifest
	Lists    *Lists
	Held     bool // some input is missing, stale or held back: the reasons are the manifest's grave notices
}

// Run makes one run and publishes it whole, or publishes nothing and returns an error that names the stage.
// ErrLocked says that another run is under way; a *SettingsError that the settings must be mended.
func Run(ctx context.Context, s *Settings, o Options) (*Result, error) {
	o = o.withDefaults(s)
	release, err := lock(o.Out)
	if err != nil {
		return nil, err
	}
	defer release()
	r, err := newRun(ctx, s, o)
	if err != nil {
		return nil, err
	}
	defer r.close()
	if err := r.recall(); err != nil {
		return nil, err
	}
	plan, err := s.extracts()
	if err != nil {
		return nil, err
	}
	intake := savedIntake(r, ingest, ingestCodec, plan)
	intake = step(r, "gate", gate, intake)
	people := step(r, "standardise", standardise, intake.Ingested)
	blocks := saved(r, "block", block, blockCodec, people)
	scored := saved(r, "compare and score", compare, compareCodec, blocks)
	children := step(r, "resolve", resolve, scored)
	judged := step(r, "decide", decide, children)
	judged = step(r, "fairness", fairness, Weighing{judged, intake.Apart})
	return step(r, "publish", publish, judged), r.err
}

// close lets go of what the run held open.
func (r *run) close() {
	if r.register != nil {
		_ = r.register.Close()
	}
}

func newRun(ctx context.Context, s *Settings, o Options) (*run, error) {
	if err := sweep(o.Out); err != nil {
		return nil, err
	}
	id := newRunID(o.Out, o.AsOf.String(), o.Clock())
	r := &run{ctx: ctx, settings: s, options: o, id: id, log: o.Log.With("run", string(id))}
	file, err := filepath.Abs(s.path)
	if err != nil {
		return nil, err
	}
	r.manifest = &Manifest{
		SettingsFile: file,
		Rollcall:     o.Version, Run: id, AsOf: o.AsOf.String(), Authority: s.Authority.Code, Settings: s.hash,
		Guidance: rules.Guidance, Results: map[string]int{}, Outputs: map[string]string{},
	}
	for _, rule := range rules.Rules() {
		r.manifest.Rules = append(r.manifest.Rules, string(rule.ID))
	}
	r.manifest.Law = s.law(o.AsOf)
	calendar, notices, err := terms(s)
	if err != nil {
		return nil, err
	}
	r.calendar, r.manifest.Notices = calendar, notices
	return r, nil
}

func (o Options) withDefaults(s *Settings) Options {
	if o.Out == "" {
		o.Out = s.OutputDir()
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
