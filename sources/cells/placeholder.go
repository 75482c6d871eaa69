package cells

import "strings"

// PlaceholderName reports whether what stands in the place of a name is none: the words that registration and housing
// clerks write for a child without one, such as "Baby", "Unborn", "Twin 1" or "Not known". Joined as names they would make
// one child of many.
func PlaceholderName(s string) bool {
	if !mayBePlaceholder(s) {
		return false
	}
	var buf [longestPlaceholder]byte
	words, ok := plainWords(buf[:0], s)
	if !ok {
		return false
	}
	numbered := len(words)
	for numbered > 0 && (isDigit(words[numbered-1]) || words[numbered-1] == ' ') {
		numbered--
	}
	return placeholders[string(words)] || placeholders[string(words[:numbered])]
}

// longestPlaceholder is more than any of the words below with a number behind.
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

// mayBePlaceholder reports whether s begins with the two letters of a placeholder of about its length. Nearly all names do
// not, and need not be looked up.
func mayBePlaceholder(s string) bool {
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

// opening is, by the first two letters, the length of the longest placeholder that begins with them, with room for a number
// and marks.
var opening = func() (longest [26 * 27]int) {
	for _, words := range []map[string]bool{placeholders, noAddresses} {
		for w := range words {
			if w != "" && IsLetter(w[0]) {
				longest[openingOf(w)] = max(longest[openingOf(w)], len(w)+6)
			}
		}
	}
	return longest
}()

// placeholderLine reports whether what stands in the place of an address, or of a line of one, is none.
func placeholderLine(s string) bool {
	if !mayBePlaceholder(s) {
		return false
	}
	var buf [longestPlaceholder]byte
	words, ok := plainWords(buf[:0], s)
	return ok && (noAddresses[string(words)] || placeholders[string(words)])
}

// noAddresses is the words that clerks write for a family without an address, or without one that they may give.
var noAddresses = SetOf(
	"NFA", "NO FIXED ABODE", "NO FIXED ADDRESS", "NO ADDRESS", "NO ADDRESS GIVEN", "ADDRESS UNKNOWN", "ADDRESS NOT KNOWN",
	"UNKNOWN ADDRESS", "NO KNOWN ADDRESS", "WHEREABOUTS UNKNOWN", "HOMELESS", "MOVED", "MOVED AWAY", "GONE AWAY", "LEFT AREA",
	"ABROAD", "OVERSEAS", "WITHHELD", "CONFIDENTIAL", "RESTRICTED", "NOT DISCLOSED", "REFUSED", "AS ABOVE", "SAME AS ABOVE",
	"AS CHILD", "AS PUPIL", "0", "00")

// placeholderKey reports whether what stands in the place of a supplier's key is none. Two children with one such key
// would be joined by it.
func placeholderKey(s string) bool {
	var buf [longestPlaceholder]byte
	words, ok := plainWords(buf[:0], s)
	return ok && placeholders[string(words)] || s == "NULL" || strings.Trim(s, "0") == "" || len(s) > 3 && oneCharacter(s)
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

var placeholders = SetOf(
	"BABY", "BABY BOY", "BABY GIRL", "BABY OF", "BABYBOY", "BABYGIRL", "MALE BABY", "FEMALE BABY", "INFANT", "INFANT OF",
	"BOY", "GIRL", "UNBORN", "UNBORN BABY", "UNBORN CHILD", "NEWBORN", "TWIN", "TWIN A", "TWIN B",
	"TWIN ONE", "TWIN TWO", "TRIPLET", "UNKNOWN", "UNK", "NOT KNOWN", "NOTKNOWN", "NK", "N/K", "N/A", "N/S", "NONE", "NO NAME", "NO SURNAME",
	"NO FORENAME", "NOT GIVEN", "NOT STATED", "NOT APPLICABLE", "NO LAST NAME", "NO FIRST NAME", "NONAME", "FNU", "LNU",
	"ANON", "ANONYMOUS", "TBC", "TBA", "TEST", "TEST PATIENT", "TESTPATIENT", "TEST PUPIL", "DUMMY", "DO NOT USE", "DUPLICATE",
	"DELETED", "XX", "XXX", "XXXX", "XXXXX", "ZZ", "ZZZ", "ZZZZ", "ZZTEST", "XXTEST", "STILLBORN", "")

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
