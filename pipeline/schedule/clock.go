package schedule

import (
	"context"
	"time"
)

// Clock is where a Schedule takes the time from: the wall clock, or a test's own.
type Clock interface {
	// Now returns the present time.
	Now() time.Time
	// Wait returns nil once the time is not before until, and the context's error as soon as it ends.
	Wait(ctx context.Context, until time.Time) error
}

// longestNap bounds how late a job can start after the machine slept or its clock was set: timers count time awake, jobs
// count the wall clock.
const longestNap = 30 * time.Second

type wallClock struct{}

func (wallClock) Now() time.Time { return time.Now() }

func (wallClock) Wait(ctx context.Context, until time.Time) error {
	for {
		// Round strips the monotonic reading, so that the difference is that of the clocks on the wall.
		left := until.Round(0).Sub(time.Now().Round(0))
		if left <= 0 {
			return ctx.Err()
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
