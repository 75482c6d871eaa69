package main

import (
	"fmt"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// decisionsCmd is `rollcall decisions`.
type decisionsCmd struct {
	Import importCmd `cmd:"" help:"Import what officers filled in in candidates.xlsx: all of it or nothing."`
	Export exportCmd `cmd:"" help:"Write every decision to a Parquet file."`
}

// onDay is what both commands are given: whose register, and the day on which it is asked.
type onDay struct {
	Config string `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml)."`
	Out    string `type:"path" help:"The output folder; the settings' own when left out."`
	Today  string `help:"The day, YYYY-MM-DD, for which this is asked, and of lines without a date; today when left out."`
}

func (o *onDay) loadSettings() (*settings.Settings, calendar.Date, error) {
	s, err := settings.Load(o.Config)
	if err != nil {
		return nil, 0, err
	}
	today, err := asOfDate(o.Today, time.Now)
	return s, today, err
}

type importCmd struct {
	File string `arg:"" type:"path" help:"The workbook."`
	lookFlags
	onDay
}

// Run records what was filled in.
func (c *importCmd) Run(e *env) error {
	s, today, err := c.loadSettings()
	if err != nil {
		return err
	}
	done, err := officers.ImportDecisions(e.ctx, s, journal.Options{Out: c.Out, Log: e.log, Clock: time.Now}, c.File, today)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%d decisions and %d judgements recorded; %d were known already", done.Decisions, done.Judgements, done.Known)
	if done.Left > 0 {
		fmt.Fprintf(e.out, "; %d lines have something filled in and no outcome, and were left as they are", done.Left)
	}
	fmt.Fprintln(e.out, ". The lists follow them from the next run.")
	fmt.Fprint(e.out, done.Grave)
	if done.Decisions+done.Judgements == 0 {
		return nil
	}
	unnoted, _ := c.noteLook(e, s, journal.Options{Out: c.Out}, register.Act{Act: register.ActImported,
		What: fmt.Sprintf("%d decisions, %d judgements", done.Decisions, done.Judgements)}) // it is done: there is nothing left to refuse
	return unnoted
}

type exportCmd struct {
	File  string `arg:"" type:"path" help:"The Parquet file to write."`
	Steps string `type:"path" help:"Write what else officers did (steps, second looks, questions to colleagues) to this Parquet file."`
	lookFlags
	onDay
}

// Run writes the decisions, and the steps where they are asked for.
func (c *exportCmd) Run(e *env) error {
	s, today, err := c.loadSettings()
	if err != nil {
		return err
	}
	o := journal.Options{Out: c.Out}
	if err := officers.CheckRegister(s, o); err != nil {
		return err
	}
	unnoted, refused := c.noteLook(e, s, o, register.Act{Act: register.ActExported})
	if refused != nil {
		return refused
	}
	n, err := officers.ExportDecisions(e.ctx, s, o, c.File, today)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%d decisions written to %s\n", n, c.File)
	if c.Steps != "" {
		if n, err = officers.ExportSteps(e.ctx, s, o, c.Steps, today); err != nil {
			return err
		}
		fmt.Fprintf(e.out, "%d steps, second looks and questions written to %s\n", n, c.Steps)
	}
	return unnoted
}
