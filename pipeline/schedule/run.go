package schedule

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/sourcegraph/conc/panics"
)

// ErrStopped says that the schedule was stopped in the middle of a job, which the next start tries again.
var ErrStopped = errors.New("stopped while a job ran")

// RunJobs runs the jobs at their times until the context ends. It returns nil, or ErrStopped when a job was cut short by that.
//
// One job runs at a time; jobs due meanwhile wait their turn in the order in which they came due. A job that is due again
// while it still runs or waits is skipped. An attempt that does not end well is followed by others, as its Retry says; one that
// awaits a change is only when its Inputs have changed. A run that was missed while no process had charge of the schedule,
// however many times, is made good once, at once, and so is one that was cut short; a job never seen before, or whose
// expression has changed, makes good nothing. No job runs twice for a time at which it was due once it ended well, and none by
// a doubtful clock. A panic ends that attempt alone. RunJobs is called once on a Schedule.
func (s *Schedule) RunJobs(ctx context.Context) error {
	var damage error
	if s.state, damage = openState(s.State); damage != nil {
		s.Log.Error("schedule state", "error", damage)
		s.tell(Told{Is: Trouble, Text: damage.Error()})
	}
	now := s.Clock.Now().In(London)
	if s.ClockIsRight {
		s.goByClock(now)
		s.ClockIsRight = false // from now on it is to be believed for itself
	}
	for ready := false; ; {
		now = s.Clock.Now().In(London)
		wait := now.Add(lookAtClock)
		if s.believeClock(now) {
			if !ready {
				ready = true
				for _, j := range s.jobs {
					s.resumeJob(j, now, damage != nil)
				}
			}
			s.see(now)
			if j := s.jobToRun(now); j != nil {
				if err := s.attempt(ctx, j, now); err != nil {
					return err
				}
				continue
			}
			wait = s.soonest(now)
		}
		if err := s.Clock.Wait(ctx, wait); err != nil {
			s.save()
			return nil
		}
	}
}

// resumeJob takes a job up where an earlier process left it.
func (s *Schedule) resumeJob(j *job, now time.Time, damaged bool) {
	was := s.state.Jobs[j.Name]
	if was == nil || was.Cron != j.Cron {
		was = &JobState{Cron: j.Cron, Due: now}
		if damaged {
			was.Due = now.Add(-24 * time.Hour)
		}
		s.state.Jobs[j.Name] = was
	}
	if was.UnderWay() {
		was.Ended, was.Ending, was.Exit, was.Said = now, Killed, -1, "the schedule ended while it ran"
		was.Failures++
		was.Next, was.Until = now, j.Retry.lastAttempt(now)
		if was.Attempts > 1 { // it may be what ends the schedule
			was.Next = j.Retry.nextAttempt(was.Attempts-1, now, was.Until)
		}
	}
	// What was due while nobody was there, however many times, counts as due at the last of them.
	for due := j.times.Next(was.Due.In(London)); !due.IsZero() && !due.After(now); due = j.times.Next(due) {
		if j.next = due; was.Due.Before(due) {
			was.Due = due
		}
	}
	if !j.next.IsZero() {
		text := "a run was missed; catching up once"
		s.Log.Info(text, "job", j.Name, "due", j.next.Format(time.RFC3339))
		s.takeUp(j, j.next, now)
		s.tell(Told{Job: j.Name, Is: Missed, Text: text, JobState: *was})
	}
	j.next = j.times.Next(was.Due.In(London))
	s.save()
}

// takeUp makes a job that is due the next thing to do, in place of what was left of an earlier time.
func (s *Schedule) takeUp(j *job, due, now time.Time) {
	st := s.state.Jobs[j.Name]
	st.Due, st.Attempts, st.Inputs = due, 0, ""
	st.Next, st.Until = due, j.Retry.lastAttempt(now)
}

// jobToRun takes up what is due, and returns the job that has waited longest for an attempt; nil when there is none.
func (s *Schedule) jobToRun(now time.Time) *job {
	var first *job
	for _, j := range s.jobs {
		st := s.state.Jobs[j.Name]
		if !j.next.IsZero() && !j.next.After(now) {
			s.takeUp(j, j.next, now)
			j.next = j.times.Next(now)
		}
		if st.Next.IsZero() || st.Next.After(now) || st.Attempts > 0 && s.awaitsChange(j, now) {
			continue
		}
		if first == nil || st.Next.Before(s.state.Jobs[first.Name].Next) {
			first = j
		}
	}
	return first
}

// awaitsChange reports whether an attempt would end as the last one did, because nothing has changed; then it is to be asked again later.
func (s *Schedule) awaitsChange(j *job, now time.Time) bool {
	st := s.state.Jobs[j.Name]
	if !st.Ending.awaitsChange() || s.inputsOf(j) != st.Inputs {
		return false
	}
	if st.Next = now.Add(lookAgain); st.Next.After(st.Until) {
		st.Next = time.Time{}
		s.save()
		s.tell(Told{Job: j.Name, Is: GivenUp, Text: "nothing has changed; it waits for a person", JobState: *st})
	}
	return true
}

