package cells

import "strings"

// LooksLikeValue reports whether a text is a day, a postcode, an e-mail address or a long number: a value of a row, and no name of a
// column.
func LooksLikeValue(s string) bool {
	if len(s) < 5 {
		return false
	}
	_, _, day := ReadDate(s, NoLayout)
	if _, _, dated := TwoNumbers(s); day || dated {
		return true
	}
	if _, postcode := NormalPostcode(s); postcode {
		return true
	}
	if at := strings.IndexByte(s, '@'); at > 0 && at < len(s)-1 && !strings.ContainsRune(s, ' ') {
		return true
	}
	figures, others := 0, 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			figures++
		case !strings.ContainsRune(" -+()/.", c):
			others++
		}
	}
	return figures > 4 && others < 3
}
