package pipeline

import (
	"context"
	"fmt"
	"io"

	"rollcall/matchers"
	"rollcall/pipeline/custody"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/people"
	"rollcall/pipeline/settings"
)

// settledModel is the model that the settings name; nil where they name none, or one that is to be trained and written there.
func settledModel(s *settings.Settings) (*matchers.Model, error) {
	path := s.Resolve(s.Model)
	if path == "" || !journal.FileExists(path) {
		return nil, nil
	}
	m, err := loadModel(path)
	if err != nil {
		return nil, &settings.Error{Faults: []string{fmt.Sprintf("%s: model: %s: %v", s.Path(), s.Model, err)}}
	}
	return m, nil
}

// block settles how pairs are compared: with the settings' model when there is one, or else with one trained on the rows
// themselves, without labels, tonight or on an earlier night of the very same rows. The trained model is written where the settings
// say, so that later runs judge alike.
func block(j *journal.Journal, s *settings.Settings, m *matching) (model *matchers.Model, err error) {
	if model, err = settledModel(s); model != nil || err != nil {
		return model, err
	}
	if model = m.takeModel(j); model != nil {
		return model, nil
	}
	told, err := j.Overhear(func() (err error) { model, err = train(j, m); return err })
	if err == nil {
		m.keepModel(model, told)
	}
	return model, err
}

func train(j *journal.Journal, of *matching) (*matchers.Model, error) {
	m, t, err := matchers.Train(j.Context(), of.folk.Table, matchers.PersonSpec(people.PersonColumns), matchers.TrainOptions{
		Labels: people.TrainingLabels(of.judged), Workers: j.Workers,
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
	f, err := custody.OpenFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return matchers.LoadModel(f.Stream())
}

// modelCodec keeps the trained model.
var modelCodec = journal.Codec[*matchers.Model]{
	Save: func(to journal.Checkpoint, m *matchers.Model) error { return to.WriteFile(journal.ModelFile, m.Save) },
	Load: func(_ context.Context, from journal.Checkpoint) (m *matchers.Model, err error) {
		err = from.ReadFile(journal.ModelFile, func(r io.Reader) (err error) { m, err = matchers.LoadModel(r); return err })
		return m, err
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
