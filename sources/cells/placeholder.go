package cells

import "strings"

// PlaceholderName reports whether what stands in the place of a name is none: the words that registration and housing
// clerks write for a child without one, such as "Baby", "Unborn", "Twin 1" or "Not known". Of words that are also names, those of
// clerks are taken for none here, where a cell is all that is known, and those of programs, such as NULL, for names.
func PlaceholderName(s string) bool {
	u := useOf(s)
	if u&program != 0 && u&alsoName != 0 {
		return inBrackets(s)
	}
	return u&(marks|program|unsaid|nameless) != 0 || namesNobody(s)
}

// longestPlaceholder is more than any of the words for nothing with a number behind.
const longestPlaceholder = 24

// plainWords appends the letters, digits and slashes of s in capitals, with one space for anything between, and reports
// whether s is short and plain enough to be a placeholder.
func plainWords(out []byte, s string) ([]byte, bool) {
	gap := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z':
			c -= 'a' - 'A'
		case IsLetter(c), isDigit(c), c == '/':
		case c >= 0x80:
			return nil, false
		default:
			gap = len(out) > 0
			continue
		}
		if len(out)+2 > longestPlaceholder {
			return nil, false
		}
		if gap {
			out = append(out, ' ')
			gap = false
		}
		out = append(out, c)
	}
	return out, true
}

// mayBePlaceholder reports whether s begins with the two letters of a word for nothing of about its length. Nearly all names
// do not, and need not be looked up; nor need numbers and days.
func mayBePlaceholder(s string) bool {
	if s != "" && isDigit(s[0]) {
		return len(s) <= 2
	}
	if s == "" || s[0]|0x20 < 'a' || s[0]|0x20 > 'z' {
		return true
	}
	return len(s) <= opening[openingOf(s)]
}

// openingOf numbers the first two letters of s, of which the second may be none.
func openingOf(s string) int {
	second := 26
	if len(s) > 1 && s[1]|0x20 >= 'a' && s[1]|0x20 <= 'z' {
		second = int(s[1] | 0x20 - 'a')
	}
	return 27*int(s[0]|0x20-'a') + second
}

// opening is, by the first two letters, the length of the longest word for nothing that begins with them, with room for a
// number and marks.
var opening = func() (longest [26 * 27]int) {
	for w := range uses {
		if IsLetter(w[0]) {
			longest[openingOf(w)] = max(longest[openingOf(w)], len(w)+6)
		}
	}
	return longest
}()

// placeholderLine reports whether what stands in the place of an address, or of a line of one, is none. A word with a number
// behind may be a house.
func placeholderLine(s string) bool {
	u := useOf(s)
	return u&(marks|program|unsaid|homeless) != 0 || u&nameless != 0 && !isDigit(s[len(s)-1])
}

// placeholderKey reports whether what stands in the place of a supplier's key is none. Two children with one such key
// would be joined by it.
func placeholderKey(s string) bool {
	u := useOf(s)
	return u&(marks|program|unsaid) != 0 || u&nameless != 0 && !isDigit(s[len(s)-1]) || strings.Trim(s, "0") == "" || len(s) > 3 && oneCharacter(s)
}

// oneCharacter reports whether s is one character throughout.
func oneCharacter(s string) bool {
	for i := 1; i < len(s); i++ {
		if s[i] != s[0] {
			return false
		}
	}
	return len(s) > 1
}

// SetOf returns the words as a set.
func SetOf(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// ReadName reads a name of a person.
func ReadName(s string) (Cell, string) {
	if PlaceholderName(s) {
		return Cell{}, "a placeholder, not a name"
	}
	return Cell{Text: s}, ""
}
