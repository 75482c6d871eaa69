package schedule

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// night5 is a pattern of pauses such as the settings have.
var night5 = Retry{Pauses: []time.Duration{5 * time.Minute, 15 * time.Minute, 45 * time.Minute}, Until: 7 * time.Hour}

// ends makes a job whose attempts end one after the other as told, and then well.
func (d *desk) ends(name, cron string, r Retry, endings ...Ending) Job {
	return Job{Name: name, Cron: cron, Retry: r, Run: func(_ context.Context, a Attempt) Outcome {
		d.note(fmt.Sprintf("%s %d %s", name, a.Number, time.Now().In(London).Format("02 15:04")))
		if len(endings) == 0 {
			return Outcome{Ending: Done}
		}
		e := endings[0]
		endings = endings[1:]
		return Outcome{Ending: e, Exit: 1, Said: "told why"}
	}}
}

func TestAttemptsFollowWithGrowingPauses(t *testing.T) {
	night(t, func(d *desk) {
		d.until("2026-10-01 12:00")
		stop := d.start(d.ends("n", "0 3 * * *", night5, Failed, Killed, Locked, OverTime, LeftHung))
		d.until("2026-10-03 12:00")
		stop()
		d.want("n 1 02 03:00", "n 2 02 03:05", "n 3 02 03:20", "n 4 02 04:05", "n 5 02 04:50", "n 6 02 05:35", "n 1 03 03:00")
		for _, e := range []Ending{Failed, Killed, Locked, OverTime, LeftHung} {
			if !strings.Contains(d.log.String(), fmt.Sprintf("ending=%q", e)) && !strings.Contains(d.log.String(), "ending="+string(e)) {
				t.Errorf("the log does not say %q", e)
			}
		}
	})
}

func TestNoAttemptBeginsAfterTheHour(t *testing.T) {
	always := make([]Ending, 100)
	for i := range always {
		always[i] = Failed
	}
	night(t, func(d *desk) {
		d.until("2026-10-01 12:00")
		stop := d.start(d.ends("n", "0 6 * * *", night5, always...))
		d.until("2026-10-02 23:00")
		stop()
		d.want("n 1 02 06:00", "n 2 02 06:05", "n 3 02 06:20") // 07:05 would be too late
		d.wantTold(Begins, Ends, Begins, Ends, Begins, Ends, GivenUp)
	})
	night(t, func(d *desk) { // made good in the morning, after the hour: not until the next morning either
		d.until("2026-10-01 12:00")
		d.start(d.ends("n", "0 3 * * *", night5))()
		d.until("2026-10-02 09:00")
		stop := d.start(d.ends("n", "0 3 * * *", night5, always...))
		d.until("2026-10-03 02:00")
		stop()
		if last := d.ran[len(d.ran)-1]; len(d.ran) != 13 || last != "n 13 02 16:50" {
			t.Errorf("%d attempts, the last %q", len(d.ran), last)
		}
	})
	night(t, func(d *desk) {
		d.until("2026-10-01 12:00")
		stop := d.start(d.ends("n", "0 3 * * *", Retry{}, Failed))
		d.until("2026-10-02 23:00")
		stop()
		d.want("n 1 02 03:00")
	})
}

// wantTold holds what was told, heartbeats apart.
func (d *desk) wantTold(want ...Telling) {
	d.t.Helper()
	var got []Telling
	for _, t := range d.told {
		if t.Is != Heartbeat {
			got = append(got, t.Is)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		d.t.Errorf("told %v, want %v", got, want)
	}
}

func TestWhatAwaitsAChangeIsTriedAgainWhenThereIsOne(t *testing.T) {
	for _, e := range []Ending{Held, Refused} {
		night(t, func(d *desk) {
			var inputs atomic.Pointer[string]
			send := func(text string) { inputs.Store(&text) }
			send("as sent")
			d.until("2026-10-01 12:00")
			j := d.ends("n", "0 3 * * *", night5, e, e)
			j.Inputs = func() (string, error) { return *inputs.Load(), nil }
			stop := d.start(j)
			d.until("2026-10-02 04:02")
			d.want("n 1 02 03:00")
			send("sent again")
			d.until("2026-10-02 05:02")
			d.want("n 1 02 03:00", "n 2 02 04:05")
			send("accepted")
			d.until("2026-10-02 23:00")
			stop()
			d.want("n 1 02 03:00", "n 2 02 04:05", "n 3 02 05:05")
		})
		night(t, func(d *desk) { // nothing changes: it waits for a person, and is due again the next night
			d.until("2026-10-01 12:00")
			j := d.ends("n", "0 3 * * *", night5, e)
			j.Inputs = func() (string, error) { return "", nil }
			stop := d.start(j)
			d.until("2026-10-03 04:00")
			stop()
			d.want("n 1 02 03:00", "n 1 03 03:00")
			d.wantTold(Begins, Ends, GivenUp, Begins, Ends)
		})
	}
}

func TestAttemptsGoOnAfterARestart(t *testing.T) {
	night(t, func(d *desk) {
		d.until("2026-10-01 12:00")
		stop := d.start(d.ends("n", "0 3 * * *", night5, Failed, Failed))
		d.until("2026-10-02 03:06") // two attempts; the third is due at 03:20
		stop()
		stop = d.start(d.ends("n", "0 3 * * *", night5))
		d.until("2026-10-02 23:00")
		stop()
		d.want("n 1 02 03:00", "n 2 02 03:05", "n 3 02 03:20")
	})
}
