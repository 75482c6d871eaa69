package matchers

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

// FoldName returns a name as it is compared: upper case, without accents, letters without an ASCII base spelt out (Ł L,
// Ø O, ß SS, Þ Th, Đ D), apostrophes and full stops dropped (O'NEILL is ONEILL, ST. is ST), and hyphens and any other mark
// turned into one space. A figure between two letters is left out: VA8GHAN is one word. Tokens keep their order. It returns nothing when no letter is left, for a name of digits or a dash.
func FoldName(s string) string {
	return foldWith(s, false)
}

// foldText folds like FoldName but keeps digits.
func foldText(s string) string {
	return foldWith(s, true)
}

// foldWith folds letters, and digits when they are to be kept.
func foldWith(s string, digits bool) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	s = toASCII(s)
	for k, r := range s {
		switch {
		case r >= 'a' && r <= 'z':
			r -= 'a' - 'A'
		case r >= 'A' && r <= 'Z', digits && r >= '0' && r <= '9':
		case r == '\'' || r == '`' || r == '.':
			continue
		case isDigit(s[k]) && k > 0 && k+1 < len(s) && isLetter(s[k-1]) && isLetter(s[k+1]):
			continue // a letter that was misread or mistyped: the name is one letter short of what it was, and no two words
		default:
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// toASCII returns s in ASCII: accents removed by canonical decomposition, then what has no ASCII base transliterated.
func toASCII(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	if isASCII(b.String()) {
		return b.String()
	}
	return unidecode.Unidecode(b.String())
}

// isLetter reports whether a byte is an ASCII letter.
func isLetter(c byte) bool { c |= 'a' - 'A'; return c >= 'a' && c <= 'z' }

// isASCII reports whether every byte of s is ASCII.
func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// foldIdentifier upper-cases and keeps letters and digits only.
func foldIdentifier(s string) string {
	return strings.ReplaceAll(foldText(s), " ", "")
}
