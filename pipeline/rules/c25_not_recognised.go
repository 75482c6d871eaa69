package rules

import (
	"slices"
	"strings"
	"unicode"
)

// C25 asks about a school that says it has the child and that the list of schools does not hold, holds as closed, or holds for
// another age. It is a question, not a verdict: a new school, or a name spelt otherwise, is found quickly.
var _ = addRule(&Rule{
	ID: "C25", Title: "The school claimed is not a recognised one",
	Condition: "Only the return of a school outside the census explains the child, and the list of schools does not hold that school, " +
		"holds it as closed before the return, or for ages more than a year from the child's.",
	Citations: []Citation{duty, {"Education and Skills Act 2008", "sections 92 and 96, registration of independent schools"}, {medway, "paragraph 2.3"}},
	Needs:     []string{"schools", "independent_schools"},
	Excuses:   []ID{"U01", "U02", "U04", "U05"}, Despite: []ID{"U03"}, Severity: P3,
	Next: "Ask what the setting is; whether to tell Ofsted of an unregistered school is an officer's decision", Who: "CME officer",
	decide: func(h *history) Finding {
		e, _ := h.rollAt(h.outsideCensus)
		if e == nil {
			return no("No school outside the census explains the child.")
		}
		why := h.notRecognised(e)
		if why == "" {
			return no("The list of schools holds the school.")
		}
		f := yes(max(h.due, e.roll.From), "Said to be on the roll of "+e.name+" since "+e.roll.From.Words()+", but "+why+".", e.roll)
		f.Label = "provision to be checked"
		return f
	},
})

// notRecognised says why the list of schools does not bear a school out; empty when it does.
func (h *history) notRecognised(e *enrolment) string {
	s, listed := h.Schools[e.root]
	if !listed {
		laestab := h.facts.schoolLike(e.root)
		if s, listed = h.Schools[laestab]; !listed {
			return "the list of schools does not hold it"
		}
	}
	// The lowest statutory age is that of the first day of a school year, the highest that of the last.
	year := h.yearOn(h.AsOf)
	switch {
	case s.Closed != 0 && s.Closed < e.heard && s.Successor == "":
		return "the list of schools has it closed on " + s.Closed.Words()
	case s.HighAge > s.LowAge && (year < s.LowAge-4-1 || year > s.HighAge-5+1):
		return "the list of schools has it for ages " + number(s.LowAge) + " to " + number(s.HighAge)
	}
	return ""
}

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
