package desk

import (
	"iter"
	"strings"
	"time"
	"unicode"

	"github.com/mozillazg/go-unidecode"
)

// foldWords are the words of a text as they are looked up.
func foldWords(text string) []string {
	var words []string
	for word := range foldedWords(text) {
		words = append(words, string(word))
	}
	return words
}

// foldedWords yields the words of a text as they are looked up: small letters and figures without accents. An apostrophe or a full stop
// joins what it stands between (O'Neill is oneill); whatever else is no letter and no figure parts. Each is written over by the next.
func foldedWords(text string) iter.Seq[[]byte] {
	return func(yield func(word []byte) bool) {
		var room [64]byte
		word := room[:0]
		text = plain(text)
		for i := range len(text) {
			switch c := text[i]; {
			case c >= 'A' && c <= 'Z':
				word = append(word, c+'a'-'A')
			case isLetter(c) || isFigure(c):
				word = append(word, c)
			case c == '\'' || c == '`' || c == '.':
			default:
				if len(word) > 0 && !yield(word) {
					return
				}
				word = word[:0]
			}
		}
		if len(word) > 0 {
			yield(word)
		}
	}
}

// plain is a text in ASCII.
func plain(text string) string {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return unidecode.Unidecode(text)
		}
	}
	return text
}

// squeeze keeps the letters and figures of a text, small.
func squeeze(text string) string { return strings.Join(foldWords(text), "") }

// figures keeps the figures of a text.
func figures(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// foldPhone is a telephone number as it is looked up: of the country, with its first nought; nothing where it is too short for one.
func foldPhone(text string) string {
	digits := strings.TrimPrefix(figures(text), "0044")
	if strings.HasPrefix(strings.TrimSpace(text), "+") {
		digits = strings.TrimPrefix(digits, "44")
	}
	digits = strings.TrimPrefix(digits, "0")
	if len(digits) < localPhone {
		return ""
	}
	return "0" + digits
}

// localPhone is how many figures a number has that is dialled within a town.
const localPhone = 6

// isPostcode reports whether squeezed text has the form of a whole postcode.
func isPostcode(text string) bool {
	n := len(text)
	return n >= 5 && n <= 7 && isOutward(text[:n-3]) && isFigure(text[n-3]) && isLetter(text[n-2]) && isLetter(text[n-1])
}

// isOutward reports whether squeezed text has the form of the first half of a postcode.
func isOutward(text string) bool {
	n := len(text)
	if n < 2 || n > 4 || !isLetter(text[0]) {
		return false
	}
	rest := strings.TrimLeftFunc(text[1:], func(r rune) bool { return r >= 'a' && r <= 'z' })
	if len(text)-len(rest) > 2 || rest == "" || !isFigure(rest[0]) {
		return false
	}
	return len(rest) == 1 || len(rest) == 2
}

func isFigure(c byte) bool { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }

// dayLayouts are the ways in which a day is typed, without what parts it.
var dayLayouts = []string{"2006 1 2", "2 1 2006", "2 1 06", "2 Jan 2006", "2 January 2006", "2 Jan 06", "2 January 06"}

// readDay reads a day as people type it: 12/03/2014, 12.3.14, 2014-03-12, 12 March 2014. A year of two figures is one of a child.
func readDay(text string) (time.Time, bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("/.-,", r) })
	if len(parts) != 3 {
		return time.Time{}, false
	}
	parts[0] = trimOrdinal(parts[0])
	for _, layout := range dayLayouts {
		if on, err := time.Parse(layout, strings.Join(parts, " ")); err == nil {
			return on, true
		}
	}
	return time.Time{}, false
}

// trimOrdinal takes the end off 1st, 2nd, 3rd, 4th.
func trimOrdinal(text string) string {
	if n := len(text); n > 2 && isFigure(text[0]) {
		for _, end := range []string{"st", "nd", "rd", "th"} {
			if strings.EqualFold(text[n-2:], end) {
				return text[:n-2]
			}
		}
	}
	return text
}

// dayFrom is a day that is counted from 1970.
func dayFrom(day int) time.Time { return time.Unix(int64(day)*secondsOfDay, 0).UTC() }
