package main

import (
	"fmt"

	"rollcall/pipeline"
)

// checkCmd is `rollcall check`.
type checkCmd struct {
	runCmd `embed:""`
	Table  bool `help:"Print what was read, what was not used and why, and how fast, as Markdown tables alone."`
}

// Run reads the extracts and says what a run would do with them.
func (c *checkCmd) Run(e *env) error {
	s, o, err := c.prepareRun(e)
	if err != nil {
		return err
	}
	checked, err := pipeline.Check(e.ctx, s, o)
	if err != nil {
		return err
	}
	if c.Table {
		fmt.Fprint(e.out, checked.Markdown())
	} else {
		fmt.Fprint(e.out, checked)
	}
	if checked.Nothing() {
		return errNothingCheck
	}
	if checked.Held() {
		return errHeldCheck
	}
	return nil
}
