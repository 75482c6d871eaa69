package cells

import "strings"

// upnAlphabet is the letters of unique pupil numbers with their values from 0. I, O and S are left out, because they
// look like digits (Department for Education, "Unique pupil numbers: a guide for schools and local authorities").
const upnAlphabet = "ABCDEFGHJKLMNPQRTUVWXYZ"

// ValidUPN reports whether s is a unique pupil number, permanent or temporary, whose check letter is right: thirteen
// characters, of which the first is the letter at (Σ value of character i × i, for i from 2 to 13) mod 23. The last is
// a digit of a permanent and a letter of a temporary number. Letters must be capitals.
func ValidUPN(s string) bool {
	if len(s) != 13 {
		return false
	}
	sum := 0
	for i := 1; i < 13; i++ {
		c := s[i]
		v := int(c) - '0'
		if v < 0 || v > 9 {
			if i != 12 {
				return false
			}
			if v = strings.IndexByte(upnAlphabet, c); v < 0 {
				return false
			}
		}
		sum += v * (i + 1)
	}
	return upnAlphabet[sum%23] == s[0]
}

// TemporaryUPN reports whether a valid unique pupil number is a temporary one. A child may have several in time, so two
// that differ are no proof of two children.
func TemporaryUPN(s string) bool {
	return len(s) == 13 && (s[12] < '0' || s[12] > '9')
}
