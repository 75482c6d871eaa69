package lists

import (
	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/rules"
)

// proposedReason is the department's reason that findings propose.
func proposedReason(findings []rules.Finding) string {
	var ids []string
	for _, f := range findings {
		if f.Waits {
			return reports.WaitingStart
		}
		ids = append(ids, string(f.Rule))
	}
	return reports.ReasonOf(ids)
}
