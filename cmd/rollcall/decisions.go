package main

import (
	"fmt"
	"time"

	"rollcall/pipeline"
)

// decisionsCmd is `rollcall decisions`.
type decisionsCmd struct {
	Import importCmd `cmd:"" help:"Take what officers filled in in candidates.xlsx, all of it or nothing."`
	Export exportCmd `cmd:"" help:"Write every decision to a Parquet file."`
}

type importCmd struct {
	File   string `arg:"" type:"path" help:"The workbook."`
	Config string `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml)."`
	Out    string `type:"path" help:"The output folder; the settings' own when left out."`
	Today  string `help:"The day for lines without a date, YYYY-MM-DD; today when left out."`
}

// Run records what was filled in.
func (c *importCmd) Run(e *env) error {
	s, err := pipeline.LoadSettings(c.Config)
	if err != nil {
		return err
	}
	today, err := asOfDate(c.Today, time.Now)
	if err != nil {
		return err
	}
	done, err := pipeline.ImportDecisions(e.ctx, s, pipeline.Options{Out: c.Out, Log: e.log, Clock: time.Now}, c.File, today)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%d decisions and %d judgements recorded; %d were known already", done.Decisions, done.Judgements, done.Known)
	if done.Left > 0 {
		fmt.Fprintf(e.out, "; %d lines have something filled in and no outcome, and were left as they are", done.Left)
	}
	fmt.Fprintln(e.out, ". The lists follow them from the next run.")
	return nil
}

type exportCmd struct {
	File   string `arg:"" type:"path" help:"The Parquet file to write."`
	Config string `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml)."`
	Out    string `type:"path" help:"The output folder; the settings' own when left out."`
	Today  string `help:"The day on which the decisions are to stand, YYYY-MM-DD; today when left out."`
}

// Run writes the decisions.
func (c *exportCmd) Run(e *env) error {
	s, err := pipeline.LoadSettings(c.Config)
	if err != nil {
		return err
	}
	today, err := asOfDate(c.Today, time.Now)
	if err != nil {
		return err
	}
	n, err := pipeline.ExportDecisions(e.ctx, s, pipeline.Options{Out: c.Out}, c.File, today)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%d decisions written to %s\n", n, c.File)
	return nil
}
