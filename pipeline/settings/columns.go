package settings

import (
	"maps"
	"slices"
	"strings"

	"rollcall/sources"
)

// columnFaults tells of columns and words that the settings map to what the kind does not have: the file would be turned down when it
// is read, and the run published without the extract.
func (s *Settings) columnFaults() (f faults) {
	for i := range s.Sources {
		x := &s.Sources[i]
		if kind := sources.Kind(x.Kind); slices.Contains(sources.Kinds(), kind) {
			x.mappingFaults(kind, f.under(entryAt(i)+".columns"))
			x.wordFaults(kind, f.under(entryAt(i)+".values"))
			x.constantFaults(kind, f.under(entryAt(i)+".constant"))
		}
	}
	return f
}

// mappingFaults says which columns are mapped to no field of the kind, and which two to one header.
func (x *Source) mappingFaults(kind sources.Kind, fault func(key, format string, a ...any)) {
	first := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(x.Columns)) {
		header := x.Columns[name]
		switch {
		case sources.MayMap(kind, name):
		case sources.MayMap(kind, header):
			fault(name, "%s has no such field, and %s is one: the field stands before the colon and the header of the file behind it, %s: %q", x.Kind, header, header, name)
			continue
		default:
			fault(name, "%s has no such field; the nearest is %s (rollcall sources %s lists them)", x.Kind, nearestField(kind, name), x.Kind)
			continue
		}
		if strings.TrimSpace(header) == "" {
			fault(name, "names no header; write the header of the file, or leave the line out")
			continue
		}
		folded := strings.ToLower(strings.TrimSpace(header))
		if other, twice := first[folded]; twice {
			fault(name, "is read from the header %s, and so is %s; a column is one field: name the header of each, or leave one out", quoteFound(header), other)
			continue
		}
		first[folded] = name
	}
}

// wordFaults says which words are mapped to no word of the field.
func (x *Source) wordFaults(kind sources.Kind, fault func(key, format string, a ...any)) {
	for _, name := range slices.Sorted(maps.Keys(x.Values)) {
		if !sources.MayMap(kind, name) {
			fault(name, "%s has no such field; the nearest is %s (rollcall sources %s lists them)", x.Kind, nearestField(kind, name), x.Kind)
			continue
		}
		words := sources.WordsOf(kind, name)
		for _, local := range slices.Sorted(maps.Keys(x.Values[name])) {
			to := x.Values[name][local]
			if len(words) == 0 || sources.KnowsWord(kind, name, to) {
				continue
			}
			if slices.Contains(words, local) {
				fault(name+"."+local, "%s is no word of %s, and %s is one: the word of the file stands before the colon, %s: %s", quoteFound(to), name, local, quoteFound(to), local)
				continue
			}
			fault(name+"."+local, "%s is %s", quoteFound(to), wantOneOf(to, words))
		}
	}
}

// constantFaults says what all rows cannot say.
func (x *Source) constantFaults(kind sources.Kind, fault func(key, format string, a ...any)) {
	for _, name := range slices.Sorted(maps.Keys(x.Constant)) {
		word := x.Constant[name]
		switch {
		case !slices.Contains(sources.FieldNames(kind), name):
			fault(name, "%s has no such field; the nearest is %s (rollcall sources %s lists them)", x.Kind, nearestField(kind, name), x.Kind)
		case x.Columns[name] != "":
			fault(name, "stands under columns as well; a field has a column or one value for all rows")
		case len(sources.WordsOf(kind, name)) > 0 && !sources.KnowsWord(kind, name, word):
			fault(name, "%s is %s", quoteFound(word), wantOneOf(word, sources.WordsOf(kind, name)))
		case !sources.MayBeConstant(name):
			fault(name, "tells children apart, and cannot be the same in all rows")
		}
	}
}

// nearestField is the field of a kind that a name was meant to be: by what suppliers call it, else by its letters.
func nearestField(kind sources.Kind, name string) string {
	if like := sources.FieldLike(kind, strings.ReplaceAll(name, "_", " ")); like != "" {
		return like
	}
	return nearestWord(name, sources.FieldNames(kind))
}
