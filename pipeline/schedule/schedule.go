package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"
)

// Job is something to do at the times that a cron expression says.
type Job struct {
	Name string
	// Cron has five fields (minute hour day month weekday) or is @yearly, @monthly, @weekly or @daily, in Europe/London.
	Cron string
	// Days says of a day in London whether the job is due on it at all; nil: on every day of the expression.
	Days func(time.Time) bool
	// Run makes one attempt, and returns soon after its context ends. Its outcome is logged, so it holds no personal value.
	Run   func(context.Context, Attempt) Outcome
	Retry Retry
	// Inputs gives a digest of all that an attempt depends on, by which a change is noticed; nil: none ever is.
	Inputs func() (string, error)
}

// Attempt is one start of a job.
type Attempt struct {
	Number int       // from 1, for each time at which the job is due
	Due    time.Time // in London
	Began  time.Time // in London
}

// Options are what a Schedule needs from outside. The zero value uses the wall clock and the default log, and remembers
// nothing from one process to the next.
type Options struct {
	Clock Clock
	State string // path of the file that remembers what became of each job; empty: no run is ever caught up
	Log   *slog.Logger
	Tell  func(Told) // listens to what is told; it returns soon
	Beat  func()     // is called at least every half minute while all is well
	// Built is when the program was made: a clock that says less is wrong.
	Built time.Time
	// ClockIsRight has the schedule go by the clock whatever it has seen, on a person's word.
	ClockIsRight bool
}

// Told is something that the schedule has to say.
type Told struct {
	At   time.Time // in London
	Job  string    // empty: of the schedule itself
	Is   Telling
	Text string // says it in a line without personal values
	JobState
}

// Telling is what is told.
type Telling string

// What is told.
const (
	Begins     Telling = "begins"    // an attempt
	Ends       Telling = "ends"      // an attempt: the state says how, and whether another follows
	GivenUp    Telling = "given up"  // no attempt follows for this time at which the job was due
	Missed     Telling = "missed"    // a run that was missed is made good
	Skipped    Telling = "skipped"   // due again while it ran or waited
	ClockDoubt Telling = "clock"     // no job is run by this clock, or jobs are again
	Trouble    Telling = "trouble"   // the state was damaged or cannot be written
	Heartbeat  Telling = "heartbeat" // all is well, about once an hour
)

// Schedule runs jobs, one at a time.
type Schedule struct {
	Options
	jobs  []*job
	state *state
	doubt string    // why the clock is doubtful; empty: it is not
	beat  time.Time // of the last heartbeat
}

// job is a Job with its times.
type job struct {
	Job
	times cron.Schedule
	next  time.Time // due; zero: never
}

// New makes a Schedule. Its error joins every fault of every job, and says of each what is wanted: names that are missing or
// repeated, expressions that do not parse, never fire, name a zone, or can fall in the hour that clock changes skip or
// repeat. A state file that cannot be read is set aside and told of, and stops no schedule.
func New(jobs []Job, o Options) (*Schedule, error) {
	s := &Schedule{Options: o}
	if s.Clock == nil {
		s.Clock = wallClock{o.Beat}
	}
	if s.Log == nil {
		s.Log = slog.Default()
	}
	if s.Tell == nil {
		s.Tell = func(Told) {}
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
		times, err := parseExpression(j.Cron, s.Clock.Now())
		if err != nil {
			faults = append(faults, fmt.Errorf("job %s: cron %q: %w", j.Name, j.Cron, err))
			continue
		}
		if j.Days != nil {
			times = onDays{times, j.Days}
		}
		s.jobs = append(s.jobs, &job{Job: j, times: times})
	}
	return s, errors.Join(faults...)
}

// States are what became of each job so far; it is for who is told something, while it is told.
func (s *Schedule) States() map[string]JobState {
	out := make(map[string]JobState)
	if s.state != nil {
		for _, j := range s.jobs {
			if st := s.state.Jobs[j.Name]; st != nil {
				out[j.Name] = *st
			}
		}
	}
	return out
}

// Doubt says why no job is run by the clock; empty while it is believed.
func (s *Schedule) Doubt() string { return s.doubt }

// DueAfter is when a job is due next after a time; the zero time for one that is not known or never is.
func (s *Schedule) DueAfter(name string, t time.Time) time.Time {
	for _, j := range s.jobs {
		if j.Name == name {
			return j.times.Next(t.In(London))
		}
	}
	return time.Time{}
}
