package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/robfig/cron/v3"
)

// Job is something to do at the times that a cron expression says.
type Job struct {
	Name string
	// Cron has five fields (minute hour day month weekday) or is @yearly, @monthly, @weekly or @daily, in Europe/London.
	Cron string
	// Run does it, and stops soon after its context ends. Its error is logged, so it holds no personal value.
	Run func(context.Context) error
}

// Options are what a Schedule needs from outside. The zero value uses the wall clock and the default log, and remembers
// nothing from one process to the next.
type Options struct {
	Clock Clock
	State string // path of the file that remembers the last starts; empty: no run is ever caught up
	Log   *slog.Logger
}

// Schedule runs jobs, one at a time.
type Schedule struct {
	jobs  []*job
	clock Clock
	log   *slog.Logger
	state *state
	queue queue
}

// job is a Job with its times and its wrapping.
type job struct {
	Job
	times   cron.Schedule
	next    time.Time
	wrapped cron.Job
	ctx     context.Context // of the Run that fires it
	queued  chan struct{}   // closed by the run that has just been fired once it stands in the queue
}

// New makes a Schedule. Its error joins every fault of every job, and says of each what is wanted: names that are missing or
// repeated, expressions that do not parse, never fire, name a zone, or can fall in the hour that clock changes skip or
// repeat; or says that the state file cannot be read.
func New(jobs []Job, o Options) (*Schedule, error) {
	s := &Schedule{clock: o.Clock, log: o.Log}
	if s.clock == nil {
		s.clock = wallClock{}
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	var faults []error
	seen := make(map[string]bool)
	for i, j := range jobs {
		switch {
		case j.Name == "":
			faults = append(faults, fmt.Errorf("job %d: has no name", i+1))
			continue
		case seen[j.Name]:
			faults = append(faults, fmt.Errorf("job %s: named twice", j.Name))
			continue
		case j.Run == nil:
			faults = append(faults, fmt.Errorf("job %s: has nothing to run", j.Name))
		}
		seen[j.Name] = true
		times, err := parseExpression(j.Cron, s.clock.Now())
		if err != nil {
			faults = append(faults, fmt.Errorf("job %s: cron %q: %w", j.Name, j.Cron, err))
			continue
		}
		s.jobs = append(s.jobs, &job{Job: j, times: times})
	}
	var err error
	if s.state, err = openState(o.State); err != nil {
		faults = append(faults, err)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	for _, j := range s.jobs {
		s.guardJob(j)
	}
	return s, nil
}

// guardJob puts the guards around a job. Skip is outermost: inside Recover it would never learn that a panicking run had ended,
// and would skip the job for ever.
func (s *Schedule) guardJob(j *job) {
	log := cronLog{s.log.With("job", j.Name)}
	j.wrapped = cron.NewChain(cron.SkipIfStillRunning(log), cron.Recover(log)).Then(cron.FuncJob(func() { s.runInTurn(j) }))
}

// Upcoming is a time at which a job will run.
type Upcoming struct {
	Job string
	At  time.Time // in London
}

// NextRuns returns the next n runs after a time, the soonest first; at the same time, in the order of the jobs.
func (s *Schedule) NextRuns(n int, from time.Time) []Upcoming {
	at := make([]time.Time, len(s.jobs))
	for i, j := range s.jobs {
		at[i] = j.times.Next(from.In(London))
	}
	var out []Upcoming
	for len(out) < n {
		soonest := -1
		for i, t := range at {
			if !t.IsZero() && (soonest < 0 || t.Before(at[soonest])) {
				soonest = i
			}
		}
		if soonest < 0 {
			break
		}
		out = append(out, Upcoming{Job: s.jobs[soonest].Name, At: at[soonest]})
		at[soonest] = s.jobs[soonest].times.Next(at[soonest])
	}
	return slices.Clip(out)
}
