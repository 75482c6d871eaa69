//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/health"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/schedule"
	"rollcall/pipeline/settings"
)

// wholeWeek has the test of the unattended week play every night and print them: make week.
const wholeWeek = "ROLLCALL_WEEK"

// TestUnattendedWeek has a schedule look after an invented authority under a clock that jumps from one thing to do to the next, with
// the real program, mail to a real server and posts to another, while a night in each case something goes wrong.
func TestUnattendedWeek(t *testing.T) {
	w := newWeek(t, 400, 7, `jobs:
  - {name: nightly, cron: "15 2 * * *"}
  - {name: copy, kind: backup, cron: "30 5 * * *", to: copies, keep: 3}
schedule: {limit: 20s, metrics: rollcall.prom}
`)
	nights := []badNight{
		{name: "an honest night", endings: "done with gaps", events: "missing", told: true},
		{name: "the process is killed", fault: "kill", endings: "killed, done with gaps", events: "failed recovered"},
		{name: "the folder is locked until 02:30", before: w.lockFolder, at: map[string]func(){"02:30": w.unlockFolder}, endings: "locked out, locked out, done with gaps"},
		{name: "the home education list is late", before: w.take("home_education.xlsx"), endings: "done with gaps", events: "missing", told: true},
		{name: "it comes; the referrals are broken", before: w.garble("referrals.csv"), endings: "done with gaps", events: "missing", told: true},
		{name: "two entries are gone", change: w.elsewhereForgotten, endings: "done with gaps", events: "missing"},
		{name: "the disk is full until 02:30", fault: "full", at: map[string]func(){"02:30": w.noFault}, endings: "failed, failed, done with gaps", events: "failed recovered missing", told: true, needs: canMount},
		{name: "a share is dead", fault: "hang", at: map[string]func(){"02:16": w.noFault}, endings: "stopped, over its time limit, done with gaps", events: "failed recovered|failed recovered missing"},
		{name: "the server is restarted in the run", fault: "stop", endings: "stopped with the schedule, done with gaps", events: "|missing"},
		{name: "no extract is there all night", before: w.takeAll, after: w.putBack, endings: strings.Repeat("failed, ", 7) + "failed", events: "failed failed", stands: true},
		{name: "all is there again", endings: "done with gaps", events: "recovered"},
	}
	if os.Getenv(wholeWeek) == "" {
		nights = nights[:3]
	}
	w.startSchedule()
	for _, n := range nights {
		w.play(n)
	}
	w.endSchedule()
	w.noNames()
	if os.Getenv(wholeWeek) != "" {
		fmt.Print(w.table.String())
	}
}

// badNight is a night of the week.
type badNight struct {
	name    string
	before  func()                   // in the evening
	change  func(text string) string // of the settings
	fault   string                   // of the machine: see faulty
	at      map[string]func()        // at these times
	after   func()                   // in the morning
	endings string                   // of the attempts, or several such with | between them
	events  string                   // told by mail and webhook; the same
	told    bool                     // a missing extract may be told or have been told before
	stands  bool                     // the lists of the night before stand
	needs   func() bool
}

// week is a schedule and what is around it.
type week struct {
	t        *testing.T
	dir, out string
	children int
	seed     uint64
	lines    int // on the first night's list of candidates
	inbox    *inventedInbox
	jobs     string // of the settings, and how they are looked after
	day      calendar.Date
	change   func(string) string
	kept     map[string][]byte // extracts that were spoilt, as they were
	clock    *jumpClock
	printed  bytes.Buffer
	hook     *postbox
	mail     *postbox
	server   *httptest.Server
	smtp     string
	lock     *flock.Flock
	table    strings.Builder
	over     chan error
	stop     context.CancelFunc
}

