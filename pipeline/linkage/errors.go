package linkage

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/sourcegraph/conc"

	"rollcall/matchers"
)

// estimateErrors estimates how many pairs of rows are joined and should not be, or the other way round, in ways that rest on different
// things, notes where they disagree, and plans whom people should look at.
func (r *Run) estimateErrors() {
	var g conc.WaitGroup
	g.Go(func() { r.Errors = matchers.EstimateErrors(r.Table, r.Model, r.Edges, r.Clusters, r.Missed) })
	g.Go(func() { r.Plan = matchers.PlanReview(r.Table, r.Clusters) })
	g.Wait()
	r.Notes = append(r.Notes, matchers.Disagreement(r.Errors)...)
}

// writePlan writes the pairs for people to look at, as judgements without a verdict: filled in, the file is one for judgements.
func (r *Run) writePlan(out io.Writer) error {
	w := csv.NewWriter(out)
	lines := [][]string{{"table_l", "id_l", "table_r", "id_r", "verdict", "match_probability", "stratum"}}
	for _, p := range r.Plan.Picks {
		lines = append(lines, []string{r.Names[r.Of[p.L]], r.IDs[p.L], r.Names[r.Of[p.R]], r.IDs[p.R], "",
			strconv.FormatFloat(p.Probability, 'f', 4, 64), r.Plan.Strata[p.Stratum].String()})
	}
	return w.WriteAll(lines)
}
