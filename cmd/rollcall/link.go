package main

import (
	"fmt"
	"time"

	"rollcall/pipeline/linkage"
)

// linkCmd is `rollcall link`.
type linkCmd struct {
	Config  string `short:"c" required:"" type:"path" help:"The settings file (link.yaml)."`
	Out     string `required:"" type:"path" help:"The folder to write links, clusters, model and report to."`
	Since   string `type:"path" help:"The folder of an earlier linkage with incremental: true to go on from: its model is used, only what is new or changed is read and compared, and the result is the same."`
	Workers int    `help:"How many workers; one for each processor when left out. It changes no result."`
}

// Run links the tables of the settings and says what it found.
func (c *linkCmd) Run(e *env) error {
	s, err := linkage.LoadSettings(c.Config)
	if err != nil {
		return err
	}
	r, err := linkage.Link(e.ctx, s, linkage.Options{Out: c.Out, Workers: c.Workers, Since: c.Since, Version: buildVersion(), Clock: time.Now})
	if err != nil {
		return err
	}
	fmt.Fprint(e.out, r.Summary())
	return nil
}