// faulty starts the program as a machine would on which something is wrong.
const faulty = `#!/bin/sh
fault=$(cat "$DIR/fault" 2>/dev/null)
case "$fault" in
kill) rm "$DIR/fault"
  (while [ ! -e "$DIR/out/.checkpoints" ]; do sleep .01; done; kill -9 $$) </dev/null >/dev/null 2>&1 & exec "$BINARY" "$@" ;;
stop) rm "$DIR/fault"
  (while [ ! -e "$DIR/out/.checkpoints" ]; do sleep .01; done; touch "$DIR/stop") </dev/null >/dev/null 2>&1 & exec "$BINARY" "$@" ;;
hang) trap '' TERM; read x < "$DIR/share" ;;
full) exec unshare -rm sh -c 'cp -a "$DIR/out/runs" "$DIR/copy" && mount -t tmpfs -o size=$(($(du -sk "$DIR/copy" | cut -f1) + 120))k tmpfs "$DIR/out/runs" &&
  cp -a "$DIR/copy/." "$DIR/out/runs" && rm -r "$DIR/copy" && exec "$BINARY" "$@"' sh "$@" ;;
*) exec "$BINARY" "$@" ;;
esac
`

// canMount reports whether a folder of a fixed size can be had here, for a disk that is full.
func canMount() bool {
	return exec.Command("unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", os.TempDir()).Run() == nil
}

// newWeek makes an authority of so many children, in the evening before a Monday.
func newWeek(t *testing.T, children int, seed uint64, jobs string) *week {
	dir := t.TempDir()
	w := &week{t: t, dir: dir, out: filepath.Join(dir, "out"), jobs: jobs, hook: &postbox{}, mail: &postbox{}}
	w.day, w.change = calendar.On(2026, time.October, 12), func(s string) string { return s }
	w.children, w.seed = children, seed
	w.inventInbox()
	w.server = httptest.NewServer(w.hook)
	t.Cleanup(w.server.Close)
	w.smtp = newMailServer(t, w.mail)
	for name, text := range map[string]string{"secret": "key", "faulty": strings.NewReplacer("$DIR", dir, "$BINARY", binary).Replace(faulty)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command("mkfifo", filepath.Join(dir, "share")).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v", out, err)
	}
	w.clock = &jumpClock{now: w.day.Midnight().Add(-6 * time.Hour)}
	w.fillInbox()
	return w
}

// inventInbox invents the authority, the same each time.
func (w *week) inventInbox() {
	inbox, err := newInventedInbox(w.children, w.seed, calendar.On(2026, time.October, 12), w.dir)
	if err != nil {
		w.t.Fatal(err)
	}
	w.inbox = inbox
}

