package main

import (
	"fmt"
	"os"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/evaluate"
	"rollcall/pipeline/linkage"
)

// evaluateCmd is `rollcall evaluate`.
type evaluateCmd struct {
	Runs  []string `name:"run" sep:"none" xor:"what" required:"" type:"path" help:"The folder of a published run, such as demo/out/latest; of several, each with its truth, each is told in short and then all together."`
	Links string   `xor:"what" required:"" type:"path" help:"The folder of a linkage, or its links.parquet."`
	Truth []string `required:"" sep:"none" type:"path" help:"For a run, the folder with records.csv and children.csv; for a linkage, a CSV or Parquet file with a person for each row or with labelled pairs."`

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
	if len(c.Truth) != len(c.Runs) {
		return &usageError{fmt.Sprintf("--truth: %d for %d runs (want one for each, in the same order)", len(c.Truth), len(c.Runs))}
	}
	var all []*evaluate.Quality
	for i, run := range c.Runs {
		q, err := evaluate.HoldAgainstTruth(run, c.Truth[i])
		if err != nil {
			return err
		}
		if all = append(all, q); len(c.Runs) > 1 {
			fmt.Fprintf(e.out, "%s\n\n%s", run, q.Headline())
		}
	}
	if len(all) > 1 {
		fmt.Fprintf(e.out, "all %d together\n\n", len(all))
	}
	return e.show(evaluate.Together(all), nil)
}

func (c *evaluateCmd) evaluateLinkage(e *env) error {
	if len(c.Truth) != 1 {
		return &usageError{"--truth: want one file for a linkage"}
	}
	truth, err := linkage.LoadTruth(c.Truth[0], linkage.TruthOptions{ID: c.ID, Cluster: c.Cluster, Table: c.Table, Pattern: c.Pattern})
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
