package rules

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// RegistersLookedIn are the kinds of extract that may hold a child's education, in the order in which an officer would look.
func (a *Authority) RegistersLookedIn() []string {
	kinds := slices.DeleteFunc(slices.Collect(maps.Keys(a.Extracts)), func(kind string) bool { return a.Extracts[kind].Looked == 0 })
	slices.SortFunc(kinds, func(x, y string) int {
		return cmp.Or(a.Extracts[x].Looked-a.Extracts[y].Looked, cmp.Compare(a.Extracts[x].Name, a.Extracts[y].Name))
	})
	return kinds
}

// SearchedWords says in which registers the run looked, with their dates, and which it did not have. It is the same for every
// child of a run.
func (a *Authority) SearchedWords() string {
	var looked, lacked []string
	for _, kind := range a.RegistersLookedIn() {
		x := a.Extracts[kind]
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