// fillInbox brings the inbox and the settings up to the night's day.
func (w *week) fillInbox() {
	file, _, err := w.inbox.On(w.day)
	if err != nil {
		w.t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		w.t.Fatal(err)
	}
	text = []byte(w.change(string(text)) + "\n" + w.jobs + fmt.Sprintf(`notify:
  link: https://intranet.example/rollcall
  mail: {server: %q, security: none, from: rollcall@example.gov.uk, to: [cme@example.gov.uk]}
  webhook: {url: %q, secret_file: secret}
`, w.smtp, w.server.URL))
	if err := os.WriteFile(file, text, 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// startSchedule starts the schedule as the program does, but for the clock and the machine's faults.
func (w *week) startSchedule() {
	s, err := settings.Load(filepath.Join(w.dir, "rollcall.yaml"))
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(w.t.Context())
	w.stop, w.over = stop, make(chan error, 1)
	e := &env{ctx: ctx, streams: streams{&w.printed, &w.printed}, log: slog.New(slog.DiscardHandler), dir: w.dir}
	n := &nights{env: e, settings: s, program: filepath.Join(w.dir, "faulty"), grace: 2 * time.Second}
	w.clock.paused, w.clock.go1 = make(chan struct{}), make(chan time.Time)
	go func() { w.over <- n.run(schedule.Options{Clock: w.clock}) }()
	<-w.clock.paused
}

// endSchedule stops the schedule between jobs, which is no fault.
func (w *week) endSchedule() {
	w.stop()
	if err := <-w.over; err != nil {
		w.t.Errorf("the schedule ended with %v", err)
	}
}

// at is a time of the night's day in London.
func (w *week) at(hour string) time.Time {
	when, err := time.ParseInLocation("2006-01-02 15:04", w.day.String()+" "+hour, schedule.London)
	if err != nil {
		w.t.Fatal(err)
	}
	return when
}

// play plays a night and holds it to what should have happened.
func (w *week) play(n badNight) {
	w.t.Helper()
	if n.needs != nil && !n.needs() {
		fmt.Fprintf(&w.table, "%s  %-34s not played: this machine does not allow it\n", w.day, n.name)
		w.day++
		return
	}
	w.change = func(s string) string { return s }
	if n.change != nil {
		w.change = n.change
	}
	w.fillInbox()
	w.restore() // what stays as it was is not written anew
	if n.before != nil {
		n.before()
	}
	if n.fault != "" {
		if err := os.WriteFile(filepath.Join(w.dir, "fault"), []byte(n.fault), 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
	before, _ := journal.LatestRun(w.out)
	w.hook.taken, w.mail.taken = nil, nil
	w.printed.Reset()
	w.clock.at = map[time.Time]func(){}
	for hour, what := range n.at {
		w.clock.at[w.at(hour)] = what
	}
	w.until(w.at("09:00"))
	if n.after != nil {
		n.after()
	}
	w.noFault()
	w.judge(n, before)
	w.day++
}

// until lets the schedule go on to a time; a restart that a night asks for happens on the way.
func (w *week) until(end time.Time) {
	w.clock.go1 <- end
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for {
		select {
		case <-look.C:
			if os.Remove(filepath.Join(w.dir, "stop")) == nil {
				w.stop()
			}
		case <-w.clock.paused:
			return
		case err := <-w.over: // it was told to stop in the middle of a job
			if !errors.Is(err, schedule.ErrStopped) || exitCode(err) != exitFailed {
				w.t.Errorf("stopped in a job, the schedule ended with %v, exit code %d", err, exitCode(err))
			}
			w.startSchedule()
			w.clock.go1 <- end
		}
	}
}

// judge holds a night to what should have happened, and enters it in the table.
func (w *week) judge(n badNight, before string) {
	w.t.Helper()
	var endings []string
	for _, line := range strings.Split(w.printed.String(), "\n") {
		if _, rest, is := strings.Cut(line, " nightly: "); is && strings.Contains(rest, ", exit code ") {
			ending, _, _ := strings.Cut(rest, ", exit code ")
			endings = append(endings, ending)
		}
	}
	got := strings.Join(endings, ", ")
	after, _ := journal.LatestRun(w.out)
	r, err := health.Read(filepath.Join(w.out, "health.json"))
	if err != nil {
		w.t.Fatalf("%s: %v", n.name, err)
	}
	code := 0
	if f := r.Faults(w.clock.now, 36*time.Hour); len(f) > 0 {
		code = f[0].Code
	}
	fmt.Fprintf(&w.table, "%s  %-34s %-58s mail %-18s post %-18s health %d  lists of %s, %d lines\n", w.day, n.name, got, w.mail.events(), w.hook.events(),
		code, r.Lists.AsOf, r.Lists.Counts["cme_candidates"])
	lines := r.Lists.Counts["cme_candidates"]
	if w.lines == 0 {
		w.lines = lines
	}
	if lines > w.lines+floodLines {
		w.t.Errorf("%s: the lists have %d lines, where the first night's had %d", n.name, lines, w.lines)
	}
	if !oneOf(n.endings, got) {
		w.t.Errorf("%s: attempts ended %q, want %q\n%s", n.name, got, n.endings, w.printed.String())
	}
	if w.mail.events() != w.hook.events() {
		w.t.Errorf("%s: mail told %q, the webhook %q", n.name, w.mail.events(), w.hook.events())
	}
	if told := w.hook.events(); !oneOf(n.events, told) && !(n.told && oneOf(n.events, strings.TrimSpace(told+" missing"))) {
		w.t.Errorf("%s: told %q, want %q", n.name, told, n.events)
	}
	published := strings.HasSuffix(got, "done with gaps")
	if published != (before != after) || published == n.stands {
		w.t.Errorf("%s: %q, and the lists that stand were %s and are %s", n.name, got, filepath.Base(before), filepath.Base(after))
	}
	if published && r.Lists.AsOf != w.day.String() || r.Lists.Run != filepath.Base(after) {
		w.t.Errorf("%s: health says that the lists are %s of %s", n.name, r.Lists.Run, r.Lists.AsOf)
	}
}

func oneOf(wanted, got string) bool {
	for _, w := range strings.Split(wanted, "|") {
		if w == got {
			return true
		}
	}
	return false
}
