package schedule

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The tests run in a bubble of false time: sleeping costs nothing, and the schedule takes the bubble's clock for the one on
// the wall, so that its own Clock is tested too.

// desk is what a test hangs a schedule up at.
type desk struct {
	t     *testing.T
	state string
	log   bytes.Buffer
	mu    sync.Mutex
	ran   []string // "name, London time of the start", in order
	told  []Told
	ended error // of the last schedule that was stopped
}

// until sleeps to a time of London, which must not be past.
func (d *desk) until(at string) {
	d.t.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04", at, London)
	if err != nil {
		d.t.Fatal(err)
	}
	if time.Now().After(when) {
		d.t.Fatalf("%s is past: it is %s", at, time.Now())
	}
	time.Sleep(time.Until(when))
	synctest.Wait()
}

func (d *desk) note(what string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ran = append(d.ran, what)
}

// job writes down its start and takes as long as it is told.
func (d *desk) job(name, cron string, takes time.Duration) Job {
	return Job{Name: name, Cron: cron, Run: func(ctx context.Context, _ Attempt) Outcome {
		d.note(name + " " + time.Now().In(London).Format("2006-01-02 15:04"))
		select {
		case <-ctx.Done():
			return Outcome{Ending: Stopped}
		case <-time.After(takes):
			return Outcome{Ending: Done}
		}
	}}
}

// start runs a schedule until the returned function is called.
func (d *desk) start(jobs ...Job) (stop func()) {
	d.t.Helper()
	return d.startWith(Options{}, jobs...)
}

func (d *desk) startWith(o Options, jobs ...Job) (stop func()) {
	d.t.Helper()
	o.State, o.Log = d.state, slog.New(slog.NewTextHandler(&d.log, nil))
	if o.Tell == nil {
		o.Tell = func(t Told) { d.told = append(d.told, t) }
	}
	s, err := New(jobs, o)
	if err != nil {
		d.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan error)
	go func() { over <- s.RunJobs(ctx) }()
	synctest.Wait()
	return func() {
		d.t.Helper()
		cancel()
		d.ended = <-over
	}
}

func (d *desk) want(ran ...string) {
	d.t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	if diff := cmp.Diff(ran, d.ran); diff != "" {
		d.t.Errorf("runs (-want +got):\n%s", diff)
	}
}

// night runs a test in a bubble of false time, with a state file of its own.
func night(t *testing.T, test func(d *desk)) {
	state := filepath.Join(t.TempDir(), "schedule.json")
	synctest.Test(t, func(t *testing.T) { test(&desk{t: t, state: state}) })
}

func TestEachClockChangeRunsOnce(t *testing.T) {
	night(t, func(d *desk) {
		d.until("2026-03-28 12:00")
		stop := d.start(d.job("midnight", "@daily", 0), d.job("early", "0 2 * * *", 0), d.job("census", "0 2 29 3 *", 0))
		d.until("2026-03-30 12:00")
		stop()
		d.want("midnight 2026-03-29 00:00", "early 2026-03-29 02:00", "census 2026-03-29 02:00",
			"midnight 2026-03-30 00:00", "early 2026-03-30 02:00")
	})
	for _, day := range []string{"2026-10-24", "2027-03-27"} {
		night(t, func(d *desk) {
			d.until(day + " 12:00")
			began := time.Now()
			stop := d.start(d.job("midnight", "0 0 * * *", 0), d.job("before", "59 0 * * *", 0), d.job("early", "0 2 * * *", 0))
			time.Sleep(49 * time.Hour)
			synctest.Wait()
			stop()
			var want []string
			for i := 1; i <= 2; i++ {
				on := began.In(London).AddDate(0, 0, i).Format("2006-01-02")
				want = append(want, "midnight "+on+" 00:00", "before "+on+" 00:59", "early "+on+" 02:00")
			}
			d.want(want...)
		})
	}
}

func TestMissedRunsAreCaughtUpOnce(t *testing.T) {
	night(t, func(d *desk) {
		nightly := d.job("nightly", "0 3 * * *", 0)
		d.until("2026-10-01 12:00")
		stop := d.start(nightly) // the first start ever catches up nothing
		d.until("2026-10-02 12:00")
		stop()
		d.until("2026-10-06 09:00") // four nights go by
		stop = d.start(nightly)
		d.until("2026-10-06 10:00")
		stop()
		d.until("2026-10-06 11:00") // nothing was missed since
		stop = d.start(nightly)
		d.until("2026-10-07 04:00")
		stop()
		d.want("nightly 2026-10-02 03:00", "nightly 2026-10-06 09:00", "nightly 2026-10-07 03:00")
	})
}

func TestFirstRunMissedIsCaughtUp(t *testing.T) {
	night(t, func(d *desk) {
		d.until("2026-10-01 12:00")
		d.start(d.job("nightly", "0 3 * * *", 0))()
		d.until("2026-10-02 12:00")
		d.start(d.job("nightly", "0 3 * * *", 0))()
		d.want("nightly 2026-10-02 12:00")
	})
}

func TestChangedExpressionCatchesUpNothing(t *testing.T) {
	night(t, func(d *desk) {
		d.until("2026-10-01 12:00")
		d.start(d.job("nightly", "0 3 * * *", 0))()
		d.until("2026-10-02 12:00")
		stop := d.start(d.job("nightly", "0 22 * * *", 0), d.job("new", "0 4 * * *", 0))
		d.until("2026-10-02 23:00")
		stop()
		d.want("nightly 2026-10-02 22:00")
	})
}

