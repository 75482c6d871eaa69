//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"rollcall/pipeline/health"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/schedule"
	"rollcall/pipeline/settings"
)

// withJobs invents an authority whose settings have more in them, and returns its settings file and output folder.
func withJobs(t *testing.T, children, more string) (file, out string) {
	t.Helper()
	dir := t.TempDir()
	do(t, "fixtures", "--children", children, "--seed", "3", "--out", dir)
	file = filepath.Join(dir, "rollcall.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(text, "\n"+more...), 0o600); err != nil {
		t.Fatal(err)
	}
	return file, filepath.Join(dir, "out")
}

// dueAtOnce has the jobs of a schedule be due as soon as it starts.
func dueAtOnce(t *testing.T, out string, jobs map[string]string) {
	t.Helper()
	state := map[string]any{"seen": time.Now().Add(-26 * time.Hour), "jobs": map[string]any{}}
	for name, cron := range jobs {
		state["jobs"].(map[string]any)[name] = schedule.JobState{Cron: cron, Due: time.Now().Add(-26 * time.Hour)}
	}
	text, err := json.Marshal(state)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(out, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, scheduleFile), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// process is the program, running.
type process struct {
	*exec.Cmd
	t       *testing.T
	printed bytes.Buffer
}

func startProgram(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(binary, args...), t: t}
	p.Stdout, p.Stderr = &p.printed, &p.printed
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill() })
	return p
}

// waitUntil waits until something is so.
func waitUntil(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); !so(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not yet: %s", what)
		}
	}
}

// endsWith sends a signal and holds the exit code.
func (p *process) endsWith(s os.Signal, code int) {
	p.t.Helper()
	_ = p.Process.Signal(s)
	_ = p.Wait()
	if got := p.ProcessState.ExitCode(); got != code {
		p.t.Errorf("exit code %d, want %d\n%s", got, code, p.printed.String())
	}
}

