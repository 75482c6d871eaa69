package schedule

import (
	"time"

	"github.com/robfig/cron/v3"
)

// onDays are the times of an expression on some days only.
type onDays struct {
	times cron.Schedule
	days  func(time.Time) bool
}

// mostTimes bounds how many times of an expression are looked at for one on the right day: every minute of more than a year.
const mostTimes = 600_000

// Next returns the first time after t that falls on one of the days, or the zero time.
func (o onDays) Next(t time.Time) time.Time {
	for range mostTimes {
		if t = o.times.Next(t); t.IsZero() || o.days(t) {
			return t
		}
	}
	return time.Time{}
}
