package intake

import (
	"hash/fnv"
	"strings"
)

// AddressDigest is a digest of an address by its letters and digits, or zero when it does not say more than a postcode.
func AddressDigest(address, postcode string) uint64 {
	if address == "" {
		return 0
	}
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(LettersAndDigits(address) + "|" + postcode))
	return sum.Sum64()
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
