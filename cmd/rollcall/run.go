package main

import (
	"errors"
	"fmt"
	"time"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// runCmd is `rollcall run`.
type runCmd struct {
	Config  string `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml)."`
	AsOf    string `name:"as-of" help:"The day on which the law is asked, YYYY-MM-DD; today when left out."`
	Out     string `type:"path" help:"The output folder; the settings' own when left out."`
	Workers int    `help:"How many workers; one for each processor when left out. It changes no result."`
	Notify  bool   `help:"Tell of this run as the schedule tells of its own: see notify in the settings."`

	MoveLatest bool `name:"move-latest" help:"Let a run for an earlier day than the latest one become the latest, and be remembered."`
	AnyDay     bool `name:"any-day" help:"Make the run even for a day years from all that the extracts speak for."`
	Whole      bool `help:"Take up nothing that an earlier night kept: read every file anew. It changes no result."`
}

// Run makes one run and shows what it found.
func (c *runCmd) Run(e *env) error {
	s, o, err := c.prepareRun(e)
	if err != nil {
		return err
	}
	bars := newProgress(e.err)
	o.Progress = bars
	result, err := pipeline.Run(e.ctx, s, o)
	bars.Close()
	if err == nil || errors.Is(err, pipeline.ErrHeld) {
		logNotices(e, result.Manifest)
		fmt.Fprint(e.out, pipeline.Summary(result))
	}
	if err != nil {
		return err
	}
	if result.Held {
		return errHeld
	}
	return nil
}

func (c *runCmd) prepareRun(e *env) (*settings.Settings, journal.Options, error) {
	s, err := settings.Load(c.Config)
	if err != nil {
		return nil, journal.Options{}, err
	}
	asOf, err := asOfDate(c.AsOf, time.Now)
	if err != nil {
		return nil, journal.Options{}, err
	}
	return s, journal.Options{
		AsOf: asOf, Out: c.Out, Workers: c.Workers, Version: buildVersion(), Build: buildIdentity(),
		MoveLatest: c.MoveLatest, AnyDay: c.AnyDay, Whole: c.Whole, Log: e.log, Clock: time.Now,
	}, nil
}

// asOfDate reads an as-of date, or takes today's in London when none is given.
func asOfDate(text string, now func() time.Time) (calendar.Date, error) {
	if text == "" {
		london, err := time.LoadLocation("Europe/London")
		if err != nil {
			return 0, fmt.Errorf("time zone: %w", err)
		}
		y, m, d := now().In(london).Date()
		return calendar.On(y, m, d), nil
	}
	d, err := calendar.Parse(text)
	if err != nil {
		return 0, &usageError{"--as-of: " + err.Error()}
	}
	return d, nil
}
