package matchers

import (
	"context"
	"math"
	"runtime"
)

// RuleOf returns, for each pair of rows, the first blocking rule that compares it, −1 for none.
func RuleOf(ctx context.Context, t *Table, spec Spec, limit int, pairs [][2]int32) ([]int, error) {
	limit = t.blockLimit(limit)
	b, err := t.prepareBlocks(ctx, spec, limit, runtime.GOMAXPROCS(0), true)
	if err != nil {
		return nil, err
	}
	out := make([]int, len(pairs))
	for k, p := range pairs {
		out[k] = b.ruleOf(p[0], p[1])
	}
	return out, nil
}

// PairScore is what the model says of two rows, compared by a blocking rule or not.
type PairScore struct {
	Weight      float64 // bits, the prior included
	Probability float64
	Gamma       Vector
	Veto        string // the veto that keeps the pair apart, empty for none
}

// Score scores pairs of rows. It fails when the model does not fit the table.
func Score(t *Table, m *Model, pairs [][2]int32) ([]PairScore, error) {
	s, err := newScorer(t, m)
	if err != nil {
		return nil, err
	}
	out := make([]PairScore, len(pairs))
	for k, p := range pairs {
		pair, _ := s.scoreRows(p[0], p[1], math.Inf(-1))
		out[k] = PairScore{inBits(pair.logOdds), probabilityOf(pair.logOdds), pair.vector, ""}
		if v := s.firstVeto(p[0], p[1], pair.vector); v >= 0 {
			out[k].Veto = m.Spec.Vetoes[v].Name
		}
	}
	return out, nil
}
