package matchers

import "math/bits"

// look is what of a value is seen at first sight: the letters that it holds, and its length with its first letter.
type look struct{ letters, shape uint32 }

// lookOf returns the look of a text.
func lookOf(word string) look {
	if word == "" {
		return look{}
	}
	return look{letterSet(word), uint32(len(word))<<8 | uint32(word[0])}
}

// looksAlike reports whether two values can have a Jaro–Winkler similarity of .80 or be one edit apart. Of a's letters at most
// len(a) less the kinds that b lacks can match; when the first letters differ nothing is added for a common prefix.
func looksAlike(a, b look) bool {
	n, m := int(a.shape>>8), int(b.shape>>8)
	if max(n, m) < 4 {
		return true // one edit may leave less than .80
	}
	common := min(n-bits.OnesCount32(a.letters&^b.letters), m-bits.OnesCount32(b.letters&^a.letters))
	if (a.shape^b.shape)&255 != 0 {
		return 5*common*(n+m) >= 7*n*m // a Jaro similarity of .80
	}
	return common*(n+m) >= n*m // of ⅔, which a prefix of four letters brings up to .80
}
