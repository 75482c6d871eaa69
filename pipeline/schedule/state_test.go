package schedule

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestDamagedStateIsSetAsideAndTheScheduleGoesOn(t *testing.T) {
	for name, text := range map[string]string{
		"cut short": `{"seen":"2026-10-01T12:00:00Z","jobs":{"nightly":{"cron`, "empty": "", "another's": `{"a": 1}`, "null": "null\x00",
		"without its time": `{"seen":"2026-10-01T12:00:00Z","jobs":{"nightly":{"cron":"0 3 * * *"}}}`,
		"no job":           `{"seen":"2026-10-01T12:00:00Z","jobs":{"nightly":null}}`,
	} {
		night(t, func(d *desk) {
			if err := os.WriteFile(d.state, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			d.until("2026-10-02 03:30")
			// What was due in the last day runs once more: twice is better than not at all.
			stop := d.start(d.job("nightly", "0 3 * * *", 0), d.job("weekly", "0 3 * * mon", 0))
			d.until("2026-10-03 04:00")
			stop()
			d.want("nightly 2026-10-02 03:30", "nightly 2026-10-03 03:00")
			if len(d.told) == 0 || d.told[0].Is != Trouble || !strings.Contains(d.told[0].Text, "set aside") {
				t.Errorf("%s: not told first: %v", name, d.told)
			}
			if kept, err := os.ReadFile(d.state + damagedSuffix); err != nil || string(kept) != text {
				t.Errorf("%s: not kept beside: %q, %v", name, kept, err)
			}
			d.start(d.job("nightly", "0 3 * * *", 0))() // and the new one is whole
			d.want("nightly 2026-10-02 03:30", "nightly 2026-10-03 03:00")
		})
	}
}

func TestStateOfStartsAloneIsStillRead(t *testing.T) {
	night(t, func(d *desk) {
		if err := os.WriteFile(d.state, []byte(`{"nightly": {"cron": "0 3 * * *", "last": "2026-10-01T02:00:00Z"}}`), 0o600); err != nil {
			t.Fatal(err)
		}
		d.until("2026-10-02 09:00")
		d.start(d.job("nightly", "0 3 * * *", 0))()
		d.want("nightly 2026-10-02 09:00")
	})
}

// TestStateHoldsTheEnd looks at the file while a job runs and after it.
func TestStateHoldsTheEnd(t *testing.T) {
	night(t, func(d *desk) {
		read := func() JobState {
			var s state
			text, err := os.ReadFile(d.state)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(text, &s); err != nil {
				t.Fatal(err)
			}
			return *s.Jobs["n"]
		}
		d.until("2026-10-01 12:00")
		var under JobState
		stop := d.start(Job{Name: "n", Cron: "0 3 * * *", Retry: night5, Run: func(_ context.Context, a Attempt) Outcome {
			under = read()
			time.Sleep(20 * time.Minute)
			if a.Number == 1 {
				return Outcome{Ending: Failed, Exit: 1, Said: "disk full"}
			}
			return Outcome{Ending: Gaps, Exit: 3}
		}})
		d.until("2026-10-02 03:22")
		if !under.UnderWay() || under.Attempts != 1 {
			t.Errorf("while it ran: %+v", under)
		}
		check := func(s JobState, ending Ending, exit, attempts, failures int, began, ended, next string) {
			t.Helper()
			at := func(x time.Time) string {
				if x.IsZero() {
					return ""
				}
				return x.In(London).Format("15:04")
			}
			if s.Ending != ending || s.Exit != exit || s.Attempts != attempts || s.Failures != failures || at(s.Began) != began || at(s.Ended) != ended || at(s.Next) != next {
				t.Errorf("state %+v", s)
			}
		}
		check(read(), Failed, 1, 1, 1, "03:00", "03:20", "03:25")
		d.until("2026-10-02 04:00")
		check(read(), Gaps, 3, 2, 0, "03:25", "03:45", "")
		stop()
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(d.state), ".schedule-*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
}

// A schedule that was killed in a run has a state in which the run began and did not end: the next start tries it again.
func TestARunCutShortByAKillIsTriedAgain(t *testing.T) {
	night(t, func(d *desk) {
		d.until("2026-10-01 12:00")
		var mid []byte
		j := Job{Name: "n", Cron: "0 3 * * *", Retry: night5, Run: func(context.Context, Attempt) Outcome {
			d.note(time.Now().In(London).Format("n 15:04"))
			mid, _ = os.ReadFile(d.state)
			return Outcome{Ending: Done}
		}}
		stop := d.start(j)
		d.until("2026-10-02 03:10")
		stop()
		if err := os.WriteFile(d.state, mid, 0o600); err != nil { // as a kill would have left it
			t.Fatal(err)
		}
		stop = d.start(j)
		d.until("2026-10-02 03:20")
		stop()
		d.want("n 03:00", "n 03:10")
		// Killed at a second attempt: it may be the job that ends the schedule, and is given a pause.
		again := strings.Replace(string(mid), `"attempts": 1`, `"attempts": 2`, 1)
		if err := os.WriteFile(d.state, []byte(again), 0o600); err != nil {
			t.Fatal(err)
		}
		stop = d.start(j)
		d.until("2026-10-02 03:30")
		stop()
		d.want("n 03:00", "n 03:10", "n 03:25")
	})
}

func TestDaysLeaveOutTheOthers(t *testing.T) {
	j := Job{Name: "census", Cron: "0 21 * * *", Run: nothing, Days: func(t time.Time) bool { return t.Day() == 8 && t.Month() == time.October }}
	s, err := New([]Job{j}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	first := s.DueAfter("census", londonTime("2026-10-08 22:00"))
	if got := first.Format(time.DateTime) + ", " + s.DueAfter("census", first).Format(time.DateTime); got != "2027-10-08 21:00:00, 2028-10-08 21:00:00" {
		t.Errorf("due on %s", got)
	}
}

// TestAStateThatCannotBeReadIsLeftAlone has a folder where the state should be: the schedule goes on, and remembers nothing.
func TestAStateThatCannotBeReadIsLeftAlone(t *testing.T) {
	night(t, func(d *desk) {
		if err := os.Mkdir(d.state, 0o700); err != nil {
			t.Fatal(err)
		}
		d.until("2026-10-01 12:00")
		stop := d.start(d.job("n", "0 3 * * *", 0))
		d.until("2026-10-03 12:00")
		stop()
		d.want("n 2026-10-01 12:00", "n 2026-10-02 03:00", "n 2026-10-03 03:00")
		if d.told[0].Is != Trouble || !strings.Contains(d.told[0].Text, "cannot be read") {
			t.Errorf("told %+v", d.told[0])
		}
		if st, err := os.Stat(d.state); err != nil || !st.IsDir() {
			t.Errorf("it is no more: %v", err)
		}
	})
}

// TestHeartbeats are about once an hour.
func TestHeartbeats(t *testing.T) {
	night(t, func(d *desk) {
		d.until("2026-10-01 12:00")
		stop := d.start(d.job("n", "*/10 2-23 * * *", 0))
		d.until("2026-10-02 00:05")
		stop()
		n := 0
		for _, x := range d.told {
			if x.Is == Heartbeat {
				n++
			}
		}
		if n < 11 || n > 14 {
			t.Errorf("%d heartbeats in twelve hours", n)
		}
	})
}
