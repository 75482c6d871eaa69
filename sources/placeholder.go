package sources

import "strings"

// PlaceholderName reports whether what stands in the place of a name is none: the words that registration and housing
// clerks write for a child without one, such as "Baby", "Unborn", "Twin 1" or "Not known". Joined as names they would make
// one child of many.
func PlaceholderName(s string) bool {
	if len(s) > 24 {
		return false
	}
	if !possiblePlaceholder(s) {
		return false
	}
	words := strings.Fields(strings.Map(placeholderRune, strings.ToUpper(s)))
	if len(words) == 0 {
		return true
	}
	return placeholders[strings.TrimRight(strings.Join(words, " "), " 0123456789")] ||
		placeholders[strings.Join(words, " ")]
}

// possiblePlaceholder tells most names apart without building a string: by their first letter.
func possiblePlaceholder(s string) bool {
	c := s[0] | 0x20
	return c < 'a' || c > 'z' || strings.IndexByte("abdfgilnstuxz", c) >= 0
}

func placeholderRune(c rune) rune {
	switch {
	case c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c > 127:
		return c
	case c == '/':
		return c
	}
	return ' '
}

var placeholders = setOf(
	"BABY", "BABY BOY", "BABY GIRL", "BABY OF", "BABYBOY", "BABYGIRL", "MALE BABY", "FEMALE BABY", "INFANT", "INFANT OF",
	"BOY", "GIRL", "UNBORN", "UNBORN BABY", "UNBORN CHILD", "NEWBORN", "TWIN", "TWIN A", "TWIN B",
	"TWIN ONE", "TWIN TWO", "TRIPLET", "UNKNOWN", "UNK", "NOT KNOWN", "NOTKNOWN", "NK", "N/K", "N/A", "N/S", "NONE", "NO NAME", "NO SURNAME",
	"NO FORENAME", "NOT GIVEN", "NOT STATED", "NOT APPLICABLE", "NO LAST NAME", "NO FIRST NAME", "NONAME", "FNU", "LNU",
	"ANON", "ANONYMOUS", "TBC", "TBA", "TEST", "TEST PATIENT", "TESTPATIENT", "TEST PUPIL", "DUMMY", "DO NOT USE", "DUPLICATE",
	"DELETED", "XX", "XXX", "XXXX", "XXXXX", "ZZ", "ZZZ", "ZZZZ", "ZZTEST", "XXTEST", "STILLBORN", "")

func setOf(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