// soonest is when there is something to do next, at most an hour ahead.
func (s *Schedule) soonest(now time.Time) time.Time {
	next := now.Add(heartbeat)
	for _, j := range s.jobs {
		for _, at := range []time.Time{j.next, s.state.Jobs[j.Name].Next} {
			if !at.IsZero() && at.Before(next) {
				next = at
			}
		}
	}
	return next
}

// attempt makes one attempt at a job and settles what follows. Its error is ErrStopped.
func (s *Schedule) attempt(ctx context.Context, j *job, now time.Time) error {
	if ctx.Err() != nil {
		return nil
	}
	st := s.state.Jobs[j.Name]
	st.Attempts++
	st.Began, st.Ended, st.Next, st.Ending, st.Exit, st.Said = now, time.Time{}, time.Time{}, "", 0, ""
	st.Inputs = s.inputsOf(j)
	s.save()
	s.Log.Info("job starts", "job", j.Name, "attempt", st.Attempts)
	s.tell(Told{Job: j.Name, Is: Begins, JobState: *st})
	out := s.runGuarded(ctx, j, Attempt{Number: st.Attempts, Due: st.Due.In(London), Began: now})
	s.settle(j, out, s.Clock.Now().In(London))
	if out.Ending == Stopped {
		return fmt.Errorf("%w (%s); the next start tries it again", ErrStopped, j.Name)
	}
	return nil
}

// settle notes how an attempt ended, and when another follows.
func (s *Schedule) settle(j *job, out Outcome, ended time.Time) {
	st := s.state.Jobs[j.Name]
	st.Ended, st.Ending, st.Exit, st.Said, st.Peak = ended, out.Ending, out.Exit, out.Said, out.Peak
	log := s.Log.With("job", j.Name, "ending", string(out.Ending), "exit", out.Exit, "attempt", st.Attempts)
	switch {
	case out.Ending.Well():
		st.Well, st.Failures = ended, 0
		log.Info("job done")
	case out.Ending == Stopped:
		st.Next = ended // by the next start, at once
		log.Warn("job stopped with the schedule")
	default:
		st.Failures++
		if st.Next = j.Retry.nextAttempt(st.Attempts, ended, st.Until); out.Ending.awaitsChange() {
			st.Next = time.Time{}
			if next := ended.Add(lookAgain); j.Inputs != nil && len(j.Retry.Pauses) > 0 && !next.After(st.Until) {
				st.Next = next
			}
		}
		log.Error("job failed", "error", out.Said, "next", stamp(st.Next))
	}
	skipped := false
	if !j.next.IsZero() && !j.next.After(ended) && st.Began.Before(j.next) {
		// Due again while it ran: that one is left out.
		st.Due, j.next, skipped = j.next, j.times.Next(ended), true
		if out.Ending.Well() {
			st.Next = time.Time{}
		}
	}
	s.save()
	s.tell(Told{Job: j.Name, Is: Ends, JobState: *st})
	if !out.Ending.Well() && st.Next.IsZero() {
		s.tell(Told{Job: j.Name, Is: GivenUp, Text: "no attempt follows until it is due again", JobState: *st})
	}
	if skipped {
		s.Log.Warn("due again while it ran; this run is skipped", "job", j.Name)
		s.tell(Told{Job: j.Name, Is: Skipped, Text: "due again while it ran; that run is skipped", JobState: *st})
	}
}

// stamp writes a time for the log; nothing for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return "none"
	}
	return t.Format(time.RFC3339)
}

// runGuarded runs a job. The value of a panic can be a row of an extract, so only those of the Go runtime are told; of others, the type.
func (s *Schedule) runGuarded(ctx context.Context, j *job, a Attempt) (out Outcome) {
	var caught panics.Catcher
	caught.Try(func() { out = j.Run(ctx, a) })
	p := caught.Recovered()
	if p == nil {
		return out
	}
	what := fmt.Sprintf("a value of type %T", p.Value)
	if fault, is := p.Value.(runtime.Error); is {
		what = fault.Error()
	}
	s.Log.Error("job panicked; the schedule goes on", "job", j.Name, "panic", what, "stack", string(p.Stack))
	return Outcome{Ending: Failed, Exit: 1, Said: "stopped by a fault of the program: " + what}
}

// inputsOf is the digest of what a job depends on; empty where it cannot be told.
func (s *Schedule) inputsOf(j *job) string {
	if j.Inputs == nil {
		return ""
	}
	digest, err := j.Inputs()
	if err != nil {
		s.Log.Warn("what the job depends on cannot be told", "job", j.Name, "error", err)
	}
	return digest
}

// save writes the state. One that cannot be written costs a run made twice or missed after a restart; that is no reason not to run.
func (s *Schedule) save() {
	if err := s.state.save(); err != nil {
		s.Log.Error("schedule state not written; a restart may repeat or miss a run", "error", err)
		s.tell(Told{Is: Trouble, Text: "the state of the schedule cannot be written: " + err.Error()})
	}
}

// tell tells whoever listens.
func (s *Schedule) tell(t Told) {
	t.At = s.Clock.Now().In(London)
	s.Tell(t)
}
