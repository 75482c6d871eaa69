package cells

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ReadSex reads a sex. The numbers are those of the NHS: 1 male, 2 female, 9 indeterminate, 0 or X not known. Every
// answer but M and F is empty: it neither joins nor parts two records.
func ReadSex(s string) (Cell, string) {
	switch strings.ToUpper(WholeDigits(s)) {
	case "M", "MALE", "1", "BOY":
		return Cell{Text: "M"}, ""
	case "F", "FEMALE", "2", "GIRL":
		return Cell{Text: "F"}, ""
	case "U", "X", "I", "9", "0", "UNKNOWN", "NOT KNOWN", "NOT SPECIFIED", "INDETERMINATE", "N", "O", "OTHER":
		return Cell{}, ""
	}
	return Cell{}, "not a sex (want M or F)"
}

// ReadYesNo reads a yes or no.
func ReadYesNo(s string) (Cell, string) {
	switch strings.ToUpper(WholeDigits(s)) {
	case "Y", "YES", "TRUE", "T", "1":
		return Cell{N: Yes}, ""
	case "N", "NO", "FALSE", "F", "0":
		return Cell{N: No}, ""
	}
	return Cell{}, "neither yes nor no"
}

// Fold returns the letters and digits of s in lower case, by which headers and words are compared; where it has none, s
// in lower case, so that marks such as "/" stay apart.
func Fold(s string) string {
	out := make([]byte, 0, len(s))
	for _, c := range s {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			out = utf8.AppendRune(out, unicode.ToLower(c))
		}
	}
	if len(out) == 0 {
		return strings.ToLower(strings.TrimSpace(s))
	}
	return string(out)
}

// WordSet returns the words of a field, each known by its own spelling.
func WordSet(canonical ...string) map[string]string {
	m := make(map[string]string, len(canonical))
	for _, w := range canonical {
		m[Fold(w)] = w
	}
	return m
}

// WithSpellings adds other spellings to words: pairs of a spelling and its canonical word.
func WithSpellings(m map[string]string, pairs ...string) map[string]string {
	for i := 0; i+1 < len(pairs); i += 2 {
		m[Fold(pairs[i])] = pairs[i+1]
	}
	return m
}

// IsSheetError reports whether a cell is an error value of a spreadsheet.
func IsSheetError(s string) bool {
	switch s {
	case "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!":
		return true
	}
	return false
}

// SplitName parts a name written in one cell: at a comma, surname first; else before the last word.
func SplitName(s string) (forename, surname string) {
	if before, after, ok := strings.Cut(s, ","); ok {
		return Plain(after), Plain(before)
	}
	if i := strings.LastIndexByte(s, ' '); i >= 0 {
		return Plain(s[:i]), s[i+1:]
	}
	return "", s
}

// SplitFullName splits the whole name of a child: at a comma, behind the surname; else behind the words in capitals that begin it, when others
// follow; else before the last word.
func SplitFullName(s string) (forename, surname string) {
	if strings.Contains(s, ",") {
		return SplitName(s)
	}
	words := strings.Fields(s)
	n := 0
	for n < len(words) && len(words[n]) > 1 && words[n] == strings.ToUpper(words[n]) && words[n] != strings.ToLower(words[n]) {
		n++
	}
	if n > 0 && n < len(words) && words[len(words)-1] != strings.ToUpper(words[len(words)-1]) {
		return strings.Join(words[n:], " "), strings.Join(words[:n], " ")
	}
	return SplitName(s)
}

// OnlyCode returns s when it is a code or a few words, and nothing when it is a narrative, which no rule may read.
func OnlyCode(s string) string {
	if !LooksLikeCode(s) {
		return ""
	}
	return s
}

// LooksLikeCode reports whether a cell may be shown as a code: short, of one or two words, and no date or long number.
func LooksLikeCode(s string) bool {
	if s == "" || len(s) > 24 {
		return false
	}
	digits, spaces := 0, 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == ' ':
			spaces++
		case c == '@' || c > 126 || c < 32:
			return false
		}
	}
	return digits < 4 && spaces < 3
}

// TeamName returns s when it may be what a team or a desk is called, and nothing when it is a narrative: a few words on one line, without
// an address of e-mail or a long number.
func TeamName(s string) string {
	digits := 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '@' || c < 32:
			return ""
		}
	}
	if len(s) > 60 || digits > 4 || len(strings.Fields(s)) > 7 || strings.ContainsAny(s, ".;!?") {
		return ""
	}
	return s
}