// stateOf is what the state file says of a job.
func stateOf(t *testing.T, out, job string) (s schedule.JobState) {
	t.Helper()
	var state struct {
		Jobs map[string]schedule.JobState `json:"jobs"`
	}
	text, err := os.ReadFile(filepath.Join(out, scheduleFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &state); err != nil {
		t.Fatal(err)
	}
	return state.Jobs[job]
}

const daily = "15 2 * * *"

// TestAScheduleThatIsStoppedInARun stops the real program while it makes a run: by SIGTERM, which is no success and which the next
// start makes good, and by SIGKILL, after which nothing goes on.
func TestAScheduleThatIsStoppedInARun(t *testing.T) {
	file, out := withJobs(t, "400", `jobs: [{name: nightly, cron: "`+daily+`"}]`)
	dueAtOnce(t, out, map[string]string{"nightly": daily})
	midRun := func() bool { return journal.FileExists(filepath.Join(out, ".checkpoints")) }
	idle := func() bool { return stateOf(t, out, "nightly").Ending.Well() }

	p := startProgram(t, "schedule", "-c", file)
	waitUntil(t, "a run is under way", midRun)
	p.endsWith(syscall.SIGTERM, exitFailed)
	if s := stateOf(t, out, "nightly"); s.Ending != schedule.Stopped || s.Ended.IsZero() || journal.FileExists(filepath.Join(out, "LATEST")) {
		t.Errorf("after SIGTERM: %+v", s)
	}
	// SIGKILL: the run ends with the schedule, and lets go of the lock.
	if err := os.RemoveAll(filepath.Join(out, ".checkpoints")); err != nil {
		t.Fatal(err)
	}
	p = startProgram(t, "schedule", "-c", file)
	waitUntil(t, "a run is under way", midRun)
	p.endsWith(syscall.SIGKILL, -1)
	waitUntil(t, "the lock is free", func() bool {
		l := flock.New(filepath.Join(out, ".lock"))
		ok, err := l.TryLock()
		_ = l.Unlock()
		return ok && err == nil
	})
	if s := stateOf(t, out, "nightly"); !s.UnderWay() || journal.FileExists(filepath.Join(out, "LATEST")) {
		t.Errorf("after SIGKILL, the run went on: %+v", s)
	}
	// Tried again: at once after a stop, a little later after a second attempt that was cut short. That is in its state.
	dueAtOnce(t, out, map[string]string{"nightly": daily})
	p = startProgram(t, "schedule", "-c", file)
	waitUntil(t, "it has run", idle)
	p.endsWith(syscall.SIGTERM, exitDone)
	if !journal.FileExists(filepath.Join(out, "LATEST")) {
		t.Error("nothing is published")
	}
	for _, line := range strings.Split(strings.TrimSpace(p.printed.String()), "\n") {
		if _, err := time.Parse("2006-01-02 15:04:05", line[:min(len(line), 19)]); err != nil {
			t.Errorf("printed without the time: %q", line)
		}
	}
}

// TestJobsOfEveryKindRun has the schedule run one of each kind.
func TestJobsOfEveryKindRun(t *testing.T) {
	file, out := withJobs(t, "60", fmt.Sprintf(`jobs:
  - {name: a, cron: %[1]q}
  - {name: b, kind: compliance, cron: %[1]q, to: outgoing}
  - {name: c, kind: retention, cron: %[1]q, by: records officer}
  - {name: d, kind: backup, cron: %[1]q, to: copies, keep: 2}
  - {name: e, kind: verify, cron: %[1]q}
  - {name: f, kind: check, cron: %[1]q}
schedule: {metrics: rollcall.prom}
`, daily))
	copies := filepath.Join(filepath.Dir(file), "copies")
	if err := os.Mkdir(copies, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"register-20200101-000000.db", "register-20200102-000000.db", "register-of-mine.db", "notes"} {
		if err := os.WriteFile(filepath.Join(copies, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	due := map[string]string{}
	for _, name := range strings.Split("abcdef", "") {
		due[name] = daily
	}
	dueAtOnce(t, out, due)
	p := startProgram(t, "schedule", "-c", file)
	waitUntil(t, "the last has run", func() bool { return !stateOf(t, out, "f").Ended.IsZero() })
	p.endsWith(syscall.SIGTERM, exitDone)
	for name := range due {
		if s := stateOf(t, out, name); !s.Ending.Well() || s.Attempts != 1 {
			t.Errorf("%s: %+v\n%s", name, s, p.printed.String())
		}
	}
	var left []string
	found, err := os.ReadDir(copies)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		left = append(left, f.Name())
	}
	if len(left) != 5 || slices.Contains(left, "register-20200101-000000.db") || !slices.Contains(left, "register-of-mine.db") {
		t.Errorf("copies: %v", left)
	}
	r, err := health.Read(filepath.Join(out, "health.json"))
	if err != nil || len(r.Jobs) != 6 || !r.Scheduled || r.Jobs[3].Kind != "backup" || r.Jobs[3].Due.IsZero() {
		t.Errorf("health: %+v, %v", r, err)
	}
}

// TestACensusDayIsItsOwnDay asks for the run of a census day, also when it is made good later.
func TestACensusDayIsItsOwnDay(t *testing.T) {
	n := &nights{env: &env{}, settings: &settings.Settings{}}
	due := time.Date(2026, 10, 1, 21, 0, 0, 0, schedule.London)
	p := n.programOf(settings.Job{Name: "c", Kind: settings.CensusJob}, schedule.Attempt{Due: due, Began: due.AddDate(0, 0, 2)})
	if !slices.Contains(p.Args, "2026-10-01") {
		t.Errorf("%v", p.Args)
	}
	days := n.jobOf(settings.Job{Kind: settings.CensusJob}).Days
	if !days(due) || days(due.AddDate(0, 0, 1)) || n.jobOf(settings.Job{}).Days != nil {
		t.Error("due on other days")
	}
}

// TestAHeldRunWaitsForAPerson has a program that holds its run: it is told, health says so, and it is not tried again until the
// settings or an extract change.
func TestAHeldRunWaitsForAPerson(t *testing.T) {
	w := newWeek(t, 60, 3, "jobs: [{name: nightly, cron: \""+daily+"\"}]\n")
	hold := "#!/bin/sh\necho 'rollcall: held: 81 new lines on a list of 43, 78 of them from independent_schools' >&2\nexit 5\n"
	if err := os.WriteFile(filepath.Join(w.dir, "faulty"), []byte(hold), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"2026-10-11T20261010-020000", "2026-10-12T20261011-020000", ".partial-2026-10-13T1"} {
		if err := os.MkdirAll(filepath.Join(w.out, heldFolder, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	w.startSchedule()
	w.clock.at = map[time.Time]func(){w.at("03:01"): func() {
		if err := os.Chtimes(filepath.Join(w.dir, "inbox", "independent_schools.csv"), time.Now(), time.Now().Add(time.Hour)); err != nil {
			t.Error(err)
		}
	}}
	w.until(w.at("09:00"))
	if got := strings.Count(w.printed.String(), "nightly: held, exit code 5"); got != 2 {
		t.Errorf("%d attempts\n%s", got, w.printed.String())
	}
	if w.mail.events() != "held held" || !strings.Contains(w.mail.all[0], "78 of them") || !strings.Contains(w.mail.all[0], "https://intranet.example/rollcall/2026-10-12T20261011-020000") {
		t.Errorf("told %q", w.mail.events())
	}
	r, err := health.Read(filepath.Join(w.out, "health.json"))
	if err != nil {
		t.Fatal(err)
	}
	if f := r.Faults(w.clock.now, 36*time.Hour); !r.Jobs[0].Waits || !slices.ContainsFunc(f, func(x health.Fault) bool { return x.Code == health.CodeHeld }) {
		t.Errorf("health: %+v", f)
	}
	w.endSchedule()
	// Somebody publishes after all: nobody is waited for any more.
	do(t, "run", "-c", filepath.Join(w.dir, "rollcall.yaml"), "--as-of", w.day.String())
	out, err := exec.Command(binary, "health", "-c", filepath.Join(w.dir, "rollcall.yaml"), "--stale", "100000h").CombinedOutput()
	if strings.Contains(string(out), "waits for a person") || !strings.Contains(string(out), "held, and published since") {
		t.Errorf("health says after that: %v\n%s", err, out)
	}
}

// TestNobodyToTellFailsNoRun has the mail server gone: the job is done, and health says that nobody could be told.
func TestNobodyToTellFailsNoRun(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	file, out := withJobs(t, "60", fmt.Sprintf("notify: {on: [success, missing], mail: {server: %q, security: none, from: a@example.gov.uk, to: [b@example.gov.uk]}}\n", address))
	printed, err := exec.Command(binary, "run", "-c", file, "--notify").CombinedOutput()
	if code := exitCodeOf(err); code != exitHeld && code != exitDone {
		t.Errorf("exit code %d\n%s", code, printed)
	}
	r, err := health.Read(filepath.Join(out, "health.json"))
	if err != nil {
		t.Fatal(err)
	}
	if r.Untold != 1 || r.NotTold == "" || !r.Jobs[0].Well {
		t.Errorf("health: %+v", r)
	}
}

func exitCodeOf(err error) int {
	if exit, is := err.(*exec.ExitError); is {
		return exit.ExitCode()
	}
	return 0
}

// TestADeadShareDoesNotHoldTheSchedule asks something of files that never answer, more often than threads may be given to it.
func TestADeadShareDoesNotHoldTheSchedule(t *testing.T) {
	dead := make(chan struct{})
	asked := make(chan struct{}, 100)
	for range 3 * mostUnanswered {
		if err := askWithinTime(func() error { asked <- struct{}{}; <-dead; return nil }, time.Millisecond); !errors.Is(err, errNoAnswer) {
			t.Errorf("%v", err)
		}
	}
	waitUntil(t, "as many are asked as may be", func() bool { return len(asked) == mostUnanswered })
	close(dead) // the share is back
	waitUntil(t, "all are answered", func() bool { return unanswered.Load() == 0 })
	if err := askWithin(func() error { return nil }); err != nil {
		t.Errorf("the share is back: %v", err)
	}
}
