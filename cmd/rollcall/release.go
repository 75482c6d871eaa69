package main

import (
	"fmt"
	"strings"
	"time"

	"rollcall/pipeline"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// releaseCmd is `rollcall release`.
type releaseCmd struct {
	RunID   string `arg:"" optional:"" name:"run" help:"The held run; without it those that are held are listed."`
	Config  string `short:"c" required:"" type:"path" help:"The settings file (rollcall.yaml)."`
	Out     string `type:"path" help:"The output folder; the settings' own when left out."`
	By      string `help:"Who releases it: a role, which the register keeps."`
	Reason  string `help:"Why it is right as it is, which the register keeps: no child's name."`
	Discard bool   `help:"Let the run go instead; the last lists stand."`
}

// Run publishes a held run, or discards it.
func (c *releaseCmd) Run(e *env) error {
	s, err := settings.Load(c.Config)
	if err != nil {
		return err
	}
	o := journal.Options{Out: c.Out, Log: e.log, Clock: time.Now}
	if c.RunID == "" {
		return c.list(e, s, o)
	}
	if strings.TrimSpace(c.By) == "" || strings.TrimSpace(c.Reason) == "" {
		return &usageError{"--by and --reason: say who decides it, by role, and why"}
	}
	id, who := journal.RunID(c.RunID), pipeline.Released{By: c.By, Reason: c.Reason}
	if c.Discard {
		err := pipeline.Discard(e.ctx, s, o, id, who)
		return e.show(fmt.Sprintf("%s is discarded; the last lists stand\n", id), err)
	}
	folder, err := pipeline.Release(e.ctx, s, o, id, who)
	return e.show(fmt.Sprintf("%s is published, released by %s\n%s\n", id, c.By, folder), err)
}

func (c *releaseCmd) list(e *env, s *settings.Settings, o journal.Options) error {
	standing, err := pipeline.ListHeld(e.ctx, s, o)
	if err != nil {
		return err
	}
	if len(standing) == 0 {
		return e.show("no run is held\n", nil)
	}
	for _, h := range standing {
		fmt.Fprintf(e.out, "%s\n  %s\n", h.Run, strings.Join(h.Why, "\n  "))
	}
	return nil
}