func TestNoStateCatchesUpNothing(t *testing.T) {
	night(t, func(d *desk) {
		d.state = ""
		d.until("2026-10-01 12:00")
		d.start(d.job("nightly", "0 3 * * *", 0))()
		d.until("2026-10-03 12:00")
		d.start(d.job("nightly", "0 3 * * *", 0))()
		d.want()
	})
}

// A process that sleeps through several nights, as on a laptop, wakes to one run.
func TestSleepThroughSeveralNightsRunsOnce(t *testing.T) {
	night(t, func(d *desk) {
		d.until("2026-10-01 12:00")
		c := &jumpy{}
		s, err := New([]Job{d.job("nightly", "0 3 * * *", 0)}, Options{Clock: c, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			d.t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		over := make(chan error)
		go func() { over <- s.RunJobs(ctx) }()
		d.until("2026-10-04 02:59")
		d.want("nightly 2026-10-02 03:00") // slept from then on; see jumpy
		d.until("2026-10-06 12:00")
		cancel()
		if err := <-over; err != nil {
			d.t.Error(err)
		}
		d.want("nightly 2026-10-02 03:00", "nightly 2026-10-05 09:00", "nightly 2026-10-06 03:00")
	})
}

// jumpy is a clock whose machine sleeps from 2 October to 5 October at 09:00.
type jumpy struct{ wallClock }

func (c *jumpy) Wait(ctx context.Context, until time.Time) error {
	if until.In(London).Day() == 3 {
		until = time.Date(2026, 10, 5, 9, 0, 0, 0, London)
	}
	return c.wallClock.Wait(ctx, until)
}

func TestLongRunIsNotRunTwice(t *testing.T) {
	night(t, func(d *desk) {
		d.until("2026-10-01 12:00")
		stop := d.start(d.job("slow", "0 3 * * *", 30*time.Hour))
		d.until("2026-10-04 12:00")
		stop()
		d.want("slow 2026-10-02 03:00", "slow 2026-10-04 03:00") // still at it on 3 October
		if !strings.Contains(d.log.String(), "this run is skipped") {
			d.t.Errorf("log does not say so:\n%s", &d.log)
		}
	})
}

func TestOneJobAtATime(t *testing.T) {
	night(t, func(d *desk) {
		d.until("2026-10-01 12:00")
		stop := d.start(d.job("a", "0 3 * * *", 2*time.Hour), d.job("b", "0 3 * * *", time.Hour), d.job("c", "0 4 * * *", 0))
		d.until("2026-10-02 12:00")
		stop()
		d.want("a 2026-10-02 03:00", "b 2026-10-02 05:00", "c 2026-10-02 06:00")
	})
}

func TestPanicEndsOneRunOnly(t *testing.T) {
	night(t, func(d *desk) {
		d.until("2026-10-01 12:00")
		good := d.job("good", "0 4 * * *", 0)
		nights := 0
		bad := Job{Name: "bad", Cron: "0 3 * * *", Run: func(context.Context, Attempt) Outcome {
			switch nights++; nights {
			case 1:
				panic("row of Zzyzx Qwfp") // what must not reach the log
			case 2:
				_ = d.ran[len(d.ran)+7]
			}
			d.note("bad again")
			return Outcome{Ending: Failed, Said: "supplier file late"}
		}}
		stop := d.start(bad, good)
		d.until("2026-10-04 12:00")
		stop()
		d.want("good 2026-10-02 04:00", "good 2026-10-03 04:00", "bad again", "good 2026-10-04 04:00")
		log := d.log.String()
		for _, want := range []string{"job panicked", "index out of range [8] with length 1", "job=bad", "run_test.go", "supplier file late"} {
			if !strings.Contains(log, want) {
				d.t.Errorf("log lacks %q:\n%s", want, log)
			}
		}
		if strings.Contains(log, "Zzyzx") {
			d.t.Errorf("log holds the value of the panic:\n%s", log)
		}
	})
}

func TestCancelStopsTheRunAndTheNextStartTriesItAgain(t *testing.T) {
	night(t, func(d *desk) {
		d.until("2026-10-01 12:00")
		stop := d.start(d.job("a", "0 3 * * *", 2*time.Hour), d.job("b", "0 3 * * *", 0))
		d.until("2026-10-02 03:30")
		stop() // returns at once: the context of the run has ended
		if !errors.Is(d.ended, ErrStopped) {
			t.Errorf("the schedule ended with %v, want one that says that a job was cut short", d.ended)
		}
		d.want("a 2026-10-02 03:00")
		d.until("2026-10-02 04:00")
		stop = d.start(d.job("a", "0 3 * * *", time.Hour), d.job("b", "0 3 * * *", 0))
		d.until("2026-10-02 06:00")
		stop()
		d.want("a 2026-10-02 03:00", "b 2026-10-02 04:00", "a 2026-10-02 04:00") // b has waited longer
		if d.ended != nil {
			t.Errorf("the schedule ended with %v while nothing ran", d.ended)
		}
	})
}

func TestStateThatCannotBeWrittenStopsNoRun(t *testing.T) {
	night(t, func(d *desk) {
		d.state = filepath.Join(d.state, "no", "such", "folder")
		d.until("2026-10-01 12:00")
		stop := d.start(d.job("nightly", "0 3 * * *", 0))
		d.until("2026-10-02 12:00")
		stop()
		d.want("nightly 2026-10-02 03:00")
		if !strings.Contains(d.log.String(), "schedule state not written") {
			d.t.Errorf("log does not say so:\n%s", &d.log)
		}
	})
}
