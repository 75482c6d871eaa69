package settings

import (
	"slices"
	"strings"

	"github.com/antzucaro/matchr"
)

// alikeEnough is from which likeness on a word is said to be meant by another. A slip of one or two letters is well above it, another
// word of the same list mostly below.
const alikeEnough = 0.6

// nearestWord is the word of a list that another is likest, the first of several.
func nearestWord(word string, of []string) (nearest string) {
	best := -1.0
	for _, w := range of {
		if alike := likeness(word, w); alike > best {
			nearest, best = w, alike
		}
	}
	return nearest
}

// nearWord is the word of a list that another was meant to be, or nothing.
func nearWord(word string, of []string) string {
	if near := nearestWord(word, of); near != "" && likeness(word, near) >= alikeEnough {
		return near
	}
	return ""
}

// didYouMean asks after the word that was meant, when there is one.
func didYouMean(word string, of []string) string {
	if near := nearWord(word, of); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}

// likeness is how alike two words are, from 0 to 1: half by the beginning and the order of their letters (Jaro-Winkler), which finds
// slips, half by their pairs of letters (Dice), which finds a word within a longer one.
func likeness(a, b string) float64 {
	a, b = plainWord(a), plainWord(b)
	if a == b {
		return 1
	}
	return matchr.JaroWinkler(a, b, false)/2 + sharedPairs(a, b)/2
}

// plainWord is a word without what people write differently: capitals, spaces, lines and an s at the end.
func plainWord(w string) string {
	w = strings.NewReplacer(" ", "", "-", "", "_", "").Replace(strings.ToLower(w))
	return strings.TrimSuffix(w, "s")
}

func sharedPairs(a, b string) float64 {
	common, rest := 0, b
	for i := range max(0, len(a)-1) {
		if before, after, found := strings.Cut(rest, a[i:i+2]); found {
			common++
			rest = before + "\x00" + after
		}
	}
	return 2 * float64(common) / float64(max(1, len(a)+len(b)-2))
}

// wantOneOf says which words there are, with the nearest one first.
func wantOneOf(word string, of []string) string {
	return "not one of the words" + didYouMean(word, of) + "; want " + strings.Join(slices.Clone(of), ", ")
}
