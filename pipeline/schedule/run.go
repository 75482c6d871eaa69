package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"time"
)

// RunJobs runs the jobs at their times until the context ends, waits for the one that is running, and returns nil.
//
// One job runs at a time; jobs due meanwhile wait their turn in the order in which they came due. A job that is due again
// while it still runs or waits is skipped. A run that was missed while no process had charge of the schedule, however many
// times, is made good once, at once; a job never seen before, or whose expression has changed, catches up nothing. A panic
// ends that run alone. Run is called once on a Schedule.
func (s *Schedule) RunJobs(ctx context.Context) error {
	var running sync.WaitGroup
	defer running.Wait()
	fire := func(j *job) {
		j.ctx, j.queued = ctx, make(chan struct{})
		queued, over := j.queued, make(chan struct{})
		running.Go(func() { defer close(over); j.wrapped.Run() })
		select { // so that jobs due at once queue in their order
		case <-queued:
		case <-over: // skipped
		}
	}
	now := s.clock.Now()
	for _, j := range s.jobs {
		j.next = j.times.Next(now.In(London))
		if s.missedRun(j, now) {
			fire(j)
		}
	}
	for {
		if err := s.clock.Wait(ctx, s.soonestRun()); err != nil {
			return nil
		}
		now := s.clock.Now()
		for _, j := range s.jobs {
			if j.next.IsZero() || j.next.After(now) {
				continue
			}
			j.next = j.times.Next(now.In(London))
			fire(j)
		}
	}
}

// soonestRun returns when the next job is due, or a year ahead when none ever is.
func (s *Schedule) soonestRun() time.Time {
	next := s.clock.Now().AddDate(1, 0, 0)
	for _, j := range s.jobs {
		if !j.next.IsZero() && j.next.Before(next) {
			next = j.next
		}
	}
	return next
}

// missedRun reports whether a job was due since it last started. A job not seen before is remembered from now on.
func (s *Schedule) missedRun(j *job, now time.Time) bool {
	last, ok := s.state.lastStart(j.Name, j.Cron)
	if !ok {
		s.rememberStart(j, now)
		return false
	}
	due := j.times.Next(last.In(London))
	if due.IsZero() || due.After(now) {
		return false
	}
	s.log.Info("a run was missed; catching up once", "job", j.Name, "due", due.Format(time.RFC3339))
	return true
}

// runInTurn is one run of a job, when its turn has come.
func (s *Schedule) runInTurn(j *job) {
	ctx := j.ctx
	turn, done := s.queue.joinQueue()
	defer done()
	close(j.queued)
	select {
	case <-ctx.Done():
		return
	case <-turn:
	}
	if ctx.Err() != nil {
		return
	}
	s.rememberStart(j, s.clock.Now())
	s.log.Info("job starts", "job", j.Name)
	if err := j.Run(ctx); err != nil {
		s.log.Error("job failed", "job", j.Name, "error", err)
		return
	}
	s.log.Info("job done", "job", j.Name)
}

// rememberStart stores the start of a job. A state that cannot be written costs a run made twice or missed after a restart; that
// is no reason not to run.
func (s *Schedule) rememberStart(j *job, at time.Time) {
	if err := s.state.recordStart(j.Name, j.Cron, at); err != nil {
		s.log.Error("schedule state not written; a restart may repeat or miss a run", "job", j.Name, "error", err)
	}
}

// queue lets its members through one at a time, in the order in which they joined.
type queue struct {
	mu   sync.Mutex
	last chan struct{}
}

// joinQueue stands in the queue. Turn is closed when the members before are done; done lets the next one through.
func (q *queue) joinQueue() (turn <-chan struct{}, done func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	before, mine := q.last, make(chan struct{})
	if before == nil {
		before = make(chan struct{})
		close(before)
	}
	q.last = mine
	return before, func() { close(mine) }
}

// cronLog is the log that the guards around a job write to.
type cronLog struct{ log *slog.Logger }

// Info reports that a run was skipped, the only thing the guards tell.
func (l cronLog) Info(msg string, _ ...any) {
	l.log.Warn("still running or waiting; this run is skipped", "guard", msg)
}

// Error reports a panic with its stack. The value of a panic can be a row of an extract, so only those of the Go runtime are
// printed; of others, the type.
func (l cronLog) Error(err error, _ string, more ...any) {
	what := fmt.Sprintf("a value of type %T", err)
	if fault := runtime.Error(nil); errors.As(err, &fault) {
		what = fault.Error()
	}
	l.log.Error("job panicked; the schedule goes on", append([]any{"panic", what}, more...)...)
}
