package screen

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape returns text of several lines as it may be shown: control characters but the end of a line and the tabulator, what
// turns the reading direction round or cannot be seen, and bytes that are no text, are written out (\x1b, \u202e).
func Escape(text string) string { return escape(text, "\n\t") }

// EscapeLine is Escape for a value inside a line, such as a header or a file name: an end of line in it is written out too.
func EscapeLine(text string) string { return escape(text, "") }

func escape(text, but string) string {
	if strings.IndexFunc(text, func(r rune) bool { return hostile(r) && !strings.ContainsRune(but, r) }) < 0 && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case !hostile(r) || strings.ContainsRune(but, r):
			b.WriteString(text[i : i+n])
		default:
			b.WriteString(written(r))
		}
		i += n
	}
	return b.String()
}

// written is a character that is not shown as it is, in the words of Go's own strings.
func written(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

// hostile reports whether a terminal may do something else with a character than show it: C0, C1 and DEL, the ends of line
// and paragraph of Unicode, and format characters, among them the overrides of direction and the tags. The joiners that
// names of some scripts need are shown.
func hostile(r rune) bool {
	switch r {
	case '\u200c', '\u200d', '\u00ad':
		return false
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}
