package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"rollcall/pipeline/governance"
)

// governanceCmd is `rollcall governance`.
type governanceCmd struct {
	Dir    string `name:"run" required:"" type:"path" help:"The folder of a published run, such as demo/out/latest."`
	Out    string `required:"" type:"path" help:"The folder for the pages; not one of a published run, which is not changed."`
	Config string `short:"c" type:"path" help:"The settings file, where it lies elsewhere than the run says."`
	Truth  string `type:"path" help:"A folder with records.csv and children.csv: the run is held against it, as evaluate does."`
}

// Run writes the pages, and says how much of each people have to fill.
func (c *governanceCmd) Run(e *env) error {
	facts, err := governance.Gather(c.Dir, c.Config, c.Truth)
	if err != nil {
		return err
	}
	gaps, err := facts.Write(c.Out)
	var out *governance.OutError
	if errors.As(err, &out) {
		return &usageError{out.Error()}
	} else if err != nil {
		return err
	}
	if facts.Changed {
		fmt.Fprintln(e.err, "rollcall: the settings are no longer those of the run; the pages say so")
	}
	for _, page := range governance.Pages {
		fmt.Fprintf(e.out, "%s: %d places for people to fill\n", filepath.Join(c.Out, page), gaps[page])
	}
	return nil
}
