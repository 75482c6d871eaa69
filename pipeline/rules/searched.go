package rules

import (
	"cmp"
	"slices"
	"strings"
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

// SearchedWords says in which registers the run looked, with their dates, and which it did not have. It is the same for every
// child of a run.
func (a *Authority) SearchedWords() string {
	var looked, lacked []string
	for _, x := range a.registers() {
		switch {
		case !x.Came && x.Optional:
		case !x.Came:
			lacked = append(lacked, x.Name)
		case x.Held != "":
			looked = append(looked, x.Name+": held back, "+x.Held)
		default:
			text := x.Name + ": date not given"
			if x.AsOf.Known() {
				text = x.Name + " " + x.AsOf.Words()
			}
			if x.Stale {
				text += ", older than it should be"
			}
			looked = append(looked, text)
		}
	}
	text := strings.Join(looked, "; ")
	if len(lacked) > 0 {
		text += ". Not received: " + strings.Join(lacked, ", ")
	}
	return text
}
