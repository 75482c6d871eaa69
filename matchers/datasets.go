package matchers

import "slices"

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
	n := float64(t.Len())
	within, across := pairsForbidden(t, spec)
	return n*(n-1)/2 - within - across
}

// pairsForbidden returns the number of pairs that the Spec forbids: within datasets that hold nobody twice, and across two.
func pairsForbidden(t *Table, spec Spec) (within, across float64) {
	sizes := map[uint16]float64{}
	for _, d := range t.dataset {
		sizes[d]++
	}
	for a, n := range sizes {
		for b, m := range sizes {
			switch {
			case !spec.forbidsDatasets(a, b):
			case a == b:
				within += n * (n - 1) / 2
			default:
				across += n * m / 2 // met twice
			}
		}
	}
	return within, across
}

// mayRepeat reports whether either of two datasets may hold a person twice.
func (s Spec) mayRepeat(l, r uint16) bool {
	return !slices.Contains(s.Never, [2]uint16{l, l}) || !slices.Contains(s.Never, [2]uint16{r, r})
}
