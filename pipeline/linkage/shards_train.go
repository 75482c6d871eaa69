package linkage

import (
	"bytes"
	"context"

	"rollcall/matchers"
)

// TrainOptions says how a model is learnt.
func (p *ShardPlan) TrainOptions() matchers.TrainOptions {
	return p.Settings.trainOptions()
}

// Learn learns the model of counts that are added up, and returns it as Link would write it; one that Link would refuse is refused.
func (p *ShardPlan) Learn(ctx context.Context, sums *matchers.Sums, counts []matchers.Count) ([]byte, error) {
	m, training, err := matchers.Learn(ctx, p.Spec, sums, counts, p.TrainOptions())
	if err != nil {
		return nil, err
	}
	if err := p.Settings.trainingFault(p.Spec, training); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := m.Save(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// OpenModel reads a model that Learn or Link wrote, and compares by its Spec from then on, as Link does.
func (p *ShardPlan) OpenModel(path string) (*matchers.Model, error) {
	m, err := loadModel(path)
	switch {
	case err != nil:
		return nil, faultf("%s: model: %v", p.Settings.path, err)
	case m == nil:
		return nil, faultf("%s: model: it cannot be read", p.Settings.path)
	}
	if err := m.Spec.Validate(p.Fields); err != nil {
		return nil, faultf("%s: model: it does not fit the columns: %v", p.Settings.path, err)
	}
	if p.Settings.Vetoes != nil {
		m.Spec.Vetoes = p.Settings.Vetoes
	}
	p.Spec = m.Spec
	return m, nil
}

// trainOptions says how a model is learnt.
func (s *Settings) trainOptions() matchers.TrainOptions {
	t := s.Training
	return matchers.TrainOptions{Seed: t.Seed, RandomPairs: t.RandomPairs, Rounds: t.Rounds, TwoClasses: t.TwoClasses, BlockLimit: s.BlockLimit}
}

// resolveOptions says how edges become clusters.
func (s *Settings) resolveOptions() matchers.ResolveOptions {
	th := s.Thresholds
	return matchers.ResolveOptions{Link: th.Link, Possible: th.Possible, Gap: th.Gap}
}

// ResolveOptions says how edges become clusters.
func (p *ShardPlan) ResolveOptions() matchers.ResolveOptions { return p.Settings.resolveOptions() }

// CompareOptions says how pairs are compared.
func (p *ShardPlan) CompareOptions() matchers.CompareOptions { return p.Settings.compareOptions() }

// compareOptions says how pairs are compared.
func (s *Settings) compareOptions() matchers.CompareOptions {
	return matchers.CompareOptions{Floor: s.Floor, BlockLimit: s.BlockLimit}
}
