package linkage

import (
	"context"

	"rollcall/matchers"
)

// estimateErrors estimates how many pairs of rows are joined and should not be, or the other way round, in ways that rest on different
// things, and notes where they disagree.
func (r *Run) estimateErrors(ctx context.Context) error {
	var err error
	if r.Errors, err = matchers.EstimateErrors(ctx, r.Table, r.Model, r.Edges, r.Clusters, r.Settings.BlockLimit, r.Missed); err != nil {
		return err
	}
	r.Notes = append(r.Notes, matchers.Disagreement(r.Errors)...)
	return nil
}
