package matchers

import "math/bits"

// look is what of a value is seen at first sight: the letters that it holds; its length, its first letter and its letters without
// order, as they are misread.
type look struct{ letters, shape uint32 }

// longest is the length from which a value is measured whatever it looks like.
const longest = 255

// lookOf returns the look of a text.
func lookOf(word string) look {
	if word == "" {
		return look{}
	}
	return look{letterSet(word), scrambleHash(word)<<16 | uint32(min(len(word), longest))<<8 | uint32(word[0])}
}

// length returns the length of the value, at most longest.
func (l look) length() int { return int(l.shape >> 8 & 255) }

// looksAlike reports whether two values can have a Jaro–Winkler similarity of .80, be one edit apart, or hold the same letters as
// they are misread. Of a's letters at most len(a) less the kinds that b lacks can match; when the first letters differ nothing is added
// for a common prefix.
func looksAlike(a, b look) bool {
	n, m := a.length(), b.length()
	if max(n, m) < 4 || max(n, m) == longest || a.shape>>16 == b.shape>>16 {
		return true // one edit may leave less than .80
	}
	common := min(n-bits.OnesCount32(a.letters&^b.letters), m-bits.OnesCount32(b.letters&^a.letters))
	if (a.shape^b.shape)&255 != 0 {
		return 5*common*(n+m) >= 7*n*m // a Jaro similarity of .80
	}
	return common*(n+m) >= n*m // of ⅔, which a prefix of four letters brings up to .80
}
