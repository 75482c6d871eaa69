package schedule

import (
	"context"
	"time"
)

// Clock is where a Schedule takes the time from: the wall clock, or a test's own.
type Clock interface {
	// Now returns the present time.
	Now() time.Time
	// Wait returns nil once the time is not before until, or once as long has gone by as was left at first; and the
	// context's error as soon as it ends.
	Wait(ctx context.Context, until time.Time) error
}

// longestNap bounds how late a job can start after the machine slept or its clock was set: timers count time awake, jobs
// count the wall clock.
const longestNap = 30 * time.Second

// wallClock is the clock of the machine. It calls beat, where there is one, between any two naps.
type wallClock struct{ beat func() }

func (wallClock) Now() time.Time { return time.Now() }

func (c wallClock) Wait(ctx context.Context, until time.Time) error {
	began := time.Now()
	// Round strips the monotonic reading, so that the difference is that of the clocks on the wall.
	most := until.Round(0).Sub(began.Round(0))
	for {
		left := until.Round(0).Sub(time.Now().Round(0))
		// A clock that was set back in the meantime must not make an hour's wait one of years: who waits looks again.
		if left <= 0 || time.Since(began) >= most {
			return ctx.Err()
		}
		if c.beat != nil {
			c.beat()
		}
		nap := time.NewTimer(min(left, longestNap))
		select {
		case <-ctx.Done():
			nap.Stop()
			return ctx.Err()
		case <-nap.C:
		}
	}
}
