package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline/calendar"
)

// loadWith loads good settings with more lines.
func loadWith(t *testing.T, more string) (*Settings, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rollcall.yaml")
	text := "authority: {code: \"887\", name: Fenwick}\noutput: out\nsources: [{kind: health, path: a.csv}]\n" + more
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load(path)
}

func TestJobsOfEveryKind(t *testing.T) {
	s, err := loadWith(t, `jobs:
  - {name: nightly, cron: "15 2 * * *"}
  - {name: census, kind: census, cron: "0 21 * * *", limit: 30m, pauses: []}
  - {name: schools, kind: compliance, cron: "0 6 * * mon", to: outgoing}
  - {name: retention, kind: retention, cron: "0 4 * * sun", by: records officer}
  - {name: copy, kind: backup, cron: "0 5 * * *", to: /mnt/copies, keep: 3}
  - {name: verify, kind: verify, cron: "0 4 * * sat", pauses: [1m]}
  - {name: evening, kind: check, cron: "0 17 * * *"}
schedule: {limit: 90m, pauses: [1m, 2m], until: "06:30", stale: 20h, health: h.json, metrics: /m/rollcall.prom}
`)
	if err != nil {
		t.Fatal(err)
	}
	j := s.Jobs
	if j[0].KindOrRun() != RunJob || s.LimitOf(j[0]) != 90*time.Minute || len(s.PausesOf(j[0])) != 2 || j[0].Copies() != 14 {
		t.Errorf("nightly: %+v", j[0])
	}
	if s.LimitOf(j[1]) != 30*time.Minute || len(s.PausesOf(j[1])) != 0 || j[4].Copies() != 3 || s.PausesOf(j[5])[0] != time.Minute {
		t.Errorf("a job's own: %+v", j)
	}
	if s.AttemptsUntil() != 6*time.Hour+30*time.Minute || s.StaleAfter() != 20*time.Hour || !strings.HasSuffix(s.HealthFile("elsewhere"), "/h.json") {
		t.Errorf("schedule: %+v", s.Schedule)
	}
	s, err = loadWith(t, "")
	if err != nil {
		t.Fatal(err)
	}
	if s.LimitOf(Job{}) != 2*time.Hour || len(s.PausesOf(Job{})) != 3 || s.AttemptsUntil() != 7*time.Hour || s.StaleAfter() != 36*time.Hour ||
		s.HealthFile("elsewhere") != "elsewhere/health.json" || s.HealthFile("") != s.OutputDir()+"/health.json" {
		t.Error("defaults are others")
	}
}

func TestJobsThatCannotBe(t *testing.T) {
	check := func(more string, want ...string) {
		t.Helper()
		_, err := loadWith(t, more)
		for _, w := range want {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%s: error %v, want %q", more, err, w)
			}
		}
	}
	check("jobs: [{name: a, cron: x, kind: nightly}]", "jobs[0]: kind: not a kind of job; the kinds are run, census")
	check("jobs: [{name: a, cron: x, kind: backup}, {name: b, cron: x, to: y}, {name: c, cron: x, keep: 3}]", "jobs[0]: to", "jobs[1]: to", "jobs[2]: keep")
	check("jobs: [{name: a, cron: x, kind: retention}, {name: b, cron: x, by: me}]", "jobs[0]: by", "jobs[1]: by")
	check("jobs: [{name: a, cron: x, limit: 1ms, pauses: [0s]}]", "jobs[0]: limit", "jobs[0]: pauses")
	check("schedule: {limit: -1h, pauses: [5m, -5m], until: late, stale: 1m}", "schedule.limit", "schedule.pauses", "schedule.until", "schedule.stale")
	check("schedule: {limit: soon}", "schedule.limit: want a length of time")
	check("schedule: {untill: \"07:00\"}", "line 4, column 12: schedule.untill: not a key; did you mean until?")
}

func TestWhoIsTold(t *testing.T) {
	s, err := loadWith(t, `notify:
  link: https://intranet.example/rollcall/
  mail: {server: "smtp.example.gov.uk:587", from: rollcall@example.gov.uk, to: [cme@example.gov.uk], user: rollcall, password_file: smtp.secret}
  webhook: {url: "https://hooks.example.gov.uk/rollcall", secret_env: HOOK_SECRET}
`)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Notify.TellsOf(OnFailed) || !s.Notify.TellsOf(OnHeld) || !s.Notify.TellsOf(OnMissing) || s.Notify.TellsOf(OnSuccess) {
		t.Error("told of other things than failures, held runs and missing extracts")
	}
	if n := (Notify{On: []string{OnSuccess}}); n.TellsOf(OnFailed) || !n.TellsOf(OnSuccess) {
		t.Error("not told of what was asked for")
	}
	check := func(more string, want ...string) {
		t.Helper()
		_, err := loadWith(t, "notify: {"+more+"}")
		for _, w := range want {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%s: error %v, want %q", more, err, w)
			}
		}
	}
	check("on: [always]", "notify.on")
	check("mail: {server: smtp.example, security: maybe, from: me, to: []}", "mail.server", "mail.security", "mail.from", "mail.to: missing")
	check(`mail: {server: "smtp.example.gov.uk:25", security: none, from: a@b.uk, to: [a@b.uk, x]}`, "none is for a server on this machine", "mail.to: want")
	check(`mail: {server: "s:25", from: a@b.uk, to: [a@b.uk], user: a}`, "password_file")
	check(`mail: {server: "s:25", from: a@b.uk, to: [a@b.uk], password_env: a}`, "password_file")
	check(`mail: {server: "s:25", from: a@b.uk, to: [a@b.uk], password: a}`, "notify.mail.password: not a key")
	check(`webhook: {url: "ftp://x"}`, "webhook.url", "secret_file")
	check(`webhook: {url: "http://hooks.example/x", secret_file: a}`, "http is for")
}

func TestCensusDays(t *testing.T) {
	for day, want := range map[string]bool{"2026-10-01": true, "2026-10-08": false, "2027-01-21": true, "2027-05-20": true, "2027-05-27": false} {
		d, err := calendar.Parse(day)
		if err != nil {
			t.Fatal(err)
		}
		if IsCensusDay(d) != want {
			t.Errorf("%s: %v, census days are %v", day, !want, calendar.CensusDays(calendar.SchoolYear(d)))
		}
	}
}
