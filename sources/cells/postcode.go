package cells

import "strings"

// NormalPostcode returns a postcode as "ME4 9ZZ", in capitals with one space before the last three characters, and
// whether s has the shape of one. It does not ask whether the postcode exists.
func NormalPostcode(s string) (string, bool) {
	var b [8]byte
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ' || c == '-' || c == '.':
			continue
		case c >= 'a' && c <= 'z':
			c -= 'a' - 'A'
		case (c < 'A' || c > 'Z') && (c < '0' || c > '9'):
			return "", false
		}
		if n == 7 {
			return "", false
		}
		b[n] = c
		n++
	}
	if n < 5 || !isOutward(b[:n-3]) || !isInward(b[n-3:n], string(b[:n-3]) == "ZZ99") {
		return "", false
	}
	if len(s) == n+1 && s[n-3] == ' ' && s[:n-3] == string(b[:n-3]) && s[n-2:] == string(b[n-3:n]) {
		return s, true // as it should be: no copy
	}
	copy(b[n-2:], b[n-3:n])
	b[n-3] = ' '
	return string(b[:n+1]), true
}

func IsLetter(c byte) bool { return c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// isInward reports whether c is a digit and two letters that postcodes use there: not C, I, K, M, O or V (BS 7666), but in
// pseudo postcodes.
func isInward(c []byte, pseudo bool) bool {
	const never = "CIKMOV"
	return isDigit(c[0]) && IsLetter(c[1]) && IsLetter(c[2]) && (pseudo ||
		strings.IndexByte(never, c[1]) < 0 && strings.IndexByte(never, c[2]) < 0)
}

// isOutward reports whether c has one of the shapes A9, A99, A9A, AA9, AA99, AA9A, or is that of Girobank.
func isOutward(c []byte) bool {
	if string(c) == "GIR" {
		return true
	}
	i := 1
	if len(c) > 1 && IsLetter(c[1]) {
		i = 2
	}
	if !IsLetter(c[0]) || len(c) <= i || len(c) > i+2 || !isDigit(c[i]) {
		return false
	}
	return true
}

// PseudoPostcode reports whether a normal postcode stands for no place: the ZZ99 codes for no fixed abode, not known and
// abroad (NHS Organisation Data Service, "Postcode files"), and whatever else clerks put into areas that do not exist.
func PseudoPostcode(s string) bool {
	if len(s) < 3 {
		return false
	}
	area := s[:2]
	return area == "ZZ" || area == "XX" || area == "AA"
}
