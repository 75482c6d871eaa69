package main

import (
	"os"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/evaluate"
	"rollcall/pipeline/linkage"
)

// evaluateCmd is `rollcall evaluate`.
type evaluateCmd struct {
	Dir   string `name:"run" xor:"what" required:"" type:"path" help:"The folder of a published run, such as demo/out/latest."`
	Links string `xor:"what" required:"" type:"path" help:"The folder of a linkage, or its links.parquet."`
	Truth string `required:"" type:"path" help:"For a run, the folder with records.csv and children.csv; for a linkage, a CSV or Parquet file with a person for each row or with labelled pairs."`

	ID      string `name:"id" help:"The column of the truth file that names a row."`
	Cluster string `help:"The column of the truth file that says who a row is."`
	Table   string `help:"The column of the truth file that names a row's table, when ids alone do not tell rows apart."`
	Pattern string `name:"cluster-pattern" help:"A regular expression whose first group, in the cluster column, is the person: rec-([0-9]+)-."`
	Pairs   string `type:"path" help:"Write every wrong and missed pair of a linkage, with its reason, to this CSV file."`
}

// Run prints how a run's lists and links, or a linkage's clusters, stand against the truth.
func (c *evaluateCmd) Run(e *env) error {
	if c.Links != "" {
		return c.evaluateLinkage(e)
	}
	q, err := evaluate.HoldAgainstTruth(c.Dir, c.Truth)
	return e.show(q, err)
}

func (c *evaluateCmd) evaluateLinkage(e *env) error {
	truth, err := linkage.LoadTruth(c.Truth, linkage.TruthOptions{ID: c.ID, Cluster: c.Cluster, Table: c.Table, Pattern: c.Pattern})
	if err != nil {
		return err
	}
	q, err := linkage.Evaluate(e.ctx, c.Links, truth)
	if err := e.show(q, err); err != nil || c.Pairs == "" {
		return err
	}
	f, err := os.OpenFile(c.Pairs, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, custody.FileMode)
	if err != nil {
		return err
	}
	defer f.Close()
	return q.WriteFaults(f)
}
