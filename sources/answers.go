package sources

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func itoa(n int) string { return strconv.Itoa(n) }

// sexCell reads a sex. The numbers are those of the NHS: 1 male, 2 female, 9 indeterminate, 0 or X not known. Every
// answer but M and F is empty: it neither joins nor parts two records.
func sexCell(s string) (cell, string) {
	switch strings.ToUpper(s) {
	case "M", "MALE", "1", "BOY":
		return cell{text: "M"}, ""
	case "F", "FEMALE", "2", "GIRL":
		return cell{text: "F"}, ""
	case "U", "X", "I", "9", "0", "UNKNOWN", "NOT KNOWN", "NOT SPECIFIED", "INDETERMINATE", "N", "O", "OTHER":
		return cell{}, ""
	}
	return cell{}, "not a sex (want M or F)"
}

// yesNoCell reads a yes or no.
func yesNoCell(s string) (cell, string) {
	switch strings.ToUpper(s) {
	case "Y", "YES", "TRUE", "T", "1":
		return cell{n: yes}, ""
	case "N", "NO", "FALSE", "F", "0":
		return cell{n: no}, ""
	}
	return cell{}, "neither yes nor no"
}

// fold returns the letters and digits of s in lower case, by which headers and words are compared; where it has none, s
// in lower case, so that marks such as "/" stay apart.
func fold(s string) string {
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

// words returns the words of a field, each known by its own spelling.
func words(canonical ...string) map[string]string {
	m := make(map[string]string, len(canonical))
	for _, w := range canonical {
		m[fold(w)] = w
	}
	return m
}

// also adds other spellings to words: pairs of a spelling and its canonical word.
func also(m map[string]string, pairs ...string) map[string]string {
	for i := 0; i+1 < len(pairs); i += 2 {
		m[fold(pairs[i])] = pairs[i+1]
	}
	return m
}

// trim takes white space off both ends, also the hard spaces that spreadsheets and web forms leave.
func trim(s string) string {
	if s == "" {
		return s
	}
	if first, last := s[0], s[len(s)-1]; first > ' ' && first < utf8.RuneSelf && last > ' ' && last < utf8.RuneSelf {
		return s
	}
	return strings.TrimFunc(s, func(c rune) bool { return unicode.IsSpace(c) || c == '\u00a0' || c == '\ufeff' || c == '\u200b' })
}

// isSheetError reports whether a cell is an error value of a spreadsheet.
func isSheetError(s string) bool {
	switch s {
	case "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!":
		return true
	}
	return false
}

// splitName parts a name written in one cell: at a comma, surname first; else before the last word.
func splitName(s string) (forename, surname string) {
	if before, after, ok := strings.Cut(s, ","); ok {
		return trim(after), trim(before)
	}
	if i := strings.LastIndexByte(s, ' '); i >= 0 {
		return trim(s[:i]), s[i+1:]
	}
	return "", s
}

// oneWord returns s when it is a code or a few words, and nothing when it is a narrative, which no rule may read.
func oneWord(s string) string {
	if !codeLike(s) {
		return ""
	}
	return s
}
