package xlsx

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// asCharacter is what a reader takes for a character by its number (ECMA-376 part 1, 22.9.2.19).
var asCharacter = regexp.MustCompile(`_(x[0-9A-Fa-f]{4}_)`)

// appendEscaped appends a text as XML has it, in an element or an attribute. What XML cannot hold becomes U+FFFD.
func appendEscaped(b []byte, text string) []byte {
	from := 0
	for i := 0; i < len(text); {
		c, width := text[i], 1
		var as string
		switch {
		case c == '&':
			as = "&amp;"
		case c == '<':
			as = "&lt;"
		case c == '>':
			as = "&gt;"
		case c == '"':
			as = "&#34;"
		case c == '\'':
			as = "&#39;"
		case c == '\t':
			as = "&#x9;"
		case c == '\n':
			as = "&#xA;"
		case c == '\r':
			as = "&#xD;"
		case c < ' ':
			as = "\uFFFD"
		case c >= utf8.RuneSelf:
			var r rune
			if r, width = utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && width == 1 || r == 0xFFFE || r == 0xFFFF {
				as = "\uFFFD"
			}
		}
		if as != "" {
			b = append(append(b, text[from:i]...), as...)
			from = i + width
		}
		i += width
	}
	return append(b, text[from:]...)
}

// appendText appends a text of a cell as an element, with the white space at its ends.
func appendText(b []byte, text string) []byte {
	if strings.Contains(text, "_x") {
		text = asCharacter.ReplaceAllString(text, "_x005F_$1")
	}
	if text != strings.Trim(text, " \t\r\n") {
		b = append(b, `<t xml:space="preserve">`...)
	} else {
		b = append(b, `<t>`...)
	}
	return append(appendEscaped(b, text), `</t>`...)
}
