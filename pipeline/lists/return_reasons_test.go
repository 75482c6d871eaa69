package lists

import (
	"slices"
	"testing"

	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Whatever a rule proposes for the return is one of the department's reasons, and a place that has not begun is told by its label.
func TestProposedReasonsAreTheDepartments(t *testing.T) {
	proposed := 0
	for _, r := range rules.Rules() {
		switch reason := reports.ReasonOf([]string{string(r.ID)}); {
		case reason == "":
		case !slices.Contains(sources.ReturnReasons, reason):
			t.Errorf("%s proposes %q, which the department does not have", r.ID, reason)
		default:
			proposed++
		}
	}
	if proposed < 10 {
		t.Errorf("%d rules propose a reason", proposed)
	}
	if got := proposedReason([]rules.Finding{{Rule: "C05", Waits: true}}); got != reports.WaitingStart {
		t.Errorf("a child with a place that has not begun: %q", got)
	}
}
