package candidates

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// The parts of a postcode end before its last two letters (the sector), and before the last digit too (the district).
const (
	afterSector   = 2
	afterDistrict = 3
	shortestCode  = 5
)

// comparePostcodes compares two postcodes by their parts.
func comparePostcodes(left, right string) likened {
	a, b := foldAll(left), foldAll(right)
	l, r, _, _ := markLetters(left, right)
	short := min(len(a), len(b)) < shortestCode
	switch {
	case a == b:
		return isSame(left, right, "")
	case !short && (swappedNeighbours(a, b) || len(a) == len(b) && placesApart(a, b) == 1):
		return likened{l, r, Alike, "one character differs", .5}
	case !short && a[:len(a)-afterSector] == b[:len(b)-afterSector]:
		return likened{l, r, Alike, "same sector", .3}
	case !short && a[:len(a)-afterDistrict] == b[:len(b)-afterDistrict]:
		return likened{l, r, Alike, "same district", .1}
	}
	return isDifferent(left, right, "")
}

// address is what of an address is likened.
type address struct {
	flat, number string
	street       []string
	words        []string // all of it
}

var (
	postcodeAtEnd = regexp.MustCompile(`(?i)[,\s]+[a-z]{1,2}[0-9][0-9a-z]?\s*[0-9][a-z]{2}\s*$`)
	flatWords     = []string{"flat", "apartment", "unit", "room"}
)

// parseAddress finds the flat, the number and the street in the lines of an address, most specific first.
func parseAddress(text string) (a address) {
	var lines [][]string
	for line := range strings.SplitSeq(postcodeAtEnd.ReplaceAllString(text, ""), ",") {
		words := wordsOfAddress(line)
		a.words = append(a.words, words...)
		if len(words) > 1 && slices.Contains(flatWords, words[0]) {
			a.flat, words = words[1], words[2:]
		}
		if len(words) > 0 {
			lines = append(lines, words)
		}
	}
	for i, words := range lines {
		if !hasDigit(words[0]) {
			continue
		}
		a.number, a.street = words[0], words[1:]
		if len(a.street) == 0 && i+1 < len(lines) {
			a.street = lines[i+1]
		}
		return a
	}
	switch { // a house with a name
	case len(lines) > 1:
		a.number, a.street = strings.Join(lines[0], " "), lines[1]
	case len(lines) == 1:
		a.street = lines[0]
	}
	return a
}

func wordsOfAddress(line string) (words []string) {
	for _, w := range strings.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-/.;", r) }) {
		if f := foldAll(w); f != "" {
			words = append(words, spellOut(f))
		}
	}
	return words
}

func hasDigit(word string) bool { return strings.ContainsAny(word, "0123456789") }

// compareAddresses compares two addresses by flat, number and street: by their letters alone neighbours would be alike.
func compareAddresses(left, right string) likened {
	a, b := parseAddress(left), parseAddress(right)
	l, r := markWords(left, inAddress(b)), markWords(right, inAddress(a))
	street := len(a.street) > 0 && sameStreet(a.street, b.street)
	switch {
	case len(a.words) > 0 && slices.Equal(a.words, b.words), foldAll(left) == foldAll(right):
		return isSame(left, right, "")
	case !street && a.isWithin(b) && b.number != "" || !street && b.isWithin(a) && a.number != "":
		return likened{l, r, Equal, "written otherwise", 1}
	case street && a.number == b.number && a.flat == b.flat:
		return likened{l, r, Equal, "same number and street", 1}
	case street && a.number == b.number && (a.flat == "" || b.flat == ""):
		return likened{l, r, Alike, "same but for a flat", .8}
	case street && a.number == b.number:
		return likened{l, r, Alike, "same building, another flat", .3}
	case street:
		return likened{l, r, Alike, "same street, another number", .15}
	}
	return isDifferent(left, right, "")
}

func inAddress(a address) func(string) bool {
	return func(word string) bool {
		return word == "" || slices.Contains(a.words, spellOut(word)) || slices.Contains(flatWords, word)
	}
}

// sameStreet reports whether two streets are one, however far the line goes on behind it.
func sameStreet(a, b []string) bool {
	n := min(len(a), len(b))
	return n > 0 && (n > 1 || len(a) == len(b)) && slices.Equal(a[:n], b[:n])
}

// isWithin reports whether an address has no number or word that another lacks, in whatever order, and the same numbers.
func (a address) isWithin(b address) bool {
	words := 0
	for _, w := range a.words {
		if slices.Contains(flatWords, w) {
			continue
		}
		if !slices.Contains(b.words, w) {
			return false
		}
		if !hasDigit(w) {
			words++
		}
	}
	return words > 1 && !slices.ContainsFunc(b.words, func(w string) bool { return hasDigit(w) && !slices.Contains(a.words, w) })
}

// shortForms spells out what is shortened in addresses.
var shortForms = map[string]string{
	"st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close", "dr": "drive", "ct": "court", "cres": "crescent",
	"pl": "place", "sq": "square", "ter": "terrace", "terr": "terrace", "gdns": "gardens", "gr": "grove", "pk": "park", "grn": "green", "pde": "parade",
	"hse": "house", "flt": "flat", "apt": "apartment", "bldgs": "buildings", "ho": "house",
}

func spellOut(word string) string { return cmp.Or(shortForms[word], word) }
