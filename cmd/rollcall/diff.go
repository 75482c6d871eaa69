package main

import (
	"os"
	"path/filepath"

	"rollcall/pipeline"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// diffCmd is `rollcall diff`.
type diffCmd struct {
	Then   string `arg:"" help:"The earlier run: the folder of a published run or, with -c, its name."`
	Now    string `arg:"" help:"The later run, likewise."`
	Config string `short:"c" type:"path" help:"The settings file (rollcall.yaml), in whose output folder the runs lie."`
	Most   int    `default:"50" help:"How many lines of a kind are listed of each list; all are counted."`
}

// Run says what is new, gone and changed between two published runs: lines, counts, extracts and settings. It prints ids and no name.
func (c *diffCmd) Run(e *env) error {
	if c.Most < 0 {
		return &usageError{"--most: want a number from 0 on"}
	}
	then, err := c.folder(c.Then)
	if err != nil {
		return err
	}
	now, err := c.folder(c.Now)
	if err != nil {
		return err
	}
	d, err := pipeline.DiffRuns(then, now)
	if err != nil {
		return err
	}
	return e.show(d.Tell(c.Most), nil)
}

// folder is the folder of a run by its path, or by its name where the settings say in which folder runs lie.
func (c *diffCmd) folder(run string) (string, error) {
	if _, err := os.Stat(run); err == nil || c.Config == "" {
		return run, nil
	}
	s, err := settings.Load(c.Config)
	if err != nil {
		return "", err
	}
	return filepath.Join(s.OutputDir(), journal.RunsFolder, run), nil
}
