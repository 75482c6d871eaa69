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
			out = append(out, label{v.vectorOfRows(j.L, j.R), j.Verdict == Same})
		}
	}
	return out, nil
}
