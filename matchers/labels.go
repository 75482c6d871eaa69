package matchers

import "fmt"

// label is the levels of a pair that a person decided.
type label struct {
	vector Vector
	same   bool
}

// labelsOf compares the pairs that a person decided; those that the person was unsure of teach nothing.
func labelsOf(t *Table, v *vectorer, judgements []Judgement) ([]label, error) {
	var out []label
	for k, j := range judgements {
		if j.L < 0 || j.R < 0 || int(j.L) >= t.Len() || int(j.R) >= t.Len() || j.L == j.R {
			return nil, fmt.Errorf("train: label %d: rows out of range (want two of %d)", k, t.Len())
		}
		if j.Verdict != Unsure {
			out = append(out, label{v.vector(j.L, j.R), j.Verdict == Same})
		}
	}
	return out, nil
}

// learnLabels adds labelled pairs to the sums: as a match or, when they are not, as far as they are of one household. Labels are
// chosen and no fair sample of pairs, so that shares and λ learn nothing from them.
func (x *mixture) learnLabels(labels []label, sums *tally) {
	for _, l := range labels {
		w := [classes]float64{classM: 1}
		if !l.same {
			apart := x.lambda
			apart[classM] = 0
			w = x.posterior(l.vector, apart)
		}
		sums.add(l.vector, w)
	}
}
