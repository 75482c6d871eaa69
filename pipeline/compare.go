package pipeline

import (
	"context"
	"fmt"

	"rollcall/matchers"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/people"
)

// compare has the edges of tonight's identities: none where an earlier night resolved those of the very same.
func compare(j *journal.Journal, m *matching, model *matchers.Model) *matchers.Edges {
	const stage = "compare and score"
	if m != nil && m.before != nil {
		return journal.Step(j, stage, func() (*matchers.Edges, error) { j.TakeKept(m.before.compared); return nil, nil })
	}
	return journal.Saved(j, stage, edgesCodec, func() (edges *matchers.Edges, err error) {
		told, err := j.Overhear(func() (err error) { edges, err = scorePairs(j, m.folk, model); return err })
		m.compared = &told
		return edges, err
	})
}

// scorePairs scores every pair that a blocking rule makes and keeps the edges above the floor; the pairs themselves are
// never written down.
func scorePairs(j *journal.Journal, folk *people.People, model *matchers.Model) (*matchers.Edges, error) {
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
	Save: func(to journal.Checkpoint, e *matchers.Edges) error { return to.SaveGob(edgesFile, e) },
	Load: func(_ context.Context, from journal.Checkpoint) (*matchers.Edges, error) {
		e := &matchers.Edges{}
		return e, from.LoadGob(edgesFile, e)
	},
}
