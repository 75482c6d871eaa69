package matchers

// soundexDigits are the digits of the letters A to Z: 0 for vowels and Y, '-' for H and W, which do not part two letters
// of one digit.
const soundexDigits = "0123012-02245501262301-202"

// soundex returns the American Soundex code of the first word of a folded name, such as R163 for RUPERT and ROBERT; empty
// when it does not start with a letter.
func soundex(s string) string {
	if s == "" || s[0] < 'A' || s[0] > 'Z' {
		return ""
	}
	code := [4]byte{s[0], '0', '0', '0'}
	n := 1
	before := soundexDigits[s[0]-'A']
	for i := 1; i < len(s) && n < 4; i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			break
		}
		d := soundexDigits[s[i]-'A']
		if d == '-' {
			continue
		}
		if d != '0' && d != before {
			code[n] = d
			n++
		}
		before = d
	}
	return string(code[:])
}
