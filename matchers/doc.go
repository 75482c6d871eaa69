// Package matchers links records of people who live in households, by a Fellegi–Sunter model: comparisons with ordered
// levels, m and u probabilities, match weights in bits, a prior, term frequencies and blocking rules.
//
// It trains without labels, scores pairs, and resolves them into clusters. It knows columns, not children, and tables, not
// files; it imports nothing else of Rollcall.
//
//	b := matchers.NewBuilder(fields...)              // rows, normalised
//	t, err := b.Table()
//	model, training, err := matchers.Train(ctx, t, matchers.PersonSpec(columns), matchers.TrainOptions{Seed: 1})
//	edges, report, err := matchers.Compare(ctx, t, model, matchers.CompareOptions{})
//	clusters, err := matchers.Resolve(ctx, t, model, edges, matchers.ResolveOptions{})
//	why, err := matchers.Explain(t, model, i, j)
//
// A pair is a match, two people of one household, or unrelated people. The second class is what keeps brothers and sisters
// apart: they share surname, address and sometimes the date of birth, and a model of two classes calls them matches.
//
// Nothing depends on the order of rows, on map iteration or on the number of workers: rows are ordered by their keys, and
// randomness comes from a seed.
package matchers
