package matchers

// osa returns the optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours, no
// place edited twice. It is measured in bytes of the folded, mostly ASCII text.
//
// Hyyrö, A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances (2003).
func (k *kernels) osa(a, b string) int {
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	if !fitsKernel(a) || !fitsKernel(b) {
		return osaTable(a, b)
	}
	for i := range len(a) {
		k.mask[a[i]] |= 1 << i
	}
	last := uint64(1) << (len(a) - 1)
	positive, negative := ^uint64(0), uint64(0) // vertical differences
	var diagonal, before uint64
	distance := len(a)
	for j := range len(b) {
		match := k.mask[b[j]]
		swap := (^diagonal & match) << 1 & before
		diagonal = ((match&positive + positive) ^ positive) | match | negative | swap
		up := negative | ^(diagonal | positive)
		down := diagonal & positive
		if up&last != 0 {
			distance++
		} else if down&last != 0 {
			distance--
		}
		up = up<<1 | 1
		down <<= 1
		positive = down | ^(diagonal | up)
		negative = up & diagonal
		before = match
	}
	for i := range len(a) {
		k.mask[a[i]] = 0
	}
	return distance
}

// osaTable is the distance by its definition, for strings that do not fit a word.
func osaTable(s, t string) int {
	a, b := []rune(s), []rune(t)
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}

// within reports whether the distance of a and b is at most limit, without measuring when their lengths forbid it.
func (k *kernels) within(a, b string, limit int) bool {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return false
	}
	return k.osa(a, b) <= limit
}
