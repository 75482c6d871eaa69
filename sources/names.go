package sources

import (
	"strings"

	"rollcall/sources/cells"
)

// notAName is why a forename such as "Baby Marlow" is left out.
const notAName = "a placeholder, not a name"

// partNames puts each name that a field holds where it belongs: titles and suffixes away, an earlier surname and the name that a child goes by
// into their own fields where those are empty, both names of a field that holds a whole one apart. It reports a forename that is none.
func (w *Identity) partNames() (nobody bool) {
	if cells.NeedsParting(w.Surname) || cells.NeedsParting(w.Forename) {
		w.partWhole()
		if s := w.Surname; cells.NeedsParting(s) {
			p := cells.PartName(s)
			w.Surname = p.Name
			keepName(&w.FormerSurname, p.Former)
			keepName(&w.PreferredSurname, p.Also)
		}
		if s := w.Forename; cells.NeedsParting(s) {
			if cells.NamesNobodyOf(s, w.Surname) {
				w.Forename = ""
				return true
			}
			p := cells.PartName(s)
			w.Forename = p.Name
			keepName(&w.PreferredForename, p.Also)
		}
	}
	return false
}

// partWhole parts a whole name, surname first and a comma behind it, that stands in the field of one of the two.
func (w *Identity) partWhole() {
	before, after, comma := strings.Cut(w.Surname, ",")
	if before, after = cells.Plain(before), cells.Plain(after); comma && before != "" {
		switch {
		case after == "" || cells.IsSuffix(after) || strings.EqualFold(after, w.Forename):
			w.Surname = before
		case w.Forename == "":
			w.Surname, w.Forename = before, after
		}
	}
	before, after, comma = strings.Cut(w.Forename, ",")
	if before, after = cells.Plain(before), cells.Plain(after); comma && before != "" {
		switch {
		case after == "" || cells.IsSuffix(after):
			w.Forename = before
		case w.Surname == "" || strings.EqualFold(before, w.Surname):
			w.Surname, w.Forename = before, after
		}
	}
}

// keepName puts a name into a field that has none.
func keepName(field *string, name string) {
	if *field == "" {
		*field = name
	}
}
