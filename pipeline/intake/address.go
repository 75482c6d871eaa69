package intake

import (
	"strings"

	"github.com/zeebo/xxh3"
)

// AddressDigest is a digest of an address by its letters and digits, or zero when it does not say more than a postcode.
func AddressDigest(address, postcode string) uint64 {
	if address == "" {
		return 0
	}
	var room [96]byte
	return xxh3.Hash(append(append(AppendLettersAndDigits(room[:0], address), '|'), postcode...))
}

// AppendLettersAndDigits is LettersAndDigits into memory of the caller's.
func AppendLettersAndDigits(to []byte, s string) []byte {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z':
			to = append(to, c-'a'+'A')
		case 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
			to = append(to, c)
		case c >= 0x80: // the rest is read character by character
			return append(to, LettersAndDigits(s[i:])...)
		}
	}
	return to
}

// LettersAndDigits returns the letters and digits of s, in capitals.
func LettersAndDigits(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case 'a' <= c && c <= 'z':
			return c - 'a' + 'A'
		case 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c >= 0x80:
			return c
		}
		return -1
	}, s)
}
