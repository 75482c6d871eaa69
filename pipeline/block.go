package pipeline

import (
	"fmt"
	"os"

	"rollcall/matchers"
)

// Blocks is the table with what says which of its pairs are compared, and how.
type Blocks struct {
	*People
	Model    *matchers.Model
	Training *matchers.Training // nil when the model was read and not trained
}

// block settles how pairs are compared: with the settings' model when there is one, or else with one trained on the rows
// themselves, without labels. The trained model is written where the settings say, so that later runs judge alike.
func block(r *run, p *People) (*Blocks, error) {
	path := r.settings.in(r.settings.Model)
	if path != "" {
		if f, err := os.Open(path); err == nil {
			defer f.Close()
			m, err := matchers.LoadModel(f)
			if err != nil {
				return nil, &SettingsError{[]string{fmt.Sprintf("%s: model: %s: %v", r.settings.path, r.settings.Model, err)}}
			}
			return &Blocks{People: p, Model: m}, nil
		}
	}
	m, t, err := matchers.Train(r.ctx, p.Table, matchers.PersonSpec(personColumns), matchers.TrainOptions{
		Labels: labels(r.memory.said(p)), Workers: r.options.Workers,
	})
	if err != nil {
		return nil, fmt.Errorf("training: %w", err)
	}
	r.count("pairs trained on", int(t.Pairs))
	r.count("rounds of EM", t.Rounds)
	r.manifest.Notices = append(r.manifest.Notices, trainingNotices(t)...)
	return &Blocks{p, m, t}, nil
}

func trainingNotices(t *matchers.Training) []Notice {
	var n []Notice
	if !t.Converged {
		n = append(n, Notice{Kind: "model", Grave: true,
			Text: fmt.Sprintf("the matching model had not settled after %d rounds of EM: read its probabilities with care", t.Rounds)})
	}
	if t.Collapsed {
		n = append(n, Notice{Kind: "model", Text: "the extracts show no households that could be told from matches: two classes were used"})
	}
	for _, w := range t.Warnings {
		n = append(n, Notice{Kind: "model", Text: w})
	}
	return n
}
