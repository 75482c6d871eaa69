package cells

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Plain returns a text with what nobody sees taken out and what looks alike made the same: spaces of every width are plain spaces, marks of
// direction, joiners and soft hyphens are gone, hyphens that do not break are hyphens, figures and letters of full width are plain
// ones. It is trimmed. Spreadsheets, web pages and mail programs leave all of that in what is copied from them.
func Plain(s string) string {
	if !isASCII(s) {
		return strings.TrimFunc(strings.Map(plainRune, s), unicode.IsSpace)
	}
	if s == "" || s[0] > ' ' && s[len(s)-1] > ' ' {
		return s
	}
	return strings.TrimSpace(s)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// PlainFigures returns a value of figures as Plain does, with dashes for the hyphens that they stand for.
func PlainFigures(s string) string {
	if s = Plain(s); isASCII(s) {
		return s
	}
	return dashes.Replace(s)
}

// dashes are the marks that text programs make of a hyphen between figures.
var dashes = strings.NewReplacer("\u2012", "-", "\u2013", "-", "\u2014", "-", "\u2015", "-", "\u2212", "-")

// plainRune is the plain character for one, or −1 for one that nobody sees.
func plainRune(c rune) rune {
	switch {
	case c < 0xa0:
		return c
	case c == 0xa0, c >= 0x2000 && c <= 0x200a, c == 0x202f, c == 0x205f, c == 0x3000, c == 0x1680:
		return ' '
	case c == 0xad, c >= 0x200b && c <= 0x200f, c >= 0x202a && c <= 0x202e, c >= 0x2060 && c <= 0x206f, c == 0xfeff, c == 0x61c, c >= 0xfe00 && c <= 0xfe0f:
		return -1
	case c == 0x2010, c == 0x2011, c == 0xfe63:
		return '-'
	case c >= 0xff01 && c <= 0xff5e:
		return c - 0xfee0
	}
	return c
}

// WholeDigits returns a whole number as its figures where a program wrote it as one of floating point: without the ".0" behind it, and
// without an exponent where that loses nothing. 9.434765919E9 is how Java writes ten figures; 9.43E+09 is what a narrow column shows of them.
func WholeDigits(s string) string {
	if s == "" || !isDigit(s[len(s)-1]) {
		return s
	}
	i := strings.IndexByte(s, '.')
	if i <= 0 {
		return s
	}
	places := s[i+1:]
	if places == "0" || strings.Trim(places, "0") == "" && AllDigits(s[:i]) {
		return s[:i]
	}
	if i != 1 || s[0] < '1' || s[0] > '9' {
		return s
	}
	e := strings.IndexAny(places, "eE")
	if e < 1 || !AllDigits(places[:e]) {
		return s
	}
	exact, figures := true, places[e+1:]
	if figures[0] == '+' {
		exact, figures = false, figures[1:]
	}
	n, ok := ReadDigits(figures)
	if places = places[:e]; !ok || len(figures) > 2 || n < 7 || n > 15 || !exact && len(places) < n || strings.Trim(places[min(n, len(places)):], "0") != "" {
		return s
	}
	return s[:1] + places[:min(n, len(places))] + strings.Repeat("0", n-min(n, len(places)))
}
