package candidates

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/antzucaro/matchr"
)

// wordsOfName are the parts of a name as they are likened; a hyphen parts a name as a space does.
func wordsOfName(name string) (words []string) {
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-–—,;/.", r) }) {
		if f := foldAll(w); f != "" {
			words = append(words, f)
		}
	}
	return words
}

// compareNames compares two names by their parts, in whatever order they stand.
func compareNames(left, right string) likened {
	a, b := wordsOfName(left), wordsOfName(right)
	joinedA, joinedB := strings.Join(a, ""), strings.Join(b, "")
	switch {
	case joinedA == "" || joinedB == "": // a dash, or letters of no alphabet that is known
		if left == right {
			return isSame(left, right, "")
		}
		return isDifferent(left, right, "")
	case joinedA == joinedB:
		how := ""
		if !strings.EqualFold(left, right) {
			how = "written otherwise"
		}
		return isSame(left, right, how)
	case sameWords(a, b):
		return likened{plainStretch(left, false), plainStretch(right, false), Alike, "other order", .9}
	}
	if onlyA, onlyB := wordsBesides(a, b), wordsBesides(b, a); len(onlyA) == 0 || len(onlyB) == 0 {
		how := "A has more"
		if len(onlyA) == 0 {
			how = "B has more"
		}
		return likened{markWords(left, inWords(b)), markWords(right, inWords(a)), Alike, how, .6}
	}
	return compareSpelling(left, right, a, b)
}

// compareSpelling compares names of which each has a part that the other has not as it is.
func compareSpelling(left, right string, a, b []string) likened {
	l, r, onlyL, onlyR := markLetters(left, right)
	apart, shorter := max(len(onlyL), len(onlyR)), min(len(strings.Join(a, "")), len(strings.Join(b, "")))
	how, strength := nearNames(a, b)
	switch {
	case len(a) != len(b) && apart <= lettersForgiven(shorter): // where they are parted otherwise
		return likened{l, r, Alike, countLetters(apart), .6}
	case how != "":
		return likened{l, r, Alike, how, strength}
	case slices.ContainsFunc(a, func(w string) bool { return len(w) > 2 && slices.Contains(b, w) }):
		return likened{markWords(left, inWords(b)), markWords(right, inWords(a)), Alike, "one name in both", .4}
	}
	return isDifferent(left, right, "")
}

// nearNames finds for every part of the name that has fewer of them one of the other that is near it, each once, and says how the farthest
// two compare; nothing where a part has none.
func nearNames(a, b []string) (how string, strength float64) {
	more := "B has more"
	if len(a) > len(b) {
		a, b, more = b, a, "A has more"
	}
	strength = 1
	left := slices.Clone(b)
	for _, w := range a {
		best, at := near{}, -1
		for i, x := range left {
			if n := nearWords(w, x); n.strength > best.strength {
				best, at = n, i
			}
		}
		if at < 0 {
			return "", 0
		}
		left = slices.Delete(left, at, at+1)
		if best.strength < strength {
			how, strength = best.how, best.strength
		}
	}
	if len(left) > 0 {
		how, strength = strings.Trim(how+", "+more, ", "), strength*.6
	}
	return how, strength
}

// near is how near two words are: not at all where the strength is nought.
type near struct {
	how      string
	strength float64
}

func nearWords(a, b string) near {
	if a == b {
		return near{"", 1}
	}
	_, _, onlyA, onlyB := markLetters(a, b)
	apart, shorter := max(len(onlyA), len(onlyB)), min(len(a), len(b))
	switch {
	case shorter == 1 && a[0] == b[0]:
		return near{"initial fits", .3}
	case shorter >= 2 && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) && apart > 1, shorter >= 3 && (strings.Contains(a, b) || strings.Contains(b, a)) && apart > 1:
		return near{"shortened", .5}
	case shorter >= 3 && len(onlyA) == 1 && len(onlyB) == 1 && onlyA[0].folded == onlyB[0].folded:
		return near{"letters swapped", .6}
	case apart <= lettersForgiven(shorter):
		return near{countLetters(apart), .6}
	case shorter >= 3 && soundsAlike(a, b):
		return near{"sounds alike", .5}
	}
	return near{}
}

// lettersForgiven is how many letters may differ in a name of a length for it to be alike: Oliver and Olivia are two names.
func lettersForgiven(length int) int {
	if length < 3 {
		return 0
	}
	return max(1, length/4)
}

func countLetters(n int) string {
	if n == 1 {
		return "one letter differs"
	}
	return fmt.Sprintf("%d letters differ", n)
}

func inWords(words []string) func(string) bool {
	return func(folded string) bool {
		return folded == "" || slices.Contains(words, folded)
	}
}

// wordsBesides are the words of a that b lacks.
func wordsBesides(a, b []string) (only []string) {
	for _, w := range a {
		if !slices.Contains(b, w) {
			only = append(only, w)
		}
	}
	return only
}

func sameWords(a, b []string) bool {
	x, y := slices.Clone(a), slices.Clone(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// soundsAlike reports whether two words sound alike in English (Double Metaphone; Philips 2000).
func soundsAlike(a, b string) bool {
	first, second := matchr.DoubleMetaphone(a)
	for _, x := range []string{first, second} {
		y, z := matchr.DoubleMetaphone(b)
		if x = strings.TrimSpace(x); len(x) > 1 && (x == strings.TrimSpace(y) || x == strings.TrimSpace(z)) {
			return true
		}
	}
	return false
}
