package rules

import (
	"cmp"
	"slices"
)

// registers are the kinds of extract that may hold a child's education, in the order in which an officer would look.
func (a *Authority) registers() []Extract {
	var all []Extract
	for _, x := range a.Extracts {
		if x.Looked > 0 {
			all = append(all, x)
		}
	}
	slices.SortFunc(all, func(x, y Extract) int { return cmp.Or(x.Looked-y.Looked, cmp.Compare(x.Name, y.Name)) })
	return all
}

// searched says in which registers the run looked, with their dates, and which it did not have. It is the same for every
// child of a run.
func (a *Authority) searched() []string {
	var out []string
	for _, x := range a.registers() {
		switch {
		case !x.Came:
			out = append(out, x.Name+": not had")
		case x.Held != "":
			out = append(out, x.Name+": held back, "+x.Held)
		case x.Stale:
			out = append(out, x.Name+": "+asOfWords(x.AsOf)+", older than it should be")
		default:
			out = append(out, x.Name+": "+asOfWords(x.AsOf))
		}
	}
	return out
}
