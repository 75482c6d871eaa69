package cells

import "strings"

// Clerks enter a child who has no name yet by what it is: Baby Girl Two, Second Twin, Twin II, Baby of Jane, Not Yet Named. Of twins and
// siblings of one home two would agree on such a name.

// The words of such entries: what a child is, and what stands beside it.
var (
	infants  = SetOf("BABY", "BABE", "BOY", "GIRL", "TWIN", "TWINS", "TRIPLET", "TRIPLETS", "QUAD", "INFANT", "NEWBORN", "UNBORN", "NEONATE", "MALE", "FEMALE", "FETUS", "FOETUS")
	kinsfolk = SetOf("SON", "DAUGHTER", "CHILD")
	counts   = SetOf("ONE", "TWO", "THREE", "FOUR", "I", "II", "III", "IV", "A", "B", "C", "D", "FIRST", "SECOND", "THIRD", "FOURTH", "1ST", "2ND", "3RD", "4TH", "NO", "NUMBER", "UNNAMED", "CHILD")
	naming   = SetOf("NAME", "NAMES", "NAMED", "UNNAMED", "NAMELESS")
	beside   = SetOf("NOT", "YET", "BE", "TO", "AWAITING", "AWAITED", "PENDING", "KNOWN", "UNKNOWN", "GIVEN", "NO", "STATED", "RECORDED", "CHOSEN", "DECIDED", "FIRST", "LAST", "CHILD", "BABY")
)

// namesNobody reports whether a name of several words is how clerks enter a child without one.
func namesNobody(s string) bool { return namesNobodyBut(s, nil) }

// namesNobodyBut is namesNobody of a name of which some words are others', such as the surname in "Baby Marlow".
func namesNobodyBut(s string, others map[string]bool) bool {
	if strings.IndexByte(s, ' ') < 0 && strings.IndexByte(s, '/') < 0 && others == nil {
		return false
	}
	if len(s) > 3 && (strings.EqualFold(s[:3], "b/o") || strings.EqualFold(s[:3], "m/o")) {
		return true
	}
	if others == nil && !opensAsNobody(s) {
		return false
	}
	words := strings.FieldsFunc(strings.ToUpper(s), func(c rune) bool { return strings.ContainsRune(" -/.,()#", c) })
	if len(words) < 2 {
		return false
	}
	infant, child, name, rest := false, false, false, false
	for i, w := range words {
		switch {
		case infants[w]:
			infant = true
		case kinsfolk[w]:
			child = true
		case w == "OF" && i > 0 && i < len(words)-1 && !rest && (infant || child):
			return true
		case counts[w] || AllDigits(w) || others[w]:
		default:
			rest = true
		}
		name = name || naming[w]
	}
	if infant && !rest {
		return true
	}
	for _, w := range words {
		if !naming[w] && !beside[w] {
			return false
		}
	}
	return name
}

// openers are the words with which such an entry begins.
var openers = func() map[string]bool {
	all := map[string]bool{}
	for _, set := range []map[string]bool{infants, kinsfolk, counts, naming, beside} {
		for w := range set {
			all[w] = true
		}
	}
	return all
}()

// opensAsNobody reports whether a text begins with a word of such an entry. Nearly all names do not, and need not be taken apart.
func opensAsNobody(s string) bool {
	var word [len("UNRECORDED")]byte
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		switch {
		case IsLetter(c) || isDigit(c):
			if n == len(word) {
				return false
			}
			word[n] = c
			n++
		case n > 0:
			return openers[string(word[:n])] || AllDigits(string(word[:n]))
		case c >= 0x80:
			return false
		}
	}
	return false
}

// NamesNobodyOf reports whether a forename is how clerks enter a child without one, with its surname: "Baby Marlow", "Marlow Twin 2".
func NamesNobodyOf(forename, surname string) bool {
	if surname == "" || strings.IndexByte(forename, ' ') < 0 {
		return false
	}
	others := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToUpper(surname), func(c rune) bool { return strings.ContainsRune(" -/.,()#", c) }) {
		others[w] = true
	}
	return namesNobodyBut(forename, others)
}
