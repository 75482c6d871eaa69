package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers"
	"rollcall/pipeline/schedule"
	"rollcall/pipeline/settings"
)

// scheduleCmd is `rollcall schedule`.
type scheduleCmd struct {
	Config string `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml), with its jobs."`
	List   bool   `help:"Print the next runs of every job and leave."`
}

// upcoming is how many runs of each job --list prints.
const upcoming = 3

// Run keeps the jobs of the settings going until the process is told to stop.
func (c *scheduleCmd) Run(e *env) error {
	s, err := settings.Load(c.Config)
	if err != nil {
		return err
	}
	if len(s.Jobs) == 0 {
		return &settings.Error{Faults: []string{c.Config + ": jobs: missing; name at least one job with a cron expression"}}
	}
	var jobs []schedule.Job
	for _, j := range s.Jobs {
		jobs = append(jobs, schedule.Job{Name: j.Name, Cron: j.Cron, Run: c.nightlyRun(e, j.Name)})
	}
	if err := custody.MakeFolder(s.OutputDir()); err != nil {
		return fmt.Errorf("output folder: %w", err)
	}
	timetable, err := schedule.New(jobs, schedule.Options{State: filepath.Join(s.OutputDir(), "schedule.json"), Log: e.log})
	if err != nil {
		return &settings.Error{Faults: []string{c.Config + ": jobs: " + err.Error()}}
	}
	if c.List {
		return printUpcoming(e, jobs)
	}
	if _, err := officers.SweepDead(s.OutputDir(), time.Now()); err != nil && !errors.Is(err, journal.ErrLocked) {
		return fmt.Errorf("what runs that died left: %w", err)
	}
	err = timetable.RunJobs(e.ctx)
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// printUpcoming prints the next runs of each job, so that a job of once a term is seen beside a nightly one.
func printUpcoming(e *env, jobs []schedule.Job) error {
	now := time.Now()
	for _, j := range jobs {
		one, err := schedule.New([]schedule.Job{j}, schedule.Options{Log: e.log})
		if err != nil {
			return err
		}
		for _, u := range one.NextRuns(upcoming, now) {
			fmt.Fprintf(e.out, "%-20s %s\n", u.Job, u.At.Format("Mon 2 Jan 2006 15:04 MST"))
		}
	}
	return nil
}

// nightlyRun is one run of the pipeline. The settings are read anew each time, so that a mended file counts from the next night.
func (c *scheduleCmd) nightlyRun(e *env, name string) func(context.Context) error {
	return func(ctx context.Context) error {
		night := *e
		night.ctx = ctx
		night.log = e.log.With("job", name)
		err := runGuarded("run", e.dir, func() error { return (&runCmd{Config: c.Config}).Run(&night) })
		if errors.Is(err, errHeld) {
			return nil // published; the reasons are on the lists
		}
		return err
	}
}
