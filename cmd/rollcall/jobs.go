package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unicode"

	"github.com/sourcegraph/conc"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/custody"
	"rollcall/pipeline/register"
	"rollcall/pipeline/schedule"
	"rollcall/pipeline/settings"
)

// jobVariable is set for a process that a schedule has started, to the name of the job.
const jobVariable = "ROLLCALL_JOB"

// endings say what the exit codes of the program mean to a schedule.
var endings = map[int]schedule.Ending{
	exitDone: schedule.Done, exitUsage: schedule.Refused, exitHeld: schedule.Gaps, exitLocked: schedule.Locked, exitUnlike: schedule.Held,
}

// jobOf is a job of the settings as a schedule runs it: a process of this program, which can be killed whatever it waits for, and
// which reads the settings anew, so that a mended file counts from the next attempt.
func (n *nights) jobOf(j settings.Job) schedule.Job {
	out := schedule.Job{
		Name: j.Name, Cron: j.Cron, Inputs: n.digestInputs,
		Retry: schedule.Retry{Pauses: n.settings.PausesOf(j), Until: n.settings.AttemptsUntil()},
		Run: func(ctx context.Context, a schedule.Attempt) schedule.Outcome {
			if j.KindOrRun() == settings.BackupJob {
				return n.backUp(ctx, j, a)
			}
			return n.programOf(j, a).Run(ctx)
		},
	}
	if j.KindOrRun() == settings.CensusJob {
		out.Days = func(t time.Time) bool { return settings.IsCensusDay(dayOf(t)) }
	}
	return out
}

// programOf is the process that makes an attempt at a job.
func (n *nights) programOf(j settings.Job, a schedule.Attempt) schedule.Program {
	var args []string
	if n.log != "" {
		args = append(args, "--log", n.log)
	}
	file, today := n.settings.Path(), dayOf(a.Began).String()
	switch j.KindOrRun() {
	case settings.RunJob:
		args = append(args, "run", "-c", file, "--as-of", today)
	case settings.CensusJob: // also when it is made good on a later day
		args = append(args, "run", "-c", file, "--as-of", dayOf(a.Due).String())
	case settings.ComplianceJob:
		args = append(args, "schools", "-c", file, "--to", n.settings.Resolve(j.To), "--today", today)
	case settings.RetentionJob:
		args = append(args, "register", "prune", "-c", file, "--by", j.By, "--today", today)
	case settings.BackupJob:
		args = append(args, "register", "backup", "-c", file, filepath.Join(n.settings.Resolve(j.To), copyName(a.Began)))
	case settings.VerifyJob:
		args = append(args, "register", "verify", "-c", file, "--today", today)
	case settings.CheckJob:
		args = append(args, "check", "-c", file, "--as-of", today)
	}
	return schedule.Program{
		Path: n.program, Args: args, Env: []string{jobVariable + "=" + j.Name}, Limit: n.settings.LimitOf(j), Grace: n.grace, Endings: endings,
		Line: func(line string) { n.print("%s| %s", j.Name, line) },
		Said: func(line string) (string, bool) { return strings.CutPrefix(line, "rollcall: ") },
		Beat: func() { schedule.TellService(schedule.ServiceAlive) },
	}
}

// dayOf is the day of a time in London.
func dayOf(t time.Time) calendar.Date { return calendar.On(t.In(schedule.London).Date()) }

// copyPrefix and copySuffix stand about the time at which a copy of the register was made.
const copyPrefix, copySuffix = "register-", ".db"

func copyName(at time.Time) string {
	return copyPrefix + at.UTC().Format("20060102-150405") + copySuffix
}

// backUp copies the register into the folder of a job and leaves the newest copies there.
func (n *nights) backUp(ctx context.Context, j settings.Job, a schedule.Attempt) schedule.Outcome {
	failed := func(err error) schedule.Outcome {
		return schedule.Outcome{Ending: schedule.Failed, Exit: exitFailed, Said: err.Error()}
	}
	if err := askWithin(func() error { return os.MkdirAll(n.settings.Resolve(j.To), 0o700) }); err != nil {
		return failed(err)
	}
	out := n.programOf(j, a).Run(ctx)
	if !out.Ending.Well() {
		return out
	}
	if err := askWithin(func() error { return n.keepNewest(j) }); err != nil {
		return failed(err)
	}
	return out
}

// keepNewest leaves the newest copies in the folder of a backup. What is no copy of the schedule's stays.
func (n *nights) keepNewest(j settings.Job) error {
	folder := n.settings.Resolve(j.To)
	found, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	var copies []string
	for _, f := range found {
		text, ours := strings.CutPrefix(f.Name(), copyPrefix)
		text, is := strings.CutSuffix(strings.TrimSuffix(text, custody.SealedEnd), copySuffix)
		if _, err := time.Parse("20060102-150405", text); ours && is && err == nil {
			copies = append(copies, f.Name())
		}
	}
	slices.Sort(copies)
	var failed error
	for _, old := range copies[:max(0, len(copies)-j.Copies())] {
		path := filepath.Join(folder, old)
		failed = errors.Join(failed, os.Remove(path), os.RemoveAll(path+register.KeyEnd))
	}
	return failed
}

// askedWithin is how long files may take to answer.
const askedWithin = time.Minute

// mostUnanswered is how many questions may stay without an answer: each holds a thread of the system for good.
const mostUnanswered = 4

// unanswered are the questions that files have not answered yet.
var unanswered atomic.Int32

// errNoAnswer says that files do not answer.
var errNoAnswer = errors.New("files do not answer: their share may be dead")

// askWithin asks something of files. A share that does not answer gives an error and no more: it is asked beside the schedule, which
// goes on.
func askWithin(ask func() error) error { return askWithinTime(ask, askedWithin) }

func askWithinTime(ask func() error, most time.Duration) error {
	if unanswered.Load() >= mostUnanswered {
		return errNoAnswer
	}
	unanswered.Add(1)
	answers := make(chan error, 1)
	var asking conc.WaitGroup // not waited for
	asking.Go(func() {
		answers <- ask()
		unanswered.Add(-1)
	})
	select {
	case err := <-answers:
		return err
	case <-time.After(most):
		return errNoAnswer
	}
}

// digestInputs is a digest of the settings and of the names, sizes and ages of the files that they name.
func (n *nights) digestInputs() (string, error) {
	digests := make(chan string, 1)
	err := askWithin(func() error {
		digest, err := digestFiles(n.settings.Path())
		digests <- digest
		return err
	})
	if err != nil {
		return "", err
	}
	return <-digests, nil
}

func digestFiles(path string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	h.Write(text)
	if s, err := settings.Load(path); err == nil {
		files, err := s.InputFiles()
		if err != nil {
			return "", err
		}
		for _, f := range files {
			if st, err := os.Stat(f); err == nil {
				fmt.Fprintf(h, "%s %d %d\n", f, st.Size(), st.ModTime().UnixNano())
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// endWithSchedule ends a context when the schedule that started this process is gone, which is when standard input ends. A process
// that does not end by that, because it waits for something that never answers, is ended a minute later.
func endWithSchedule(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	var watching conc.WaitGroup // not waited for
	watching.Go(func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
		time.Sleep(time.Minute)
		os.Exit(exitFailed)
	})
	return ctx
}

// printableLine takes out of a line what a terminal would not print but do.
func printableLine(line string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && !unicode.IsPrint(r) {
			return '\uFFFD'
		}
		return r
	}, line)
}
