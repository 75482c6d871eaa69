package main

import (
	"fmt"

	"rollcall/pipeline"
)

// evaluateCmd is `rollcall evaluate`.
type evaluateCmd struct {
	Dir   string `name:"run" required:"" type:"path" help:"The folder of a published run, such as demo/out/latest."`
	Truth string `required:"" type:"path" help:"The folder with records.csv and children.csv, such as demo/truth."`
}

// Run prints how a run's lists and links stand against the truth.
func (c *evaluateCmd) Run(e *env) error {
	q, err := pipeline.Evaluate(c.Dir, c.Truth)
	if err != nil {
		return err
	}
	fmt.Fprint(e.out, q)
	return nil
}
