package schedule

import (
	"context"
	"strings"
	"testing"
	"time"
)

func nothing(context.Context, Attempt) Outcome { return Outcome{Ending: Done} }

func TestExpressionsRefused(t *testing.T) {
	check := func(cron, want string) {
		t.Helper()
		_, err := New([]Job{{Name: "nightly", Cron: cron, Run: nothing}}, Options{})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "job nightly") {
			t.Errorf("%q: error %v, want one of job nightly that says %q", cron, err, want)
		}
	}
	check("", "not a cron expression")
	check("0 3 * *", "not a cron expression")
	check("0 0 3 * * *", "not a cron expression") // six fields: seconds
	check("0 25 * * *", "not a cron expression")
	check("every night", "not a cron expression")
	check("@nightly", "not a cron expression")
	check("@every 24h", "an interval")
	check("30 1 * * *", "between 01:00 and 01:59")
	check("0 0-3 * * *", "between 01:00 and 01:59")
	check("0 * * * *", "between 01:00 and 01:59")
	check("@hourly", "between 01:00 and 01:59")
	check("0 3 30 2 *", "never fires")
	check("TZ=Europe/London 0 3 * * *", "time zone")
	check("CRON_TZ=UTC 0 3 * * *", "time zone")
	check("TZ=UTC", "time zone") // makes the parser panic
	check("  CRON_TZ=", "time zone")
}

func TestEveryFaultIsReported(t *testing.T) {
	_, err := New([]Job{
		{Cron: "0 3 * * *", Run: nothing},
		{Name: "a", Cron: "x", Run: nothing},
		{Name: "b", Cron: "0 1 * * *", Run: nothing},
		{Name: "b", Cron: "0 3 * * *", Run: nothing},
		{Name: "c", Cron: "0 3 * * *"},
	}, Options{})
	for _, want := range []string{"job 1: has no name", "job a: cron \"x\"", "job b: cron \"0 1 * * *\"", "job b: named twice", "job c: has nothing to run"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q in it", err, want)
		}
	}
}

// No text makes the parser panic or hang, and whatever is taken never fires in the hour that clock changes touch.
func FuzzExpressions(f *testing.F) {
	for _, s := range []string{"0 3 * * *", "@daily", "TZ=", "@every 1h", "*/5 2-4 1,15 * mon-fri", "0 3 29 2 *", "5/0 * * * *", "? ? ? ? ?"} {
		f.Add(s)
	}
	now := time.Date(2026, 3, 28, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, expression string) {
		times, err := parseExpression(expression, now)
		if err != nil {
			return
		}
		for at, i := times.Next(now.In(London)), 0; i < 5 && !at.IsZero(); i++ {
			if at.Hour() == 1 || at.Location() != London {
				t.Fatalf("%q fires at %s", expression, at)
			}
			at = times.Next(at)
		}
	})
}

func TestNextAcrossClockChanges(t *testing.T) {
	s, err := New([]Job{
		{Name: "nightly", Cron: "30 2 * * *", Run: nothing},
		{Name: "midnight", Cron: "@daily", Run: nothing},
		{Name: "census", Cron: "30 2 29 3 *", Run: nothing},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ job, from, want string }{
		{"nightly", "2026-03-28 12:00", "2026-03-29T02:30+01:00 2026-03-30T02:30+01:00"}, // 1:00 is 2:00
		{"midnight", "2026-03-28 12:00", "2026-03-29T00:00Z 2026-03-30T00:00+01:00"},
		{"census", "2026-03-28 12:00", "2026-03-29T02:30+01:00 2027-03-29T02:30+01:00"},
		{"nightly", "2026-10-24 12:00", "2026-10-25T02:30Z 2026-10-26T02:30Z"}, // 2:00 is 1:00
		{"midnight", "2026-10-24 12:00", "2026-10-25T00:00+01:00 2026-10-26T00:00Z"},
		{"nightly", "2027-03-27 12:00", "2027-03-28T02:30+01:00 2027-03-29T02:30+01:00"},
		{"midnight", "2027-03-27 12:00", "2027-03-28T00:00Z 2027-03-29T00:00+01:00"},
		{"none", "2027-03-27 12:00", "0001-01-01T00:00Z 0001-01-01T00:00Z"},
	} {
		first := s.DueAfter(c.job, londonTime(c.from))
		const form = "2006-01-02T15:04Z07:00"
		if got := first.Format(form) + " " + s.DueAfter(c.job, first).Format(form); got != c.want {
			t.Errorf("%s from %s: %s, want %s", c.job, c.from, got, c.want)
		}
	}
}
