package pipeline

import (
	"context"
	"fmt"
	"path/filepath"

	"rollcall/matchers"
	"rollcall/pipeline/disk"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/settings"
)

// block settles how pairs are compared: with the settings' model when there is one, or else with one trained on the rows
// themselves, without labels. The trained model is written where the settings say, so that later runs judge alike.
func block(j *journal.Journal, s *settings.Settings, folk *people.People, memory *past.Past) (*matchers.Model, error) {
	if path := s.Resolve(s.Model); path != "" && journal.FileExists(path) {
		m, err := loadModel(path)
		if err != nil {
			return nil, &settings.Error{Faults: []string{fmt.Sprintf("%s: model: %s: %v", s.Path(), s.Model, err)}}
		}
		return m, nil
	}
	m, t, err := matchers.Train(j.Context(), folk.Table, matchers.PersonSpec(people.PersonColumns), matchers.TrainOptions{
		Labels: people.TrainingLabels(folk.JudgedPairs(memory.Judgements)), Workers: j.Workers,
	})
	if err != nil {
		return nil, fmt.Errorf("training: %w", err)
	}
	j.Count("pairs trained on", int(t.Pairs))
	j.Count("rounds of EM", t.Rounds)
	j.Notice(trainingNotices(t)...)
	return m, nil
}

func loadModel(path string) (*matchers.Model, error) {
	f, err := disk.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return matchers.LoadModel(f)
}

// modelCodec keeps the trained model.
var modelCodec = journal.Codec[*matchers.Model]{
	Save: func(dir string, m *matchers.Model) error {
		return journal.WriteOwned(filepath.Join(dir, journal.ModelFile), m.Save)
	},
	Load: func(_ context.Context, dir string) (*matchers.Model, error) {
		return loadModel(filepath.Join(dir, journal.ModelFile))
	},
}

func trainingNotices(t *matchers.Training) []journal.Notice {
	var n []journal.Notice
	if !t.Converged {
		n = append(n, journal.Notice{Kind: "model", Grave: true,
			Text: fmt.Sprintf("the matching model had not settled after %d rounds of EM: read its probabilities with care", t.Rounds)})
	}
	if t.Collapsed {
		n = append(n, journal.Notice{Kind: "model", Text: "the extracts show no households that could be told from matches: two classes were used"})
	}
	for _, w := range t.Warnings {
		n = append(n, journal.Notice{Kind: "model", Text: w})
	}
	return n
}
