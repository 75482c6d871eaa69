package cells

// FewestShared is how many rows with a date of birth a key has at least before its births tell whether it is one person's.
const FewestShared = 4

// mostOfOne is the part of them that its most frequent date of birth has at most: one row of so many.
const mostOfOne = 3

// IsSharedKey reports whether a key that so many rows of each birth have, at least so many in all, is nobody's own: a default, a practice's,
// the telephone of an office. Whatever its spelling, two rows that agree on it are not one person for that, nor two that differ two.
func IsSharedKey[Birth comparable](births map[Birth]int, fewest int) bool {
	born, most := 0, 0
	for _, n := range births {
		born += n
		most = max(most, n)
	}
	return born >= fewest && most*mostOfOne <= born
}
