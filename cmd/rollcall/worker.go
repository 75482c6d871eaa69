package main

import (
	"os"

	"rollcall/pipeline/spark"
)

// workerCmd is `rollcall worker`.
type workerCmd struct {
	Verb   string `arg:"" help:"What to do to the rows: plan, which reads none and prints what a driver must know, or a verb that pipeline/spark/link.py uses."`
	Config string `short:"c" required:"" type:"path" help:"The settings file (link.yaml), that of rollcall link."`
	Frame  string `type:"path" help:"The file of what is known of the whole so far, which an earlier verb sent."`
	Model  string `type:"path" help:"The model to score by."`
}

// Run does one verb to the rows on standard input.
func (c *workerCmd) Run(e *env) error {
	if c.Verb == "plan" {
		return spark.Plan(c.Config, e.out)
	}
	// What goes out is a stream of bytes, which is no text for a screen.
	return spark.Work(e.ctx, spark.Options{Verb: c.Verb, Settings: c.Config, Frame: c.Frame, Model: c.Model}, os.Stdin, os.Stdout)
}
