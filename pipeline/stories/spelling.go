package stories

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rollcall/matchers"
	"rollcall/sources"
)

// spellSurname is a surname as it is best written: as it stands when it is written with small letters, else as another record writes the
// same name, else in capitals and small letters by the ways of names.
func spellSurname(name string, recs []*sources.Record) string {
	return spellName(name, recs, writeSurname, func(w *sources.Identity) []string {
		return []string{w.Surname, w.PreferredSurname, w.FormerSurname, w.ParentSurname}
	})
}

func spellForename(name string, recs []*sources.Record) string {
	return spellName(name, recs, writeForename, func(w *sources.Identity) []string { return []string{w.Forename, w.PreferredForename} })
}

func spellName(name string, recs []*sources.Record, write func(string) string, of func(*sources.Identity) []string) string {
	if isWellWritten(name) {
		return name
	}
	folded := matchers.FoldName(name)
	for _, r := range recs {
		for _, other := range of(&r.Who) {
			if isWellWritten(other) && matchers.FoldName(other) == folded {
				return other
			}
		}
	}
	return write(name)
}

// isWellWritten reports whether a name needs no other writing: each of its words has small letters, but for initials, and not all its
// letters are small. A name in letters without case is well written.
func isWellWritten(name string) bool {
	upper, lower := false, false
	for word := range strings.FieldsFuncSeq(name, endsWord) {
		if isShouted(word) {
			return false
		}
		upper = upper || strings.ContainsFunc(word, unicode.IsUpper)
		lower = lower || strings.ContainsFunc(word, unicode.IsLower)
	}
	return upper || !lower
}

func endsWord(c rune) bool { return !unicode.IsLetter(c) && !strings.ContainsRune(apostrophes, c) }

// isShouted reports whether a word is written in capitals where it should not be, but for the small letter of a Mc, Mac or O'.
func isShouted(word string) bool {
	for _, start := range [...]string{"Mc", "Mac", "Fitz"} {
		if rest, is := strings.CutPrefix(word, start); is {
			word = rest
			break
		}
	}
	letters := 0
	for _, c := range word {
		switch {
		case unicode.IsLower(c):
			return false
		case unicode.IsUpper(c):
			letters++
		}
	}
	return letters > 1 && !isNumeral(word)
}

// isNumeral reports whether a word counts a bearer of a name.
func isNumeral(word string) bool { return slices.Contains([]string{"II", "III", "IV"}, word) }

// small are the words that are written small before another word of a name: of Spanish, Portuguese, Dutch, German, Arabic and Welsh names.
var small = wordSet("de del da das dos du di van von der ter zu bin binti bint ibn ap ab ferch")

// smallAfter are written small only after such a word: La, Do and Den begin names of their own.
var smallAfter = wordSet("la las los do den ten")

// smallBetween are written small only between two surnames.
var smallBetween = wordSet("y e")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// isSmall reports whether a word of a name is written small where it stands.
func isSmall(words []string, i int, surname bool) bool {
	switch word := strings.ToLower(words[i]); {
	case i+1 == len(words):
		return false
	case i == 0:
		return surname && small[word]
	default:
		return small[word] || smallAfter[word] && small[strings.ToLower(words[i-1])] || smallBetween[word] && surname
	}
}

// writeSurname writes a surname that is all in capitals or all small: McDonald, O'Neill, de la Cruz, Smith-Jones.
func writeSurname(name string) string { return writeName(name, true) }

// writeForename writes a forename so. Its first word is never small.
func writeForename(name string) string { return writeName(name, false) }

func writeName(name string, surname bool) string {
	if isWellWritten(name) {
		return name
	}
	words := strings.Fields(name)
	for i, word := range words {
		if isSmall(words, i, surname) {
			words[i] = strings.ToLower(word)
			continue
		}
		if i > 0 && isNumeral(word) {
			continue
		}
		words[i] = writeParts(word, surname)
	}
	return strings.Join(words, " ")
}

// writeParts writes the parts of a word that hyphens and other marks join or enclose, and leaves the marks.
func writeParts(word string, surname bool) string {
	isMark := func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.Is(unicode.Mn, c) && !strings.ContainsRune(apostrophes, c)
	}
	var b strings.Builder
	for word != "" {
		to := strings.IndexFunc(word, isMark)
		if to < 0 {
			to = len(word)
		}
		b.WriteString(writeWord(word[:to], surname))
		word = word[to:]
		letters := strings.IndexFunc(word, func(c rune) bool { return !isMark(c) })
		if letters < 0 {
			letters = len(word)
		}
		b.WriteString(word[:letters])
		word = word[letters:]
	}
	return b.String()
}

// apostrophes are as they are typed.
const apostrophes = "'’`"

// writeWord writes one part of a name with a capital at its beginning, after Mc and after the apostrophe of O' or D'. Initials stay.
func writeWord(word string, surname bool) string {
	if at := strings.IndexAny(word, apostrophes); at == 1 || at == 2 && !isASCIIWord(word[:at]) {
		_, size := utf8.DecodeRuneInString(word[at:])
		return startUpper(word[:at]) + word[at:at+size] + writeWord(word[at+size:], surname)
	}
	lower := strings.ToLower(word)
	if rest, is := strings.CutPrefix(lower, "mc"); is && surname && utf8.RuneCountInString(rest) >= 2 {
		return "Mc" + startUpper(rest)
	}
	if strings.HasPrefix(word, "Mac") && isShouted(word) { // whoever wrote MacDONALD wrote a capital D
		return "Mac" + startUpper(lower[len("mac"):])
	}
	if !surname && utf8.RuneCountInString(word) == 2 && !strings.ContainsAny(lower, "aeiouy") {
		return word // TJ, but not the surname Ng
	}
	return startUpper(lower)
}

func isASCIIWord(s string) bool {
	return !strings.ContainsFunc(s, func(c rune) bool { return c > 126 })
}

// spellAddress is the address of a record as it is best written: as another record writes the same home where this one shouts.
func spellAddress(r *sources.Record, recs []*sources.Record) string {
	address := r.Who.Address
	if strings.ContainsFunc(address, unicode.IsLower) {
		return address
	}
	home := homeOf(address, r.Who.Postcode)
	for _, other := range recs {
		if w := &other.Who; strings.ContainsFunc(w.Address, unicode.IsLower) && homeOf(w.Address, w.Postcode) == home {
			return w.Address
		}
	}
	words := strings.Fields(address)
	for i, word := range words {
		if !strings.ContainsFunc(word, unicode.IsDigit) {
			words[i] = startUpper(strings.ToLower(word))
		}
	}
	return strings.Join(words, " ")
}

// startUpper makes the first letter of a word a capital.
func startUpper(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
