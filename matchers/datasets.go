package matchers

import "slices"

// neverPairs returns the pairs of datasets in Never, each once.
func (s Spec) neverPairs() [][2]uint16 {
	var out [][2]uint16
	for _, p := range s.Never {
		p = [2]uint16{min(p[0], p[1]), max(p[0], p[1])}
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// forbidsDatasets reports whether rows of two datasets are never one person.
func (s Spec) forbidsDatasets(a, b uint16) bool {
	for _, p := range s.Never {
		if p == [2]uint16{a, b} || p == [2]uint16{b, a} {
			return true
		}
	}
	return false
}

// twoFiles returns the two datasets of a table when it has two and the Spec says that neither holds anybody twice.
func twoFiles(t *Table, spec Spec) (a, b uint16, ok bool) {
	var sets []uint16
	for _, d := range t.dataset {
		if !slices.Contains(sets, d) {
			sets = append(sets, d)
		}
		if len(sets) > 2 {
			return 0, 0, false
		}
	}
	if len(sets) != 2 || !spec.forbidsDatasets(sets[0], sets[0]) || !spec.forbidsDatasets(sets[1], sets[1]) {
		return 0, 0, false
	}
	return min(sets[0], sets[1]), max(sets[0], sets[1]), true
}

// pairsOf returns the number of pairs that the Spec allows.
func pairsOf(t *Table, spec Spec) float64 {
	sizes := map[uint16]float64{}
	for _, d := range t.dataset {
		sizes[d]++
	}
	n := float64(t.Len())
	total := n * (n - 1) / 2
	for _, p := range spec.neverPairs() {
		if p[0] == p[1] {
			total -= sizes[p[0]] * (sizes[p[0]] - 1) / 2
		} else {
			total -= sizes[p[0]] * sizes[p[1]]
		}
	}
	return total
}

// pairsWithin returns the number of pairs within datasets that hold nobody twice.
func pairsWithin(t *Table, spec Spec) float64 {
	sizes := map[uint16]float64{}
	for _, d := range t.dataset {
		sizes[d]++
	}
	total := 0.0
	for _, p := range spec.neverPairs() {
		if p[0] == p[1] {
			total += sizes[p[0]] * (sizes[p[0]] - 1) / 2
		}
	}
	return total
}
