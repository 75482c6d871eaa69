package pipeline

import (
	"fmt"

	"rollcall/matchers"
)

// Scored is the pairs worth keeping, with their weights.
type Scored struct {
	*Blocks
	Edges  *matchers.Edges
	Report *matchers.Report
}

// matchingNotice marks a notice of what the matching did not compare.
const matchingNotice = "matching"

// compare scores every pair that a blocking rule makes and keeps the edges above the floor; the pairs themselves are
// never written down.
func compare(r *run, b *Blocks) (*Scored, error) {
	edges, report, err := matchers.Compare(r.ctx, b.Table, b.Model, matchers.CompareOptions{Workers: r.options.Workers})
	if err != nil {
		return nil, err
	}
	r.count("pairs compared", int(report.Pairs))
	r.count("edges kept", len(edges.L))
	for _, rule := range report.Rules {
		if rule.Skipped > 0 {
			r.manifest.Notices = append(r.manifest.Notices, Notice{Kind: matchingNotice, Text: fmt.Sprintf(
				"blocking rule %s: %d blocks were too large to compare (%s pairs); other rules may still have compared them",
				rule.Rule, rule.Skipped, grouped(int(rule.Unseen)))})
		}
	}
	return &Scored{b, edges, report}, nil
}
