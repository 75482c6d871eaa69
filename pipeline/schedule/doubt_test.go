package schedule

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// setClock is a clock that a test sets. Waiting moves it on at once, up to a time at which the test ends the schedule.
type setClock struct {
	now  time.Time
	end  time.Time
	stop context.CancelFunc
	jump map[string]time.Duration // by the minute at which the clock is moved by that much, once
}

func (c *setClock) Now() time.Time { return c.now }

func (c *setClock) Wait(ctx context.Context, until time.Time) error {
	if until.After(c.now) {
		c.now = until
	}
	for at, by := range c.jump {
		if when := londonTime(at); !c.now.Before(when) && c.now.Before(when.Add(48*time.Hour)) {
			delete(c.jump, at)
			c.now = c.now.Add(by)
		}
	}
	if len(c.jump) == 0 && !c.now.Before(c.end) {
		c.stop()
	}
	return ctx.Err()
}

func londonTime(at string) time.Time {
	when, err := time.ParseInLocation("2006-01-02 15:04", at, London)
	if err != nil {
		panic(err)
	}
	return when
}

// byClock runs a schedule by a clock that starts at one time and ends at another.
func (d *desk) byClock(from, to string, jump map[string]time.Duration, o Options, jobs ...Job) {
	d.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	c := &setClock{londonTime(from), londonTime(to), stop, jump}
	for i, j := range jobs {
		jobs[i].Run = func(_ context.Context, a Attempt) Outcome {
			d.note(j.Name + " " + a.Began.Format("2006-01-02 15:04"))
			return Outcome{Ending: Done}
		}
	}
	o.Clock, o.State, o.Tell, o.Log = c, d.state, func(t Told) { d.told = append(d.told, t) }, slog.New(slog.DiscardHandler)
	s, err := New(jobs, o)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := s.RunJobs(ctx); err != nil {
		d.t.Error(err)
	}
}

func nightly() Job { return Job{Name: "n", Cron: "0 3 * * *", Run: nothing} }

func deskWithState(t *testing.T) *desk { return &desk{t: t, state: t.TempDir() + "/schedule.json"} }

// A clock that goes back by some hours makes no job run twice for a day, whether in one process or over a restart.
func TestAClockThatGoesBackRunsNothingTwice(t *testing.T) {
	d := deskWithState(t)
	d.byClock("2026-10-01 12:00", "2026-10-04 12:00", map[string]time.Duration{"2026-10-03 05:00": -8 * time.Hour}, Options{}, nightly())
	d.want("n 2026-10-02 03:00", "n 2026-10-03 03:00", "n 2026-10-04 03:00")
	d.byClock("2026-10-04 01:00", "2026-10-05 12:00", nil, Options{}, nightly()) // behind where it was
	d.want("n 2026-10-02 03:00", "n 2026-10-03 03:00", "n 2026-10-04 03:00", "n 2026-10-05 03:00")
}

func TestNoJobRunsByADoubtfulClock(t *testing.T) {
	check := func(name, from, to, text string, ran ...string) {
		t.Helper()
		d := deskWithState(t)
		d.byClock("2026-10-01 12:00", "2026-10-02 12:00", nil, Options{}, nightly())
		d.ran, d.told = nil, nil
		d.byClock(from, to, nil, Options{}, nightly())
		d.want(ran...)
		said := ""
		for _, x := range d.told {
			if x.Is == ClockDoubt {
				said += x.Text
			}
		}
		if text == "" && said != "" || !strings.Contains(said, text) {
			t.Errorf("%s: told %q, want %q", name, said, text)
		}
	}
	check("years back", "2019-01-01 00:00", "2019-01-05 00:00", "went back")
	check("years on", "2036-01-01 00:00", "2036-01-05 00:00", "leapt")
	check("off for the summer", "2026-11-15 08:00", "2026-11-15 12:00", "", "n 2026-11-15 08:00")

	// In one process: it leaps ten years on and is put right two days later.
	d := deskWithState(t)
	d.byClock("2026-10-01 12:00", "2026-10-06 12:00", map[string]time.Duration{
		"2026-10-03 12:00": 10 * 365 * 24 * time.Hour, "2036-10-02 12:00": -10 * 365 * 24 * time.Hour}, Options{}, nightly())
	d.want("n 2026-10-02 03:00", "n 2026-10-03 03:00", "n 2026-10-05 12:00", "n 2026-10-06 03:00") // 4 and 5 October made good once

	// A first start before the program was made.
	d = deskWithState(t)
	d.byClock("1970-01-01 12:00", "1970-01-04 12:00", nil, Options{Built: londonTime("2026-09-01 00:00")}, nightly())
	d.want()
	d.wantTold(ClockDoubt)
}

func TestAPersonsWordSetsTheClockRight(t *testing.T) {
	d := deskWithState(t)
	d.byClock("2026-11-01 12:00", "2026-11-02 12:00", nil, Options{}, nightly()) // a month ahead, and nobody could know
	d.ran = nil
	d.byClock("2026-10-02 12:00", "2026-10-04 12:00", nil, Options{}, nightly())
	d.want()
	d.byClock("2026-10-04 12:00", "2026-10-06 12:00", nil, Options{ClockIsRight: true}, nightly())
	d.want("n 2026-10-05 03:00", "n 2026-10-06 03:00")
	d.byClock("2030-10-04 12:00", "2030-10-05 12:00", nil, Options{ClockIsRight: true}, nightly())
	d.want("n 2026-10-05 03:00", "n 2026-10-06 03:00", "n 2030-10-04 12:00", "n 2030-10-05 03:00")
}
