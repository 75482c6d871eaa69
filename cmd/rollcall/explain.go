package main

import (
	"errors"
	"fmt"
	"time"

	"rollcall/pipeline"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/linkage"
	"rollcall/pipeline/register"
)

// explainCmd is `rollcall explain`. Names are printed for whoever says who asks and what for.
type explainCmd struct {
	Dir   string   `name:"run" required:"" type:"path" help:"The folder of a published run, such as demo/out/latest."`
	Child string   `xor:"what" required:"" help:"A child id: why the child is on a list, or on none."`
	Pair  []string `xor:"what" required:"" sep:"none" help:"A record id, given twice: how the two records compare, in bits." placeholder:"RECORD"`
	Other string   `arg:"" optional:"" help:"The second record of --pair."`
	Again bool     `help:"Read the extracts again, and judge and compare anew: it takes longer, and says of every rule how it came to its answer."`
	lookFlags
}

// Run explains a child or a pair of a published run.
func (c *explainCmd) Run(e *env) error {
	records := c.Pair
	if c.Other != "" {
		records = append(records, c.Other)
	}
	if c.Child == "" && len(records) != 2 {
		return &usageError{"--pair: want two records"}
	}
	if linkage.IsLinkage(c.Dir) {
		return c.explainLinkage(e, records)
	}
	if !c.Again {
		done, err := c.explainWritten(e, records)
		if done || err != nil {
			return err
		}
	}
	x, err := pipeline.OpenRun(e.ctx, c.Dir, journal.Options{Log: e.log, Clock: time.Now})
	if err != nil {
		return err
	}
	warnChanged(e, x.Changed)
	text, children := "", []string{c.Child}
	if c.Child != "" {
		text, err = x.ExplainChild(c.Child)
	} else {
		children = x.ChildrenOf(records...)
		text, err = x.ExplainPair(records[0], records[1])
	}
	if err != nil {
		return err
	}
	unnoted, refused := c.noteLook(e, x.Settings(), journal.Options{Out: x.OutputFolder()}, register.Act{Act: register.ActExplained, Run: string(x.RunID())}, children...)
	if refused != nil {
		return refused
	}
	fmt.Fprint(e.out, text)
	return unnoted
}

// explainWritten explains from what the run wrote, and reports whether that was enough: a run from before there was a store, and a pair
// that the run did not keep, are read again.
func (c *explainCmd) explainWritten(e *env, records []string) (done bool, err error) {
	d, err := pipeline.OpenDesk(e.ctx, c.Dir)
	if errors.Is(err, desk.ErrNone) || errors.Is(err, desk.ErrOther) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer d.Close()
	text, children := "", []string{c.Child}
	if c.Child != "" {
		text, err = d.ExplainChild(e.ctx, c.Child, c.seesNames())
	} else {
		text, children, err = d.ExplainPair(e.ctx, records[0], records[1], c.seesNames())
	}
	if errors.Is(err, pipeline.ErrNotKept) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, c.showOf(e, d, register.ActExplained, text, children...)
}

// explainLinkage explains a pair of a folder that `rollcall link` wrote.
func (c *explainCmd) explainLinkage(e *env, records []string) error {
	if len(records) != 2 {
		return &usageError{"--child: a linkage has no children; want --pair and two rows"}
	}
	r, changed, err := linkage.Open(e.ctx, c.Dir)
	if err != nil {
		return err
	}
	warnChanged(e, changed)
	text, err := r.Explain(e.ctx, c.Dir, records[0], records[1])
	return e.show(text, err)
}

// warnChanged names the files that are no longer what a run read.
func warnChanged(e *env, files []string) {
	for _, f := range files {
		fmt.Fprintf(e.err, "rollcall: %s is no longer what the run read\n", f)
	}
}
