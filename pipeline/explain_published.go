package pipeline

import (
	"fmt"
	"path/filepath"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// before is what goes before the rules in a run.
const before = "what officers decided, and what a register answered on an earlier night, comes before the rules"

// saidOtherwise says where the run said something else of a child than the rules do by themselves; empty where it did not.
func (x *Explainer) saidOtherwise(id string, v *rules.Verdict) (string, error) {
	var b strings.Builder
	for row, err := range candidates.ReadReconciliation(filepath.Join(x.dir, candidates.ReconciliationFile)) {
		if err != nil {
			return "", fmt.Errorf("%s: %w", candidates.ReconciliationFile, err)
		}
		if row.ChildID == id && row.Status != string(v.Status) {
			fmt.Fprintf(&b, "  the run said %s: %s\n", strings.TrimSpace(strings.ReplaceAll(row.Status, "_", " ")+" "+row.ExplainedBy), before)
		}
	}
	if len(v.AtRisk) == 0 {
		return b.String(), nil
	}
	for row, err := range candidates.ReadList(filepath.Join(x.dir, candidates.AtRiskFile), candidates.AtRisk) {
		if err != nil {
			return "", fmt.Errorf("%s: %w", candidates.AtRiskFile, err)
		}
		if row.ChildID == id {
			return b.String(), nil
		}
	}
	return b.String() + "  not on the run's list of children at risk: " + before + "\n", nil
}

// isListedBare reports whether the run shows a line of the child and nothing else of it.
func (x *Explainer) isListedBare(id string) bool {
	for _, list := range []struct {
		file string
		list candidates.List
	}{{candidates.CMEFile, candidates.CME}, {candidates.AtRiskFile, candidates.AtRisk}} {
		for row, err := range candidates.ReadList(filepath.Join(x.dir, list.file), list.list) {
			if err == nil && row.ChildID == id && row.Reason == candidates.SealedReason {
				return true
			}
		}
	}
	return false
}
