package main

import (
	"errors"
	"fmt"
	"os"
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
	Config       string `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml), with its jobs."`
	List         bool   `help:"Print the next runs of every job and leave."`
	ClockIsRight bool   `help:"Go by the clock of this machine, however far it is from what the schedule last saw."`
}

// upcoming is how many runs of each job --list prints.
const upcoming = 3

// scheduleFile is where the schedule keeps what became of each job, in the output folder.
const scheduleFile = "schedule.json"

// Run keeps the jobs of the settings going until the process is told to stop.
func (c *scheduleCmd) Run(e *env) error {
	s, err := settings.Load(c.Config)
	if err != nil {
		return err
	}
	if len(s.Jobs) == 0 {
		return &settings.Error{Faults: []string{c.Config + ": jobs: missing; name at least one job with a cron expression"}}
	}
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("this program cannot be found again: %w", err)
	}
	n := &nights{env: e, settings: s, program: program, log: e.logFile}
	if c.List {
		return n.printUpcoming(time.Now())
	}
	return n.run(schedule.Options{ClockIsRight: c.ClockIsRight, Built: builtAt()})
}

// nights is a schedule with all that looks after it.
type nights struct {
	*env
	settings *settings.Settings
	program  string        // that jobs are started from
	log      string        // file that they log to; empty: what they print is enough
	grace    time.Duration // see schedule.Program
	jobs     []schedule.Job
	clock    schedule.Clock
}

// run runs the jobs until the context ends.
func (n *nights) run(o schedule.Options) error {
	out := n.settings.OutputDir()
	if err := custody.MakeFolder(out); err != nil {
		return fmt.Errorf("output folder: %w", err)
	}
	n.clock = o.Clock
	w := newWatch(n.env, n.settings, out)
	o.State, o.Log, o.Beat = filepath.Join(out, scheduleFile), n.env.log, func() { schedule.TellService(schedule.ServiceAlive) }
	timetable, err := n.timetable(o, func(t schedule.Told) {
		n.printTold(t)
		w.hear(t)
	})
	if err != nil {
		return err
	}
	w.timetable = timetable
	if _, err := officers.SweepDead(out, time.Now()); err != nil && !errors.Is(err, journal.ErrLocked) {
		return fmt.Errorf("what runs that died left: %w", err)
	}
	schedule.TellService(schedule.ServiceReady)
	defer schedule.TellService(schedule.ServiceStopping)
	return timetable.RunJobs(n.ctx)
}

// timetable is the schedule of the settings' jobs.
func (n *nights) timetable(o schedule.Options, tell func(schedule.Told)) (*schedule.Schedule, error) {
	for _, j := range n.settings.Jobs {
		n.jobs = append(n.jobs, n.jobOf(j))
	}
	o.Tell = tell
	timetable, err := schedule.New(n.jobs, o)
	if err != nil {
		return nil, &settings.Error{Faults: []string{n.settings.Path() + ": jobs: " + err.Error()}}
	}
	return timetable, nil
}

// printUpcoming prints the next runs of each job, so that a job of once a term is seen beside a nightly one.
func (n *nights) printUpcoming(now time.Time) error {
	timetable, err := n.timetable(schedule.Options{Log: n.env.log}, nil)
	if err != nil {
		return err
	}
	for _, j := range n.settings.Jobs {
		at := now
		for range upcoming {
			if at = timetable.DueAfter(j.Name, at); at.IsZero() {
				break
			}
			fmt.Fprintf(n.out, "%-20s %s\n", j.Name, at.Format("Mon 2 Jan 2006 15:04 MST"))
		}
	}
	return nil
}

// print prints a line with the time, London's.
func (n *nights) print(format string, a ...any) {
	now := time.Now()
	if n.clock != nil {
		now = n.clock.Now()
	}
	fmt.Fprintf(n.out, "%s %s\n", now.In(schedule.London).Format("2006-01-02 15:04:05 MST"), printableLine(fmt.Sprintf(format, a...)))
}

// printTold prints what the schedule has to say, apart from its heartbeat.
func (n *nights) printTold(t schedule.Told) {
	switch t.Is {
	case schedule.Heartbeat:
	case schedule.Begins:
		n.print("%s: begins, attempt %d", t.Job, t.Attempts)
	case schedule.Ends:
		next := ""
		if !t.Next.IsZero() {
			next = "; next attempt " + t.Next.In(schedule.London).Format("15:04")
		}
		n.print("%s: %s, exit code %d%s", t.Job, t.Ending, t.Exit, next)
	case schedule.Missed, schedule.Skipped, schedule.GivenUp:
		n.print("%s: %s", t.Job, t.Text)
	default:
		n.print("%s", t.Text)
	}
}
