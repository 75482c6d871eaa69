package xlsx

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"strings"
	"unicode/utf8"
)

// asCharacter is what a reader takes for a character by its number (ECMA-376 part 1, 22.9.2.19).
var asCharacter = regexp.MustCompile(`_(x[0-9A-Fa-f]{4}_)`)

// appendEscaped appends a text as XML has it, in an element or an attribute. What XML cannot hold becomes U+FFFD.
func appendEscaped(b []byte, text string) []byte {
	if isPlain(text) {
		return append(b, text...)
	}
	out := bytes.NewBuffer(b)
	_ = xml.EscapeText(out, []byte(text)) // a buffer takes everything
	return out.Bytes()
}

// isPlain reports whether XML has a text as it is, as nearly all cells are.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= utf8.RuneSelf || c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' {
			return false
		}
	}
	return true
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
