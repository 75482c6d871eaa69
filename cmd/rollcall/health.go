package main

import (
	"fmt"
	"time"

	"rollcall/pipeline/health"
	"rollcall/pipeline/settings"
)

// healthCmd is `rollcall health`.
type healthCmd struct {
	Config string        `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml)."`
	Out    string        `type:"path" help:"The output folder; the settings' own when left out."`
	Stale  time.Duration `help:"The age from which the lists that stand are too old, such as 36h; the settings' own when left out."`
}

// Run says how the jobs are. Its error has the exit code of the gravest fault.
func (c *healthCmd) Run(e *env) error {
	s, err := settings.Load(c.Config)
	if err != nil {
		return err
	}
	stale := c.Stale
	if stale == 0 {
		stale = s.StaleAfter()
	}
	report, err := health.Read(s.HealthFile(c.Out))
	if err != nil {
		return fmt.Errorf("how the jobs are is not known (neither a schedule nor a run has written it): %w", err)
	}
	w := &watch{env: e, settings: s, out: c.Out, report: report}
	if w.out == "" {
		w.out = s.OutputDir()
	}
	w.seeOthersLists() // since it was written
	w.seeReleased()
	for _, j := range report.Jobs {
		state := j.Ending
		if j.Ended.IsZero() {
			state = "under way"
			if j.Began.IsZero() {
				state = "not begun yet"
			}
		}
		fmt.Fprintf(e.out, "%-20s %-10s %s; last well %s; due %s\n", printableLine(j.Name), j.Kind, state, whenOrNever(j.LastWell), whenOrNever(j.Due))
	}
	if l := report.Lists; l.Run != "" {
		fmt.Fprintf(e.out, "the lists that stand are of %s, published %s\n", l.AsOf, whenOrNever(l.Published))
	}
	faults := report.Faults(time.Now(), stale)
	if len(faults) == 0 {
		fmt.Fprintln(e.out, "all is well")
		return nil
	}
	for _, f := range faults {
		fmt.Fprintf(e.out, "! %s\n", printableLine(f.Text))
	}
	return &unwellError{faults[0].Code, len(faults)}
}

// whenOrNever writes a time for a person.
func whenOrNever(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.Format("2 Jan 15:04")
}

// unwellError says that somebody should look at the jobs.
type unwellError struct{ code, faults int }

// Error says how much there is to look at.
func (e *unwellError) Error() string {
	return fmt.Sprintf("%d things to look at, above", e.faults)
}
