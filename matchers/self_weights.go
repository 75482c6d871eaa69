package matchers

import "math"

// SelfWeights returns, for at most so many rows spread over the table, the weight in bits of the row compared with itself:
// the most that any pair with it can reach. A row below the threshold cannot be linked, whatever it is compared with.
func SelfWeights(t *Table, m *Model, most int) ([]float64, error) {
	s, err := newScorer(t, m)
	if err != nil {
		return nil, err
	}
	step := max(1, (t.Len()+most-1)/max(most, 1))
	var out []float64
	for k := 0; k < t.Len(); k += step {
		i := t.order[k]
		pair, _ := s.scoreRows(i, i, math.Inf(-1))
		out = append(out, inBits(pair.logOdds))
	}
	return out, nil
}

// Filled returns, for each column, the share of rows of each dataset that have a value.
func (t *Table) Filled() map[string]map[uint16]float64 {
	var rows []float64
	for _, d := range t.dataset {
		for int(d) >= len(rows) {
			rows = append(rows, 0)
		}
		rows[d]++
	}
	out := map[string]map[uint16]float64{}
	for k, f := range t.fields {
		filled := make([]float64, len(rows))
		for i, d := range t.dataset {
			if t.columns[k].firstOf(int32(i)) != missing {
				filled[d]++
			}
		}
		out[f.Name] = map[uint16]float64{}
		for d, n := range rows {
			if n > 0 {
				out[f.Name][uint16(d)] = filled[d] / n
			}
		}
	}
	return out
}
