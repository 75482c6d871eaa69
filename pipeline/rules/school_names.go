package rules

import (
	"strings"
	"unicode"
)

// schoolLike finds the school of a name that differs in no more than spelling, or returns nothing. The list of schools may hold all of
// England's, and leavers of a school name the same few: what was found is kept.
func (f *facts) schoolLike(name string) string {
	want := plainName(name)
	if want == "" {
		return ""
	}
	if found, known := f.like.Load(want); known {
		return found.(string)
	}
	f.spelt.Do(f.plainNames)
	found := ""
	for _, x := range f.plain {
		if nearSpelling(x.name, want) && (found == "" || x.laestab < found) {
			found = x.laestab
		}
	}
	f.like.Store(want, found)
	return found
}

// plainNames takes from every school's name what people leave out or write otherwise, once.
func (f *facts) plainNames() {
	for known, laestab := range f.named {
		f.plain = append(f.plain, plainSchool{plainName(known), laestab})
	}
}

// plainSchool is a school by its plain name.
type plainSchool struct{ name, laestab string }

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
