package pipeline

import (
	"context"
	"fmt"
	"path/filepath"

	"rollcall/matchers"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/people"
)

// compare scores every pair that a blocking rule makes and keeps the edges above the floor; the pairs themselves are
// never written down.
func compare(j *journal.Journal, folk *people.People, model *matchers.Model) (*matchers.Edges, error) {
	edges, report, err := matchers.Compare(j.Context(), folk.Table, model, matchers.CompareOptions{Workers: j.Workers})
	if err != nil {
		return nil, err
	}
	j.Count("pairs compared", int(report.Pairs))
	j.Count("edges kept", len(edges.L))
	for _, rule := range report.Rules {
		if rule.Skipped > 0 {
			j.Notice(journal.Notice{Kind: journal.MatchingNotice, Text: fmt.Sprintf(
				"blocking rule %s: %d blocks were too large to compare (%s pairs); other rules may still have compared them",
				rule.Rule, rule.Skipped, journal.Grouped(int(rule.Unseen)))})
		}
	}
	return edges, nil
}

const edgesFile = "edges.gob"

// edgesCodec keeps the edges.
var edgesCodec = journal.Codec[*matchers.Edges]{
	Save: func(dir string, e *matchers.Edges) error { return journal.SaveGob(filepath.Join(dir, edgesFile), e) },
	Load: func(_ context.Context, dir string) (*matchers.Edges, error) {
		e := &matchers.Edges{}
		return e, journal.LoadGob(filepath.Join(dir, edgesFile), e)
	},
}
