package rules

import (
	"slices"
	"strings"
	"unicode"
)

// schoolLike finds the school of a name that differs in no more than spelling, or returns nothing.
func (f *facts) schoolLike(name string) string {
	want := plainName(name)
	if want == "" {
		return ""
	}
	var like []string
	for known, laestab := range f.named {
		if nearSpelling(plainName(known), want) {
			like = append(like, laestab)
		}
	}
	if like == nil {
		return ""
	}
	return slices.Min(like)
}

// plainName drops from a school's name what people leave out or write otherwise.
func plainName(s string) string {
	words := strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(s, "'", "")), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var out strings.Builder
	for _, w := range words {
		switch w {
		case "the", "school", "of", "and", "independent", "ltd":
		case "saint":
			out.WriteString("st")
		default:
			out.WriteString(w)
		}
	}
	return out.String()
}

// nearSpelling reports whether two words are one, or one letter added, left out or changed makes one of the other; short words must be
// the same.
func nearSpelling(a, b string) bool {
	short := min(len(a), len(b))
	if a == b || short < 6 {
		return a == b
	}
	i := 0
	for i < short && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return a[i+1:] == b[i+1:]
	case 1:
		return a[i:] == b[i+1:]
	case -1:
		return a[i+1:] == b[i:]
	}
	return false
}
