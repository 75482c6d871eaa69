package rules

import (
	"cmp"
	"strings"

	"rollcall/pipeline/calendar"
)

// trusted reports whether the run has an extract of a kind that no gate holds back, and else why not, in words.
func (a *Authority) trusted(kind string) (ok bool, why string) {
	x := a.Extracts[kind]
	switch {
	case !x.Came:
		return false, "the " + a.registerName(kind) + wordWas(a.registerName(kind)) + " not received"
	case x.Held != "":
		return false, "the " + a.registerName(kind) + wordIs(a.registerName(kind)) + " held back: " + x.Held
	}
	return true, ""
}

// registerName names an extract in an officer's words.
func (a *Authority) registerName(kind string) string { return cmp.Or(a.Extracts[kind].Name, kind) }

// stale reports whether the run has the extract, but too old a one.
func (a *Authority) stale(kind string) bool { return a.Extracts[kind].Stale }

// asOfWords says for which day an extract speaks.
func asOfWords(d calendar.Date) string {
	if d == 0 {
		return "date not given"
	}
	return "as of " + d.Words()
}

// wordIs and wordWas are the verb of an extract's name, in its number.
func wordIs(name string) string {
	if isPlural(name) {
		return " are"
	}
	return " is"
}

func wordWas(name string) string {
	if isPlural(name) {
		return " were"
	}
	return " was"
}

func isPlural(name string) bool {
	head, _, _ := strings.Cut(name, " of ")
	return strings.HasSuffix(head, "s") && !strings.HasSuffix(head, "us")
}
